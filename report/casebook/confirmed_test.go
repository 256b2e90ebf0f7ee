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
	visit("a", scan.Absent, scan.ControlWorked)
	visit("alike", scan.Maybe, scan.ControlLookAlike)
	want("controls worked", "form")
	visit("a", scan.Blocked, scan.ControlUnmade)
	want("a wall since", "form")
}
