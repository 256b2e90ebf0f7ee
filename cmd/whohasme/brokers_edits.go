package main

import (
	"fmt"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// edit is a line of a broker's file as it should read. To is empty where the
// line goes.
type edit struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// compare notes where a broker's file and a look at it differ, and the edits
// that bring them together. What a wall or a dead line kept from being seen
// changes nothing.
func (r *checkedBroker) compare(b *brokers.Broker) {
	r.Changed, r.Edits = []string{}, []edit{}
	worked := r.Control == scan.ControlWorked || r.Control == scan.ControlLookAlike
	switch {
	case worked:
		r.reads(b)
	case r.Control == scan.ControlFailed && !b.Checked.IsZero():
		r.change("the definition no longer reads the site; it was confirmed on %s", b.Checked)
	case r.Control == scan.ControlFailed && b.Search.Retired.IsZero():
		r.change("the definition does not read the site, and nobody ever saw it do so")
	}
	if r.Control == scan.ControlLookAlike {
		r.change("look-alike site: what it lists is never a match")
	}
	for _, page := range r.OptOut {
		if page.State == pageGone {
			r.change("%s: the page is not there: %s", page.Field, page.Why)
		}
	}
	for _, m := range r.Mailboxes {
		r.mail(m)
	}
}

// reads makes the edits of a definition that was seen to read the site.
func (r *checkedBroker) reads(b *brokers.Broker) {
	if b.Checked != r.Day {
		r.Edits = append(r.Edits, edit{"checked", orElse(b.Checked.String(), "null"), r.Day.String()})
	}
	if b.Status != brokers.Active {
		r.change("the site answers, and the file says %s", b.Status)
		r.Edits = append(r.Edits, edit{"status", string(b.Status), string(brokers.Active)})
	}
	if !b.Search.Retired.IsZero() {
		r.change("the definition reads the site, and the file says that it was retired")
		r.Edits = append(r.Edits, edit{"search.retired", b.Search.Retired.String(), ""})
	}
}

// mail compares a mailbox with who takes its domain's mail. There is no edit:
// the mark of a mailbox is the day that mail came back, and none was sent.
func (r *checkedBroker) mail(m checkedMail) {
	if m.State == noMail && m.Bounced.IsZero() {
		r.change("%s: %s; mark it as bounced on the day that mail comes back", m.Field, m.Why)
	}
}

func (r *checkedBroker) change(format string, args ...any) {
	r.Changed = append(r.Changed, fmt.Sprintf(format, args...))
}

// sound reports whether everything that was asked about was seen to work. A
// definition that only a person can try is not asked about.
func (r *checkedBroker) sound() bool {
	if r.Control == scan.ControlUnmade || len(r.Changed) > 0 {
		return false
	}
	for _, page := range r.OptOut {
		if page.State != pageThere {
			return false
		}
	}
	for _, m := range r.Mailboxes {
		if m.State != takesMail && m.Bounced.IsZero() {
			return false
		}
	}
	return true
}

// printCheck shows one look in lines.
func (p *program) printCheck(r checkedBroker, file string) {
	line := func(what, format string, args ...any) {
		fmt.Fprintf(p.out, "  %-12s%s\n", what, fmt.Sprintf(format, args...))
	}
	because := func(why string) string {
		if why == "" {
			return ""
		}
		return ": " + why
	}
	fmt.Fprintf(p.out, "%s on %s\n", r.Broker, r.Day)
	if r.Control == scan.ControlWorked {
		line("control", "worked: a common name reads as a list, and an invented one is not found")
	} else {
		line("control", "%s%s", r.Control, because(r.Why))
	}
	line("robots.txt", "%s", map[string]string{"allows": "allows the search", "forbids": "forbids the search", notKnown: "not learnt"}[r.Robots])
	for _, page := range r.OptOut {
		line(page.Field, "%s %s%s", page.URL, map[string]string{pageThere: "is there", pageGone: "is not there", notKnown: "could not be seen"}[page.State], because(page.Why))
	}
	for _, m := range r.Mailboxes {
		line(m.Field, "%s %s%s", m.To, map[string]string{takesMail: "is at a domain that takes mail", noMail: "can get no mail", notKnown: "could not be looked up"}[m.State], because(m.Why))
	}
	for _, c := range r.Changed {
		line("changed", "%s", c)
	}
	for _, e := range r.Edits {
		switch {
		case e.To == "":
			line("edit", "%s: take out %s (was %s)", file, e.Field, e.From)
		default:
			line("edit", "%s: %s: %s (was %s)", file, e.Field, e.To, e.From)
		}
	}
}
