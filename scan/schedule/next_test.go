package schedule_test

import (
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
)

var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func at(h float64) time.Time { return noon.Add(time.Duration(h * float64(hour))) }

func looked(h float64, o scan.Outcome) schedule.Look {
	return schedule.Look{At: at(h), Outcome: o, Asked: true}
}

func looks(list ...schedule.Look) []schedule.Look { return list }

// TestAfter gives windows in hours after noon.
func TestAfter(t *testing.T) {
	open := []schedule.Listing{{State: scan.Listed}}
	gone := []schedule.Listing{{State: scan.Gone}}
	unseen := []schedule.Listing{{State: scan.Unseen, Unseen: at(0)}}
	june := func(d int) brokers.Date { return brokers.Date{Year: 2026, Month: 6, Day: d} }
	for _, c := range []struct {
		name                  string
		past                  schedule.Past
		now                   float64
		from, due0, due1, end float64 // due lies between due0 and due1; end: latest, or sooner than twelve hours after it is due
		why                   schedule.Reason
		person                bool
	}{
		{"never looked", schedule.Past{}, 0, 0, 0, 0, 72, schedule.First, false},
		{"never looked, high risk", schedule.Past{Risk: scan.HighRisk}, 0, 0, 0, 0, 24, schedule.First, false},
		{"wanted since a time that is to come", schedule.Past{Since: at(1000)}, 0, 0, 0, 0, 72, schedule.First, false},
		{"absent", schedule.Past{Looks: looks(looked(0, scan.Absent))}, 1, 360, 405, 600, 720, schedule.Routine, false},
		{"absent, high risk", schedule.Past{Risk: scan.HighRisk, Looks: looks(looked(0, scan.Absent))}, 1, 84, 94.5, 140, 168, schedule.Routine, false},
		{"absent, and the broker listed somebody again", schedule.Past{Relisted: at(-100), Looks: looks(looked(0, scan.Absent))}, 1, 168, 189, 280, 336, schedule.Routine, false},
		{"listed", schedule.Past{Looks: looks(looked(0, scan.Found)), Listings: open}, 1, 60, 67.5, 100, 120, schedule.Watch, false},
		{"listed, high risk", schedule.Past{Risk: scan.HighRisk, Looks: looks(looked(0, scan.Maybe)), Listings: open}, 1, 36, 40.5, 60, 72, schedule.Watch, false},
		{"gone", schedule.Past{Looks: looks(looked(0, scan.Absent)), Listings: gone}, 1, 84, 94.5, 140, 168, schedule.Watch, false},
		{"gone, high risk", schedule.Past{Risk: scan.HighRisk, Looks: looks(looked(0, scan.Absent)), Listings: gone}, 1, 36, 40.5, 60, 72, schedule.Watch, false},
		{"gone, was listed again before", schedule.Past{Relisted: at(-24 * 300), Looks: looks(looked(0, scan.Absent)), Listings: gone}, 1, 60, 67.5, 100, 120, schedule.Watch, false},
		{"gone, was listed again over a year ago", schedule.Past{Relisted: at(-24 * 366), Looks: looks(looked(0, scan.Absent)), Listings: gone}, 1, 84, 94.5, 140, 168, schedule.Watch, false},
		{"unseen", schedule.Past{Looks: looks(looked(0, scan.Absent)), Listings: unseen}, 1, 72, 72, 96, 120, schedule.Second, false},
		{"unseen, high risk", schedule.Past{Risk: scan.HighRisk, Looks: looks(looked(0, scan.Absent)), Listings: unseen}, 1, 72, 72, 84, 96, schedule.Second, false},
		{"unseen, looked again too soon", schedule.Past{Looks: looks(looked(0, scan.Absent), looked(50, scan.Absent)), Listings: unseen}, 51, 74, 74, 96, 120, schedule.Second, false},
		{"unseen, and a later look could not tell", schedule.Past{Looks: looks(looked(0, scan.Absent), looked(80, scan.Absent)), Listings: unseen}, 81, 140, 147.5, 180, 200, schedule.Watch, false},
		{"unseen on a day that a wrong clock gave", schedule.Past{Looks: looks(looked(0, scan.Absent)), Listings: []schedule.Listing{{State: scan.Unseen, Unseen: at(9000)}}}, 1, 72, 72, 96, 120, schedule.Second, false},
		{"unseen and another one listed", schedule.Past{Looks: looks(looked(0, scan.Found)), Listings: append(unseen, open...)}, 1, 60, 67.5, 96, 120, "", false},
		{"claimed", schedule.Past{Looks: looks(looked(0, scan.Absent)), Claims: []time.Time{at(10)}}, 11, 82, 82, 106, 130, schedule.Confirm, false},
		{"claimed, looked at once since", schedule.Past{Looks: looks(looked(83, scan.Absent)), Claims: []time.Time{at(10)}}, 84, 178, 178, 202, 226, schedule.Confirm, false},
		{"claimed, looked at twice", schedule.Past{Looks: looks(looked(180, scan.Absent)), Claims: []time.Time{at(10)}}, 184, 540, 585, 754, 778, "", false},
		{"claimed, and the look came to nothing", schedule.Past{Looks: looks(looked(0, scan.Absent), looked(83, scan.Blocked)), Claims: []time.Time{at(10)}}, 84, 101, 101, 107, 130, "", false},
		{"a letter's last day", schedule.Past{Looks: looks(looked(0, scan.Absent)), Due: []brokers.Date{june(5)}}, 1, 108, 108, 132, 156, schedule.Reply, false},
		{"a letter's last day, looked at since", schedule.Past{Looks: looks(looked(110, scan.Absent)), Due: []brokers.Date{june(5)}}, 111, 470, 515, 710, 830, schedule.Routine, false},
		{"unreachable", schedule.Past{Looks: looks(looked(0, scan.Unreachable)), Since: at(-1)}, 1, 4.5, 4.5, 6, 71, schedule.Retry, false},
		{"unreachable three times", schedule.Past{Looks: looks(looked(-30, scan.Unreachable), looked(-20, scan.Unreachable), looked(0, scan.Unreachable)), Since: at(-40)}, 1, 18, 18, 24, 0, schedule.Retry, false},
		{"blocked", schedule.Past{Looks: looks(looked(0, scan.Blocked)), Since: at(-1)}, 1, 18, 18, 24, 71, schedule.Retry, false},
		{"blocked for long", schedule.Past{Looks: looks(looked(-400, scan.Blocked), looked(-300, scan.Blocked), looked(-200, scan.Blocked), looked(-100, scan.Blocked), looked(-50, scan.Blocked), looked(0, scan.Blocked)), Since: at(-500)}, 1, 252, 252, 336, 0, schedule.Retry, false},
		{"blocked for long, listed, high risk", schedule.Past{Risk: scan.HighRisk, Looks: looks(looked(-400, scan.Found), looked(-300, scan.Blocked), looked(-200, scan.Blocked), looked(-100, scan.Blocked), looked(-50, scan.Blocked), looked(0, scan.Blocked)), Listings: open}, 1, 54, 54, 72, 0, schedule.Retry, false},
		{"blocked before anything was due", schedule.Past{Looks: looks(looked(0, scan.Absent), looked(5, scan.Blocked))}, 6, 360, 405, 600, 720, schedule.Routine, false},
		{"disallowed", schedule.Past{Looks: looks(looked(0, scan.Disallowed)), Since: at(-1)}, 1, 126, 126, 168, 0, schedule.Retry, false},
		{"no word either way", schedule.Past{Looks: looks(looked(0, scan.UnknownOutcome)), Since: at(-1)}, 1, 126, 126, 168, 0, schedule.Retry, false},
		{"a definition that was mended", schedule.Past{Mended: true, Looks: looks(looked(-900, scan.Absent), looked(0, scan.Unreadable))}, 1, -540, -500, -300, -180, schedule.Routine, false},
		{"mended, after a person was wanted", schedule.Past{Mended: true, Looks: looks(looked(0, scan.Absent), looked(1, scan.NeedsYou))}, 2, 24, 24, 24, 49, schedule.Mended, false},
		{"a person is needed", schedule.Past{Looks: looks(looked(0, scan.NeedsYou)), Since: at(-1)}, 1, 360, 405, 600, 720, schedule.ByHand, true},
		{"a person was there", schedule.Past{Person: true, Looks: looks(looked(0, scan.Found)), Listings: open}, 1, 60, 67.5, 100, 120, schedule.ByHand, true},
		{"put off", schedule.Past{Looks: looks(schedule.Look{At: at(0), Again: at(12)}), Since: at(-1)}, 1, 12, 12, 12, 71, schedule.GoOn, false},
		{"put off for a year", schedule.Past{Looks: looks(schedule.Look{At: at(0), Again: at(9000)}), Since: at(-1)}, 1, 168, 168, 168, 180, schedule.GoOn, false},
		{"put off, and finished since", schedule.Past{Looks: looks(schedule.Look{At: at(0), Again: at(12)}, looked(13, scan.Absent)), Since: at(-1)}, 14, 373, 418, 613, 733, schedule.Routine, false},
		{"three looks today", schedule.Past{Looks: looks(schedule.Look{At: at(0), Again: at(0), Asked: true}, schedule.Look{At: at(1), Again: at(1), Asked: true}, schedule.Look{At: at(2), Again: at(2), Asked: true}), Since: at(-1)}, 3, 12, 12, 12, 71, schedule.PerRule, false},
		{"three looks yesterday", schedule.Past{Looks: looks(schedule.Look{At: at(0), Again: at(0), Asked: true}, schedule.Look{At: at(1), Again: at(1), Asked: true}, schedule.Look{At: at(2), Again: at(2), Asked: true}), Since: at(-1)}, 13, 2, 2, 2, 71, schedule.GoOn, false},
		{"the last look is dated a year ahead", schedule.Past{Looks: looks(looked(-700, scan.Absent), looked(9000, scan.Absent))}, 0, -340, -295, -100, 20, schedule.Routine, false},
		{"every look is dated a year ahead", schedule.Past{Looks: looks(looked(9000, scan.Absent)), Since: at(8999)}, 0, 0, 0, 0, 72, schedule.First, false},
		{"the last look is dated ten hours ahead", schedule.Past{Looks: looks(looked(-700, scan.Absent), looked(10, scan.Absent))}, 0, 370, 415, 610, 730, schedule.Routine, false},
	} {
		c.past.Subject, c.past.Broker = "me", "example"
		if c.past.Risk == "" {
			c.past.Risk = scan.UsualRisk
		}
		if c.past.Since.IsZero() {
			c.past.Since = at(-1000)
			if c.past.Looks == nil {
				c.past.Since = noon
			}
		}
		n := schedule.After(&c.past, at(c.now))
		got := func(t time.Time) float64 { return t.Sub(noon).Hours() }
		if c.why == schedule.Retry || n.Reason == schedule.Retry { // from when it is due, and that is drawn
			c.from, c.end = got(n.Due), max(c.end, got(n.Due)+schedule.Skew.Hours())
		}
		if !near(got(n.Earliest), c.from) || got(n.Due) < c.due0-0.01 || got(n.Due) > c.due1+0.01 || !near(got(n.Latest), c.end) ||
			c.why != "" && n.Reason != c.why || n.Person != c.person {
			t.Errorf("%s: %s from %.1f, due %.1f, to %.1f (person: %v); want %s from %g, due %g to %g, to %g", c.name, n.Reason, got(n.Earliest), got(n.Due), got(n.Latest), n.Person,
				c.why, c.from, c.due0, c.due1, c.end)
		}
	}
}

func near(a, b float64) bool { return a-b < 0.01 && b-a < 0.01 }
