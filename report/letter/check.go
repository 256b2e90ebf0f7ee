package letter

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// matter returns the records a request is about. The error says why it is
// about none.
func matter(req report.Request, s *scan.Subject, b *brokers.Broker, findings []scan.Finding) ([]scan.Record, error) {
	if req.Subject != s.ID || b == nil || req.Broker != b.ID {
		return nil, errors.New("the request is another subject's or broker's")
	}
	var records []scan.Record
	for _, id := range req.Findings {
		i := slices.IndexFunc(findings, func(f scan.Finding) bool { return f.ID == id })
		if i < 0 || findings[i].Subject != s.ID || findings[i].Broker != b.ID || !about(req.Kind, findings[i]) {
			return nil, errors.New("a finding of the request is missing, or is no match")
		}
		records = append(records, findings[i].Record.Record)
	}
	return records, nil
}

// about reports whether a letter of a kind may be about a finding: a match,
// or, for a relative's page, one that a person saw to be somebody else's.
func about(kind report.Kind, f scan.Finding) bool {
	return f.Verdict == scan.Match || kind == report.Household && f.Verdict == scan.Other && f.Reviewed
}

// check holds a request against the disclosure rules once more, apart from how
// it was made. Its errors name the kind of a fact, never the fact.
func check(req report.Request, s *scan.Subject, b *brokers.Broker, records []scan.Record, g *statute.Ground) error {
	named, safe := false, tracesOf(s)
	var plain []string
	for _, t := range req.Tells {
		named = named || t.Kind == report.ToldListing || t.Kind == report.ToldName
		if t.Fact == "" || strings.ContainsFunc(t.Fact, func(r rune) bool { return !unicode.IsPrint(r) }) {
			return fmt.Errorf("the %s is empty or not plain text", t.Kind)
		}
		if err := mayTell(t, req, s, b, records, g); err != nil {
			return err
		}
		if t.Kind != report.ToldResidence && t.Kind != report.ToldClass && t.Kind != report.ToldSender { // those are words of ours
			plain = append(plain, t.Fact)
			if labels := s.Safe.Labels(t.Fact); len(labels) > 0 {
				return fmt.Errorf("the %s holds %s", t.Kind, strings.Join(labels, " and "))
			}
			if label := safe.in(beyond(t, b), t.Kind != report.ToldName && t.Kind != report.ToldReply); label != "" {
				return fmt.Errorf("the %s holds a part of %s", t.Kind, label)
			}
		}
	}
	if !named {
		return errors.New("nothing names the listing")
	}
	if labels := s.Safe.Labels(strings.Join(plain, "\n")); len(labels) > 0 {
		return fmt.Errorf("what is told adds up to %s", strings.Join(labels, " and "))
	}
	return complete(req, g)
}

// beyond is what a fact says beyond its own site's name, which the company
// knows.
func beyond(t report.Told, b *brokers.Broker) string {
	if t.Kind != report.ToldListing || b.Domain == "" {
		return t.Fact
	}
	return strings.Replace(strings.TrimPrefix(strings.TrimPrefix(t.Fact, "https://"), "http://"), b.Domain, "", 1)
}

// mayTell says why a letter may not tell a fact, or nil.
func mayTell(t report.Told, req report.Request, s *scan.Subject, b *brokers.Broker, records []scan.Record, g *statute.Ground) error {
	shown := func() bool {
		return slices.ContainsFunc(records, func(r scan.Record) bool { return shows(r, t, req.Kind) })
	}
	switch t.Kind {
	case report.ToldReply:
		if t.Fact != s.ReplyTo && (req.Agent == nil || t.Fact != req.Agent.Reply) {
			return errors.New("the reply address is not the subject's")
		}
	case report.ToldResidence:
		return mayTellResidence(t, s, records, g)
	case report.ToldClass:
		if g == nil || g.Tells.Class != t.Fact || !t.Chosen {
			return errors.New("the class of protected people is not that of the act, or the person did not choose to tell it")
		}
	case report.ToldSender:
		if t.Fact != req.By.Words() || !t.Chosen {
			return errors.New("who writes is not what the request says, or the person did not choose to tell it")
		}
	case report.ToldRight:
		if !t.Chosen || secret(t.Fact) {
			return errors.New("what is right instead was not chosen to be told, or is a number that no letter tells")
		}
	case report.ToldWrong:
		if !shown() || secret(t.Fact) {
			return errors.New("the listing does not show what is said to be wrong, or it is a number that no letter tells")
		}
	case report.ToldName:
		if req.Kind == report.Household && !own(t.Fact, s) {
			return errors.New("the name on a relative's page is not the subject's; a relative's is not told")
		}
		if (req.Kind == report.Authorisation || req.Kind == report.Household || picked(req)) && len(records) == 0 && t.Chosen && own(t.Fact, s) {
			return nil
		}
		if !shown() {
			return errors.New("the listing does not show the name")
		}
	case report.ToldListing:
		if req.Kind == report.Household && len(records) == 0 && t.Chosen && onSite(t.Fact, b) {
			return nil // the person found the page
		}
		if !shown() {
			return errors.New("the listing does not show the listing-address")
		}
	default:
		if !shown() {
			return fmt.Errorf("the listing does not show the %s", t.Kind)
		}
	}
	return nil
}

// picked reports whether a request is an opt-out at a broker that nobody can
// look at, which the person picked: it is about no listing.
func picked(req report.Request) bool {
	return req.Kind == report.First && req.Ask == brokers.OptOutOfSale && len(req.Findings) == 0
}

// onSite reports whether an address is on a broker's own site.
func onSite(address string, b *brokers.Broker) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return false
	}
	host := strings.ToLower(u.Host)
	return slices.ContainsFunc(append([]string{b.Domain}, b.Mirrors...), func(h string) bool {
		h = strings.ToLower(h)
		return h != "" && (host == h || strings.HasSuffix(host, "."+h))
	})
}

// mayTellResidence holds disclosure rule 4.3: an act is cited and tells where
// the person lives only where a listing shows it or the person chose to tell
// it, and never the place of a safe address and of no other.
func mayTellResidence(t report.Told, s *scan.Subject, records []scan.Record, g *statute.Ground) error {
	switch {
	case g == nil:
		return errors.New("the residence is safe, or told without an act")
	case t.Fact != g.Tells.Place:
		return fmt.Errorf("act %s is cited and the residence told is not its place", g.Act.ID)
	case onlySafe(g.Act, s):
		return errors.New("the residence is safe, or told without an act")
	}
	shown := slices.ContainsFunc(records, func(r scan.Record) bool {
		return slices.ContainsFunc(r.Addresses, func(a scan.Address) bool { return g.Act.Within(scan.Place{Country: a.Country, State: a.State}) })
	})
	if !shown && !t.Chosen {
		return errors.New("the listing does not show the residence")
	}
	return nil
}

// onlySafe reports whether an act's place is that of a safe address and of no
// other. A safe address without a state may be anywhere in its country.
func onlySafe(act *statute.Act, s *scan.Subject) bool {
	in := func(a scan.Address) bool { return act.Within(scan.Place{Country: a.Country, State: a.State}) }
	maybe := func(a scan.Address) bool {
		return in(a) || a.State == "" && (a.Country == "" || strings.EqualFold(a.Country, act.Jurisdiction.Country))
	}
	return slices.ContainsFunc(s.Safe.Addresses, maybe) && !slices.ContainsFunc(s.Open(), in)
}

// complete says what a request must tell and does not, or nil.
func complete(req report.Request, g *statute.Ground) error {
	tells := func(kind, fact string) bool {
		return slices.ContainsFunc(req.Tells, func(t report.Told) bool { return t.Kind == kind && t.Fact == fact })
	}
	switch {
	case g != nil && g.Tells.Place != "" && !tells(report.ToldResidence, g.Tells.Place):
		return fmt.Errorf("act %s is cited and the residence is not told", g.Act.ID)
	case g != nil && g.Tells.Class != "" && !tells(report.ToldClass, g.Tells.Class):
		return fmt.Errorf("act %s is cited and the class of protected people is not told", g.Act.ID)
	case req.By != report.ByPerson && req.By.Words() == "":
		return fmt.Errorf("there is no sender %q", req.By)
	case req.By != report.ByPerson && !tells(report.ToldSender, req.By.Words()):
		return errors.New("who writes for the person is not among what is told")
	}
	for _, c := range req.Correct {
		if !tells(report.ToldWrong, c.Shown) || c.Right != "" && !tells(report.ToldRight, c.Right) {
			return errors.New("a correction is not among what is told")
		}
	}
	return nil
}

// shows reports whether a record shows a fact.
func shows(r scan.Record, t report.Told, kind report.Kind) bool {
	in := func(same func(a scan.Address) bool) bool {
		return kind != report.Household && slices.ContainsFunc(r.Addresses, same)
	}
	switch t.Kind {
	case report.ToldListing:
		id, part := strings.CutPrefix(t.Fact, "record ")
		return r.URL == t.Fact || part && id != "" && strings.Contains(r.URL, id)
	case report.ToldName:
		if kind == report.Household {
			return slices.Contains(r.Relatives, t.Fact) || slices.Contains(r.Aliases, t.Fact)
		}
		return r.Name == t.Fact
	case report.ToldCity:
		return in(func(a scan.Address) bool { return a.City == t.Fact })
	case report.ToldState:
		return in(func(a scan.Address) bool { return sameState(a.State, t.Fact) })
	case report.ToldWrong:
		return prints(r, t.Fact)
	}
	return false
}

// prints reports whether a record prints a fact of its own, relatives apart:
// their data are not ours to speak of.
func prints(r scan.Record, fact string) bool {
	printed := slices.Concat([]string{r.Name, r.Born.String()}, r.Aliases, r.Phones, r.Emails)
	if !r.Age.IsZero() {
		printed = append(printed, "age "+strconv.Itoa(r.Age.Low))
	}
	for _, a := range r.Addresses {
		printed = append(printed, a.String(), a.Street, a.City, a.State, a.Zip)
	}
	return fact != "" && slices.Contains(printed, fact)
}

// own reports whether every word of a printed name is one of one of the
// subject's open names.
func own(printed string, s *scan.Subject) bool {
	words := strings.Fields(scan.Fold(printed))
	return len(words) > 0 && slices.ContainsFunc(s.Names, func(n scan.Name) bool {
		mine := strings.Fields(scan.Fold(n.String()))
		return !s.Safe.IsName(n) && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(mine, w) })
	})
}

var (
	social = regexp.MustCompile(`\b\d{3}[- .]\d{2}[- .]\d{4}\b`)
	long   = regexp.MustCompile(`(?:\d[ -]?){12,}`)
	bare9  = regexp.MustCompile(`^\D*\d{9}\D*$`)
)

// secret reports whether a text holds what looks like a social security
// number, a card or an account: none has a field in a letter.
func secret(text string) bool {
	return social.MatchString(text) || long.MatchString(text) || bare9.MatchString(text)
}

// sameState compares states by code or name.
func sameState(a, b string) bool {
	x, known := brokers.StateCode(a)
	y, too := brokers.StateCode(b)
	if known && too {
		return x == y
	}
	return a != "" && strings.EqualFold(a, b)
}
