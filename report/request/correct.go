package request

import (
	"errors"
	"regexp"
	"slices"
	"strconv"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Entry is one thing a listing shows that can be said to be wrong. What it
// shows of other people is none: their data are not the person's to speak of.
type Entry struct {
	Kind    report.FactKind
	Printed string // as a letter quotes it
	Shows   string // masked
}

// Entries lists what a listing shows, in the order of the page.
func Entries(s *scan.Subject, f scan.Finding) []Entry {
	r := f.Record.Record
	masked, _ := report.Mask(s, r)
	var list []Entry
	add := func(kind report.FactKind, printed, shows string) {
		if printed != "" {
			list = append(list, Entry{kind, printed, shows})
		}
	}
	add(report.NameFact, r.Name, masked.Name)
	for i, a := range r.Aliases {
		add(report.AliasFact, a, masked.Aliases[i])
	}
	if !r.Age.IsZero() {
		shows := "an age"
		if !masked.Age.IsZero() {
			shows = "age " + r.Age.String()
		}
		add(report.AgeFact, "age "+strconv.Itoa(r.Age.Low), shows)
	}
	if !r.Born.IsZero() {
		shows := "a birth date"
		if !masked.Born.IsZero() {
			shows = masked.Born.String()
		}
		add(report.BornFact, r.Born.String(), shows)
	}
	for i, a := range r.Addresses {
		kind := report.CityFact
		if a.Street != "" {
			kind = report.StreetFact
		}
		add(kind, a.String(), masked.Addresses[i].String())
	}
	for i, v := range r.Phones {
		add(report.PhoneFact, v, masked.Phones[i])
	}
	for i, v := range r.Emails {
		add(report.EmailFact, v, masked.Emails[i])
	}
	return list
}

var (
	longNumber = regexp.MustCompile(`(?:\d[ -]?){12,}`)
	nineDigits = regexp.MustCompile(`^\D*\d{9}\D*$`)
	anySocial  = regexp.MustCompile(`\b\d{3}[- .]\d{2}[- .]\d{4}\b`)
)

// numberOfState reports whether a text looks like a number of the state, of a
// card or of an account: none has a field in a letter.
func numberOfState(s string) bool {
	return anySocial.MatchString(s) || longNumber.MatchString(s) || nineDigits.MatchString(s)
}

// CheckCorrection says why a correction may not be told, or nil. Its words
// carry no fact.
func CheckCorrection(s scan.Subject, f scan.Finding, c report.Correction) error {
	g := newGuard(s)
	safe := func(text string) bool { return g.text(text) || g.place(text) }
	switch {
	case !slices.ContainsFunc(Entries(&s, f), func(e Entry) bool { return e.Printed == c.Shown }):
		return errors.New("the listing does not show what is said to be wrong")
	case safe(c.Shown):
		return errors.New("what is said to be wrong holds a safe fact, and a letter about it would point there; ask to have the listing removed instead")
	case numberOfState(c.Shown):
		return errors.New("what is said to be wrong is a number that no letter tells; ask to have the listing removed instead")
	case c.Right == "":
		return nil
	case len(c.Right) > 200 || !plainLine(c.Right):
		return errors.New("what is right is one line of at most 200 characters")
	case safe(c.Right):
		return errors.New("what is said to be right holds a safe fact, which never leaves; leave it out, and the letter asks to take the wrong entry out")
	case numberOfState(c.Right):
		return errors.New("what is said to be right is a number that no letter tells; leave it out, and the letter asks to take the wrong entry out")
	case c.Right == c.Shown:
		return errors.New("what is said to be right is what the listing shows already")
	}
	return nil
}

// corrections returns what may be told to a broker of what is wrong there, each
// with the listing that shows it.
func (p *planner) corrections(k *kit) (list []report.Correction, at []listing) {
	for _, c := range p.Choices.Correct[k.broker.ID] {
		i := slices.IndexFunc(k.tellable, func(l listing) bool { return CheckCorrection(p.Subject, l.finding, c) == nil })
		if i >= 0 {
			list, at = append(list, c), append(at, k.tellable[i])
		}
	}
	return list, at
}
