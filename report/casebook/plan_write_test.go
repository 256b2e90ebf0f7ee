package casebook_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Every request that a plan makes, first or later, can be written.
func TestEveryPlannedLetterCanBeWritten(t *testing.T) {
	for name, c := range map[string]struct {
		file  string
		place scan.Address
	}{
		"Ohio":                 {selfFile, scan.Address{City: "Akron", State: "OH"}},
		"California":           {californian, scan.Address{City: "Fresno", State: "CA", Street: "9 Heron Way"}},
		"Virginia":             {strings.Replace(selfFile, "Akron, state: OH", "Linden, state: VA", 1), scan.Address{City: "Linden", State: "VA"}},
		"Germany":              {strings.Replace(selfFile, "{city: Akron, state: OH}", "{city: Bonn, country: DE}", 1), scan.Address{City: "Bonn", Country: "DE"}},
		"New Jersey's officer": {strings.Replace(selfFile, "Akron, state: OH", "Linden, state: NJ", 1) + "covered: [law-enforcement]\n", scan.Address{Street: "9 Heron Way", City: "Linden", State: "NJ"}},
		"Quebec":               {strings.Replace(selfFile, "{city: Akron, state: OH}", "{city: Laval, country: CA, state: QC}", 1), scan.Address{City: "Laval", State: "QC", Country: "CA"}},
		"the United Kingdom":   {strings.Replace(selfFile, "{city: Akron, state: OH}", "{city: Leeds, country: GB}", 1), scan.Address{City: "Leeds", Country: "GB"}},
		"Australia":            {strings.Replace(selfFile, "{city: Akron, state: OH}", "{city: Perth, country: AU}", 1), scan.Address{City: "Perth", Country: "AU"}},
		"guardian":             {strings.Replace(californian, "kind: self", "kind: guardian", 1), scan.Address{City: "Fresno", State: "CA"}},
		"estate":               {strings.Replace(californian, "kind: self", "kind: guardian", 1) + "died: 2025-03-02\n", scan.Address{City: "Fresno", State: "CA"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, end := range []struct {
				state  report.RequestState
				reason string
				days   int
			}{{"", "", 40}, {"", "", 120}, {report.Answered, "need_user_verification", 20}, {report.Refused, "no_match", 9}, {report.Refused, "expired", 9}, {report.Refused, "other", 90}, {report.Fulfilled, "", 9}, {report.Fulfilled, "suppressed", 40}} {
				o := reopen(t, people("a"))
				o.add("me", c.file)
				o.seen("me", "a", scan.Found, record("me.a.1", scan.Match, c.place))
				all, err := o.PlanWith(t.Context(), "me", o.Today(), everyAsk)
				ok(t, err)
				ok(t, o.Keep(t.Context(), all[0]))
				ok(t, o.Correct(t.Context(), "me.a.1", 1, "", false))
				for round := range 4 {
					p := o.planned("me")
					letters, err := o.Compose(t.Context(), p, o.Today())
					if err != nil {
						t.Fatalf("%s %s round %d: %v (%v)", end.state, end.reason, round, err, idsOf(p.Requests))
					}
					if round == 0 && len(letters) == 0 {
						t.Fatal("nothing")
					}
					t.Log(end.state, end.reason, round, idsOf(p.Requests))
					ok(t, o.Draft(t.Context(), p.Requests))
					for _, r := range p.Requests {
						o.mark(r.ID, report.Sent, o.Today())
						if end.state != "" {
							if _, err := o.Mark(t.Context(), report.Step{Request: r.ID, State: end.state, On: o.Today(), Reason: end.reason}); err != nil {
								t.Fatal(err)
							}
						}
					}
					for range end.days {
						o.later(aDay)
					}
					o.seen("me", "a", scan.Found, record("me.a.1", scan.Match, c.place))
				}
			}
		})
	}
}

// everyAsk are choices to ask for all there is.
var everyAsk = []report.Choice{{Is: report.AskToo, Of: "delete"}, {Is: report.AskToo, Of: "know"}, {Is: report.AskToo, Of: "correct"}, {Is: report.AskToo, Of: "object"}, {Is: report.AskToo, Of: "opt-out-of-sale"}}
