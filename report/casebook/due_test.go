package casebook_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// asked opens an office where a request to a broker was drafted today.
func asked(t *testing.T, file string, ids ...string) *office {
	t.Helper()
	var list []string
	for _, id := range ids {
		list = append(list, people(id))
	}
	o := open(t, list...)
	s := o.add("me", file)
	for _, id := range ids {
		o.seen("me", id, scan.Found, record("me."+id+".1", scan.Match, s.Addresses[0]))
	}
	ok(t, o.Draft(t.Context(), o.planned("me").Requests))
	return o
}

func TestMark(t *testing.T) {
	const id = "me.a.suppress"
	for _, c := range []struct {
		name    string
		before  []report.RequestState // today
		request string
		state   report.RequestState
		on      int // days from today
		fault   string
	}{
		{"sent today", nil, id, report.Sent, 0, ""},
		{"sent days ago", nil, id, report.Sent, -9, ""},
		{"sent tomorrow", nil, id, report.Sent, 1, "in the future"},
		{"sent twice", []report.RequestState{report.Sent}, id, report.Sent, 0, "cannot become"},
		{"answered before it was sent", nil, id, report.Answered, 0, "has not been sent"},
		{"fulfilled before it was sent", nil, id, report.Fulfilled, 0, "has not been sent"},
		{"answered on a day before it was sent", []report.RequestState{report.Sent}, id, report.Answered, -1, "before it was sent"},
		{"answered", []report.RequestState{report.Sent}, id, report.Answered, 0, ""},
		{"fulfilled after an answer", []report.RequestState{report.Sent, report.Answered}, id, report.Fulfilled, 0, ""},
		{"refused", []report.RequestState{report.Sent}, id, report.Refused, 0, ""},
		{"fulfilled after a refusal", []report.RequestState{report.Sent, report.Refused}, id, report.Fulfilled, 0, ""},
		{"refused after it was fulfilled", []report.RequestState{report.Sent, report.Fulfilled}, id, report.Refused, 0, "cannot become"},
		{"closed unsent", nil, id, report.Closed, 0, ""},
		{"sent after it was closed", []report.RequestState{report.Closed}, id, report.Sent, 0, "cannot become"},
		{"unknown", nil, "me.a.delete", report.Sent, 0, casebook.ErrNoRequest.Error()},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := asked(t, selfFile, "a")
			for _, s := range c.before {
				o.mark(id, s, o.Today())
			}
			steps := o.events("me", report.RequestStepped)
			k, err := o.Mark(t.Context(), report.Step{Request: c.request, State: c.state, On: o.day(c.on)})
			written := o.events("me", report.RequestStepped) - steps
			cases, fault := o.Cases(t.Context(), "")
			ok(t, fault)
			if c.fault != "" {
				wants(t, err, c.fault)
				if written != 0 {
					t.Errorf("%d steps were written", written)
				}
				return
			}
			if err != nil || k.State != c.state || written != 1 || len(cases) != 1 || cases[0].State != c.state {
				t.Errorf("got %+v, %v; %d steps; then %+v", k, err, written, cases)
			}
		})
	}
}

func TestMarkWithoutDay(t *testing.T) {
	o := asked(t, selfFile, "a")
	_, err := o.Mark(t.Context(), report.Step{Request: "me.a.suppress", State: report.Sent})
	wants(t, err, "day is missing")
	_, err = o.Mark(t.Context(), report.Step{Request: "Wilma Tarn", State: report.Sent, On: o.Today()})
	if !errors.Is(err, casebook.ErrNoRequest) || strings.Contains(err.Error(), "Tarn") {
		t.Errorf("got %v, want %v", err, casebook.ErrNoRequest)
	}
}

func (o *office) due(day brokers.Date) (list []string) {
	o.t.Helper()
	clocks, err := o.Due(o.t.Context(), "", day)
	ok(o.t, err)
	if !slices.IsSortedFunc(clocks, func(a, b report.Clock) int { return a.Due.Time().Compare(b.Due.Time()) }) {
		o.t.Errorf("not sorted by day: %+v", clocks)
	}
	for _, k := range clocks {
		list = append(list, k.Due.String()+" "+string(k.Kind)+" "+k.Request)
	}
	return list
}

func (o *office) dues(want ...string) {
	o.t.Helper()
	if got := o.due(o.Today()); !slices.Equal(got, want) {
		o.t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Only sent requests have clocks, of all subjects the soonest first. Fifteen
// business days leave out Thanksgiving and the day after it.
func TestDueSorted(t *testing.T) {
	o := asked(t, californian, "a", "b")
	o.dues()
	o.mark("me.a.opt-out-of-sale", report.Sent, o.Today())
	o.mark("me.b.opt-out-of-sale", report.Sent, o.day(-2))
	o.dues("2026-11-21 look-again me.b.opt-out-of-sale", "2026-11-23 look-again me.a.opt-out-of-sale",
		"2026-12-11 opt-out me.b.opt-out-of-sale", "2026-12-15 opt-out me.a.opt-out-of-sale")
	o.mark("me.b.opt-out-of-sale", report.Fulfilled, o.Today()) // the broker's clock ends, ours begins anew
	o.mark("me.a.opt-out-of-sale", report.Closed, o.Today())
	o.dues("2026-11-23 look-again me.b.opt-out-of-sale")
}

func TestDueStates(t *testing.T) {
	o := asked(t, californian, "a")
	o.mark("me.a.opt-out-of-sale", report.Sent, o.Today())
	for day, want := range map[string]report.ClockState{"2026-12-15": report.Due, "2026-12-16": report.Grace, "2026-12-18": report.Grace, "2026-12-21": report.Overdue} {
		d, err := brokers.ParseDate(day)
		ok(t, err)
		clocks, err := o.Due(t.Context(), "me", d)
		ok(t, err)
		i := slices.IndexFunc(clocks, func(k report.Clock) bool { return k.Kind == report.OptOutClock })
		if i < 0 || clocks[i].State != want {
			t.Errorf("%s: got %+v, want %s", day, clocks, want)
		}
	}
}

// The next look is due three days after sending; a look that was answered on
// that day or later ends the clock, for good.
func TestLookAgain(t *testing.T) {
	const look = "2026-11-23 look-again me.a.suppress"
	found := func(o *office) { o.seen("me", "a", scan.Found, record("me.a.1", scan.Match)) }
	for _, c := range []struct {
		name  string
		looks func(o *office) // three days after sending
		still bool
	}{
		{"no look", func(*office) {}, true},
		{"found", found, false},
		{"not found", func(o *office) { o.unseen("me", "a", "me.a.1") }, false},
		{"met a wall", func(o *office) { o.seen("me", "a", scan.Blocked) }, true},
		{"not reached", func(o *office) { o.seen("me", "a", scan.Unreachable) }, true},
		{"the day before", func(o *office) { o.later(-aDay); found(o); o.later(aDay) }, true},
		{"found, and later met a wall", func(o *office) { found(o); o.later(2 * aDay); o.seen("me", "a", scan.Blocked) }, false},
		{"met a wall, and later found", func(o *office) { o.seen("me", "a", scan.Blocked); o.later(2 * aDay); found(o) }, false},
		{"found at another broker", func(o *office) { o.seen("me", "b", scan.Found, record("me.b.1", scan.Match)) }, true},
		{"another subject's look", func(o *office) { o.add("c2", mandateFile); o.seen("c2", "a", scan.Found, record("c2.a.1", scan.Match)) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := asked(t, selfFile, "a")
			o.mark("me.a.suppress", report.Sent, o.Today())
			o.later(3 * aDay)
			c.looks(o)
			var want []string
			if c.still {
				want = []string{look}
			}
			o.dues(want...)
		})
	}
}

// A claim asks for a look of its own, three days after it.
func TestLookAfterClaim(t *testing.T) {
	o := asked(t, selfFile, "a")
	o.mark("me.a.suppress", report.Sent, o.Today())
	o.later(3 * aDay)
	o.seen("me", "a", scan.Found, record("me.a.1", scan.Match))
	o.dues()
	o.later(aDay)
	o.mark("me.a.suppress", report.Fulfilled, o.Today())
	o.dues("2026-11-27 look-again me.a.suppress")
	if got := o.due(o.day(-1)); len(got) > 0 {
		t.Errorf("as of the day before the claim: %q", got)
	}
	o.later(3 * aDay)
	o.unseen("me", "a", "me.a.1")
	o.dues()
}

// A broker that left the catalogue keeps its clocks.
func TestDueWithoutBroker(t *testing.T) {
	o := asked(t, selfFile, "a")
	o.mark("me.a.suppress", report.Sent, o.Today())
	o.Catalogue = catalogue(t, people("z"))
	o.dues("2026-11-23 look-again me.a.suppress")
}
