package casebook

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// own is what a subject gave, folded once, so that a printed fact can be held
// against it.
type own struct {
	subject *scan.Subject
	names   []ownName
	places  []ownPlace
	phones  map[string]bool // digits
	emails  map[string]bool // lower case
}

type ownName struct {
	words []string
	was   report.Currency
}

type ownPlace struct {
	scan.Address
	city, state string
	was         report.Currency
}

func ownOf(s *scan.Subject) own {
	o := own{subject: s, phones: map[string]bool{}, emails: map[string]bool{}}
	for _, n := range s.Names {
		if s.Safe.IsName(n) {
			continue
		}
		was := report.CurrentFact
		if n.Kind == scan.FormerName {
			was = report.OldFact
		}
		o.names = append(o.names, ownName{strings.Fields(scan.Fold(n.First + " " + n.Last)), was})
	}
	for _, a := range s.Open() { // current ones first
		was := report.CurrentFact
		if a.To != 0 {
			was = report.OldFact
		}
		o.places = append(o.places, ownPlace{a, scan.Fold(a.City), stateCode(a.State), was})
	}
	for _, p := range s.Phones {
		o.phones[scan.Digits(p)] = true
	}
	for _, e := range s.Emails {
		o.emails[strings.ToLower(e)] = true
	}
	return o
}

func stateCode(s string) string {
	if code, ok := brokers.StateCode(s); ok {
		return code
	}
	return strings.ToUpper(s)
}

// facts takes a record apart into what it shows, masked, and says of each
// whether it is still so by what the subject gave. seen is the day of the
// page, from which an age counts.
func (o own) facts(r, masked scan.Record, alarms []string, seen brokers.Date) []report.Fact {
	var list []report.Fact
	add := func(k report.FactKind, text string, was report.Currency) {
		if strings.TrimSpace(text) == "" {
			return
		}
		safe := slices.Contains(alarms, text)
		if safe {
			was = report.CurrentFact
		}
		list = append(list, report.Fact{Kind: k, Text: text, Current: was, Safe: safe})
	}
	add(report.NameFact, masked.Name, o.name(r.Name))
	for i, a := range masked.Aliases {
		add(report.AliasFact, a, o.name(r.Aliases[i]))
	}
	list = append(list, o.age(r, masked, seen)...)
	for i, a := range masked.Addresses {
		k := report.CityFact
		if r.Addresses[i].Street != "" && !strings.HasPrefix(a.Street, safeTown) {
			k = report.StreetFact
		}
		add(k, a.String(), o.place(r.Addresses[i]))
	}
	for i, p := range masked.Phones {
		add(report.PhoneFact, p, given(o.phones[scan.Digits(r.Phones[i])]))
	}
	for i, e := range masked.Emails {
		add(report.EmailFact, e, given(o.emails[strings.ToLower(r.Emails[i])]))
	}
	return append(list, kin(masked, alarms, list)...)
}

// kin counts the relatives, and names the safe facts that a record shows
// elsewhere than in the field of their kind: as a relative, or in its address.
func kin(masked scan.Record, alarms []string, told []report.Fact) (list []report.Fact) {
	if n := len(masked.Relatives); n > 0 {
		list = append(list, report.Fact{Kind: report.RelativesFact, Count: n})
	}
	for _, label := range alarms {
		if slices.ContainsFunc(told, func(f report.Fact) bool { return f.Text == label }) {
			continue
		}
		list = append(list, report.Fact{Kind: kindOf(label), Text: label, Current: report.CurrentFact, Safe: true})
	}
	return list
}

// kindOf returns the kind of a safe fact by its label.
func kindOf(label string) report.FactKind {
	if strings.HasPrefix(label, safeTown) {
		return report.CityFact
	}
	for word, k := range map[string]report.FactKind{"address": report.StreetFact, "phone": report.PhoneFact, "e-mail": report.EmailFact} {
		if strings.HasPrefix(label, "safe "+word+" ") {
			return k
		}
	}
	return report.AliasFact
}

// safeTown begins the label of a town in which a safe address is.
const safeTown = "the town of safe address "

// given is the currency of a phone number or e-mail address: one that the
// subject gave is taken to be in use.
func given(own bool) report.Currency {
	if own {
		return report.CurrentFact
	}
	return report.CurrencyUnknown
}

// name says whether a printed name is one that the subject goes by.
func (o own) name(printed string) report.Currency {
	words := strings.Fields(scan.Fold(printed))
	best := report.CurrencyUnknown
	for _, n := range o.names {
		missing := slices.ContainsFunc(n.words, func(w string) bool { return !slices.Contains(words, w) })
		if missing || len(n.words) == 0 {
			continue
		}
		if n.was == report.CurrentFact {
			return n.was
		}
		best = n.was
	}
	return best
}

// place says whether the subject lives at a printed address. One down to the
// door is known to be current only where the subject gave that door.
func (o own) place(a scan.Address) report.Currency {
	city, state := scan.Fold(a.City), stateCode(a.State)
	for _, p := range o.places {
		switch {
		case p.city != city || state != "" && p.state != "" && state != p.state:
		case a.Street == "":
			return p.was
		case p.Street != "" && a.Within(scan.Address{Street: p.Street}):
			return p.was
		}
	}
	return report.CurrencyUnknown
}

// age tells of an age and a birth date. Where the subject gave no birth date,
// what is printed stays unsaid; that it is printed does not.
func (o own) age(r, masked scan.Record, seen brokers.Date) (list []report.Fact) {
	if !r.Age.IsZero() {
		f := report.Fact{Kind: report.AgeFact, Text: "an age"}
		if !masked.Age.IsZero() {
			f.Text, f.Current = "age "+masked.Age.String(), report.OldFact
			if is := o.subject.Born.AgeOn(seen); !is.IsZero() && is.Low <= r.Age.High && r.Age.Low <= is.High {
				f.Current = report.CurrentFact
			}
		}
		list = append(list, f)
	}
	if !r.Born.IsZero() {
		f := report.Fact{Kind: report.BornFact, Text: "a birth date you did not list"}
		if !masked.Born.IsZero() {
			f.Text, f.Current = "born "+masked.Born.String(), report.CurrentFact
		}
		if r.Born.Day == 0 {
			f.Kind = report.AgeFact // a year or month tells no more than an age
		}
		list = append(list, f)
	}
	return list
}

// trades are the categories of brokers that show people to companies only.
var trades = []string{"marketing", "adtech", "credit-risk", "location", "health", brokers.IdentityCheck}

// reachOf says who can see a record. What our own look saw without an account
// or a payment, anyone can see; of a page that the person saved nobody knows
// what it took to get there. That search engines list a page is not known of
// any broker.
func reachOf(b *brokers.Broker, way brokers.Way) report.Reach {
	switch {
	case way == brokers.Fetch || way == brokers.Browser || way == brokers.Assisted:
		return report.Free
	case slices.Contains(trades, b.Category):
		return report.Trade
	}
	return report.ReachUnknown
}
