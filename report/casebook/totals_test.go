package casebook_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// clients files clients, by hand and so past the limit of a day.
func (o *office) clients(n int) (ids []string) {
	o.t.Helper()
	for i := range n {
		id := fmt.Sprintf("n%03d", i)
		o.add(id, mandateFile)
		ids = append(ids, id)
	}
	return ids
}

func line(t *report.Tally, what report.Counted) report.Line {
	for _, l := range t.Counts {
		if l.What == what {
			return l
		}
	}
	return report.Line{}
}

func TestTotalsSmall(t *testing.T) {
	o := open(t, people("a"))
	if got, err := o.Totals(t.Context(), brokers.Date{}, brokers.Date{}); err != nil || got.Clients.N != 0 {
		t.Errorf("nobody: %+v, %v", got, err)
	}
	for _, id := range o.clients(4) {
		o.seen(id, "a", scan.Found, record(id+".a.1", scan.Match))
	}
	got, err := o.Totals(t.Context(), brokers.Date{}, brokers.Date{})
	ok(t, err)
	b, err := json.Marshal(got)
	ok(t, err)
	if !got.Clients.Small() || len(got.Counts) > 0 || string(b) != `{"from":"2026-11","to":"2026-11","clients":"fewer than 5"}` {
		t.Errorf("got %s", b)
	}
}

func TestTotalsOfMonths(t *testing.T) {
	o := open(t, people("a"), people("b"))
	ids := o.clients(6)
	for i, id := range ids {
		o.seen(id, "a", scan.Found, record(id+".a.1", scan.Match))
		if i < 3 { // six looks of three people are still of fewer than five
			o.seen(id, "b", scan.Found, record(id+".b.1", scan.Match))
			o.seen(id, "b", scan.Found, record(id+".b.1", scan.Match))
		}
	}
	o.later(24 * day24) // December: one client
	o.seen(ids[0], "a", scan.Absent)
	got, err := o.Totals(t.Context(), brokers.Date{}, brokers.Date{})
	ok(t, err)
	for what, want := range map[report.Counted]report.Line{
		report.NewClients:   {Count: report.Count{N: 6}},
		report.LooksMade:    {Count: report.Count{N: 12}, More: true}, // December is not told
		report.NewFindings:  {Count: report.Count{N: 9}},
		report.GoneFindings: {},
		report.SitesAsked:   {Count: report.Count{N: -1}}, // one, a
		report.EndedClients: {Count: report.Count{N: 6}},
	} {
		want.What = what
		if l := line(got, what); l != want {
			t.Errorf("%s: %+v, want %+v", what, l, want)
		}
	}
	december := brokers.Date{Year: 2026, Month: 12, Day: 1}
	got, err = o.Totals(t.Context(), december, brokers.Date{})
	ok(t, err)
	if l := line(got, report.LooksMade); !l.Count.Small() {
		t.Errorf("December by itself: %+v", l)
	}
}

// No difference between totals of any months, whatever was counted, is a number
// of one to four.
func TestTotalsTellNoSmallCount(t *testing.T) {
	o := open(t, people("a"))
	o.now = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	ids := o.clients(9)
	r := rand.New(rand.NewPCG(7, uint64(len(ids))))
	for range 14 {
		for _, id := range ids {
			for range r.IntN(4) - 1 {
				o.seen(id, "a", scan.Absent)
			}
		}
		o.later(30 * day24)
	}
	told := map[[2]string]int{}
	months := []string{}
	for m := range 15 {
		months = append(months, fmt.Sprintf("%04d-%02d", 2026+(10+m)/12, (10+m)%12+1))
	}
	for i, from := range months {
		for _, to := range months[i:] {
			first, err := brokers.ParseDate(from + "-01")
			ok(t, err)
			last, err := brokers.ParseDate(to + "-01")
			ok(t, err)
			got, err := o.Totals(t.Context(), first, last)
			ok(t, err)
			if l := line(got, report.LooksMade); !l.Count.Small() {
				told[[2]string{from, to}] = l.Count.N
			}
		}
	}
	for a, x := range told {
		for b, y := range told {
			if d := x - y; a[0] == b[0] && d > 0 && d < report.TallyLeast || a[1] == b[1] && d > 0 && d < report.TallyLeast {
				t.Errorf("%v less %v is %d", a, b, d)
			}
		}
	}
	if len(told) < 20 {
		t.Errorf("only %d totals are told", len(told))
	}
}

func TestTotalsByRole(t *testing.T) {
	c := clinicOf(t, []string{"c-1", "c-2", "a-1", "w-1"}, people("a"))
	if _, err := c.members["a-1"].Totals(t.Context(), brokers.Date{}, brokers.Date{}); !errors.Is(err, casebook.ErrNoTotals) {
		t.Errorf("got %v", err)
	}
	for i := range 7 {
		who := "c-1"
		if i > 4 {
			who = "c-2"
		}
		ok(t, c.members[who].AddSubject(t.Context(), parse(t, fmt.Sprintf("n%d", i), mandateFile), paper))
	}
	for id, want := range map[string]string{"owner": "7", "w-1": "7", "c-1": "5", "c-2": report.FewerThan} {
		got, err := c.members[id].Totals(t.Context(), brokers.Date{}, brokers.Date{})
		ok(t, err)
		if got.Clients.String() != want {
			t.Errorf("%s: %s clients, want %s", id, got.Clients, want)
		}
	}
	got, err := c.members["a-1"].Totals(t.Context(), brokers.Date{}, brokers.Date{})
	ok(t, err)
	b, err := json.Marshal(got)
	ok(t, err)
	if got.Clients.N != 7 || strings.Contains(string(b), "n0") {
		t.Errorf("the auditor: %s", b)
	}
	if n := c.events("", scan.TotalsRecorded); n != 1 {
		t.Errorf("%d totals are recorded, want one: nothing had changed", n)
	}
}
