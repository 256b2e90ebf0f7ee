package scan_test

import (
	"errors"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

func day(text string) brokers.Date {
	d, err := brokers.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestCovers(t *testing.T) {
	mandate := scan.Authority{Kind: scan.Mandate, Scope: []string{"look", "suppress"}, From: day("2026-11-01"), To: day("2027-10-31"), Document: "m.pdf"}
	with := func(a scan.Authority, change func(*scan.Authority)) scan.Authority { change(&a); return a }
	self := scan.Authority{Kind: scan.Self}
	for _, c := range []struct {
		name             string
		a                scan.Authority
		act, broker, day string
		rule             string // "": permitted
	}{
		{"self looks", self, "look", "x", "2026-11-21", ""},
		{"self asks anything", self, "delete", "x", "2026-11-21", ""},
		{"guardian", scan.Authority{Kind: scan.Guardian}, "delete", "x", "2026-11-21", ""},
		{"none recorded", scan.Authority{}, "look", "x", "2026-11-21", "no authority is recorded"},
		{"of no known kind", scan.Authority{Kind: "friend"}, "look", "x", "2026-11-21", "no authority is recorded"},
		{"mandate on its first day", mandate, "look", "x", "2026-11-01", ""},
		{"mandate on its last day", mandate, "suppress", "x", "2027-10-31", ""},
		{"mandate, the day before", mandate, "look", "x", "2026-10-31", "the authority begins on 2026-11-01"},
		{"mandate, the day after", mandate, "look", "x", "2027-11-01", "the authority ended on 2027-10-31"},
		{"mandate out of scope", mandate, "delete", "x", "2026-11-21", `the authority does not permit "delete"`},
		{"mandate without the word look", with(mandate, func(a *scan.Authority) { a.Scope = []string{"delete"} }), "look", "x", "2026-11-21", `the authority does not permit "look"`},
		{"mandate without scope", with(mandate, func(a *scan.Authority) { a.Scope = nil }), "look", "x", "2026-11-21", "the mandate does not name its scope and its first and last day"},
		{"mandate without end", with(mandate, func(a *scan.Authority) { a.To = brokers.Date{} }), "look", "x", "2026-11-21", "the mandate does not name its scope and its first and last day"},
		{"mandate for named brokers", with(mandate, func(a *scan.Authority) { a.Brokers = scan.BrokerList{"x", "y"} }), "look", "y", "2026-11-21", ""},
		{"mandate for other brokers", with(mandate, func(a *scan.Authority) { a.Brokers = scan.BrokerList{"x", "y"} }), "look", "z", "2026-11-21", `the authority does not name broker "z"`},
		{"mandate for brokers, asked of none", with(mandate, func(a *scan.Authority) { a.Brokers = scan.BrokerList{"x"} }), "look", "", "2026-11-21", ""},
		{"withdrawn", with(self, func(a *scan.Authority) { a.Withdrawn = day("2026-11-20") }), "look", "x", "2026-11-21", "the authority was withdrawn on 2026-11-20"},
		{"withdrawn comes first", with(mandate, func(a *scan.Authority) { a.Withdrawn = day("2026-11-20") }), "look", "x", "2028-01-01", "the authority was withdrawn on 2026-11-20"},
		{"self with an end", with(self, func(a *scan.Authority) { a.To = day("2026-11-20") }), "look", "x", "2026-11-21", "the authority ended on 2026-11-20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.a.Covers(c.act, c.broker, day(c.day))
			if c.rule == "" {
				if err != nil {
					t.Errorf("got %v, want it permitted", err)
				}
				return
			}
			var refusal *scan.Refusal
			if !errors.As(err, &refusal) || refusal.Rule != c.rule || err.Error() != c.rule {
				t.Errorf("got %v, want %q", err, c.rule)
			}
		})
	}
}
