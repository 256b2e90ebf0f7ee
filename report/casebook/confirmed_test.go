package casebook_test

import (
	"slices"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// A definition is told to be unconfirmed until its file names a day or a
// control look of this vault worked, and a wall later does not unsay that.
func TestUnconfirmed(t *testing.T) {
	o := open(t, people("a"), people("alike"), people("form"), people("never"), people("dated")+"\nchecked: 2026-03-01", unseenSite)
	o.add("me", selfFile)
	want := func(when string, ids ...string) {
		t.Helper()
		if got := o.reported("me", o.Today()).Unconfirmed; !slices.Equal(got, ids) {
			t.Errorf("%s: got %q, want %q", when, got, ids)
		}
	}
	visit := func(broker string, outcome scan.Outcome, c scan.Control) {
		t.Helper()
		o.visit(scan.Visit{Subject: "me", Broker: broker, Outcome: outcome, Control: c})
	}
	want("before the first scan")
	visit("a", scan.Unreadable, scan.ControlFailed)
	visit("form", scan.NeedsYou, scan.ControlNone)
	visit("alike", scan.Blocked, scan.ControlUnmade)
	visit("dated", scan.Blocked, scan.ControlUnmade)
	want("asked in vain", "a", "alike", "form")
	o.visit(scan.Visit{Subject: "me", Broker: "form", Outcome: scan.Found, Control: scan.ControlNone, Sightings: []scan.Sighting{record("me.form.1", scan.Match)}})
	if f := o.reported("me", o.Today()).Findings; len(f) != 1 || !f[0].Unconfirmed {
		t.Errorf("a finding by a definition never confirmed live: %+v", f)
	}
	visit("a", scan.Absent, scan.ControlWorked)
	visit("alike", scan.Maybe, scan.ControlLookAlike)
	want("controls worked", "form")
	visit("a", scan.Blocked, scan.ControlUnmade)
	want("a wall since", "form")
}

// Of visits still to be made the same is told, in the order they are made.
func TestUnconfirmedVisits(t *testing.T) {
	o := open(t, people("a"), people("b"), people("dated")+"\nchecked: 2026-03-01")
	o.add("c1", mandateFile)
	o.add("c2", mandateFile)
	o.seen("c1", "b", scan.Absent)
	judge, err := o.Unconfirmed(t.Context(), "")
	ok(t, err)
	for i, c := range []struct {
		subject, broker string
		control         scan.Control
		want            bool
	}{
		{"c1", "a", scan.ControlUnmade, true}, {"c1", "a", scan.ControlWorked, false}, {"c1", "a", scan.ControlUnmade, false},
		{"c2", "a", scan.ControlFailed, true}, {"c1", "b", scan.ControlUnmade, false}, {"c1", "dated", scan.ControlNone, false}, {"c1", "gone", scan.ControlNone, false},
	} {
		if got := judge(scan.Visit{Subject: c.subject, Broker: c.broker, Control: c.control}); got != c.want {
			t.Errorf("visit %d: got %v", i, got)
		}
	}
}
