package schedule_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
)

// overdue is a look that was due some hours ago and is late for as many.
func overdue(subject, broker string, risk scan.Risk, due, late float64) schedule.Next {
	return schedule.Next{Subject: subject, Broker: broker, Risk: risk, Earliest: at(-due), Due: at(-due), Latest: at(-late), Reason: schedule.Watch}
}

func order(p schedule.Plan) string {
	var who []string
	for _, v := range p.Visits {
		who = append(who, v.Subject)
	}
	who = append(who, "|")
	for _, n := range p.Tomorrow {
		who = append(who, n.Subject)
	}
	return strings.Join(who, " ")
}

func mustLay(t *testing.T, list []schedule.Next, sites map[string]schedule.Site, in schedule.Stretch) schedule.Plan {
	t.Helper()
	p, err := schedule.Lay(list, sites, in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestOrder(t *testing.T) {
	in := schedule.Stretch{From: noon, To: at(12)}
	for _, c := range []struct {
		name string
		cap  int
		list []schedule.Next
		want string
	}{
		{"the longest overdue first", 0, []schedule.Next{overdue("a", "x", "usual", 5, 1), overdue("b", "x", "usual", 9, 7), overdue("c", "x", "usual", 2, -4)}, "b a c |"},
		{"high risk first", 0, []schedule.Next{overdue("a", "x", "usual", 80, 70), overdue("b", "x", "high", 5, 1)}, "b a |"},
		{"but not for ever", 0, []schedule.Next{overdue("a", "x", "usual", 200, 122), overdue("b", "x", "high", 5, 1)}, "a b |"},
		{"what the cap leaves no room for is for tomorrow", 2, []schedule.Next{overdue("a", "x", "usual", 5, 1), overdue("b", "x", "usual", 9, 7), overdue("c", "x", "high", 2, -4)}, "c b | a"},
		{"a cap of one broker is not one of another", 1, []schedule.Next{overdue("a", "x", "usual", 5, 1), overdue("b", "y", "usual", 9, 7)}, "b a |"},
		{"one that comes due goes before one that waited and is less urgent", 0, []schedule.Next{overdue("a", "x", "usual", 5, 1), overdue("b", "x", "usual", 5, -30), overdue("c", "x", "high", -0.001, -1)}, "a c b |"},
	} {
		sites := map[string]schedule.Site{}
		for _, b := range []string{"x", "y"} {
			sites[b] = schedule.Site{Pace: 5 * time.Second, Cap: c.cap}
		}
		if got := order(mustLay(t, c.list, sites, in)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestClockBehind(t *testing.T) {
	built := at(-1000)
	_, err := schedule.Lay([]schedule.Next{overdue("a", "x", "usual", 5, 1)}, nil, schedule.Stretch{From: time.Unix(0, 0), To: time.Unix(3600, 0), After: built})
	if !errors.Is(err, schedule.ErrClock) {
		t.Errorf("got %v", err)
	}
}

// TestNobodyStarves lets high risk alone use up the cap: those of usual risk
// get their turn all the same.
func TestNobodyStarves(t *testing.T) {
	sites := map[string]schedule.Site{"x": {Cap: 10}}
	wait := map[string]int{}
	var queue []schedule.Next
	most := 0
	for d := range 60 {
		now := at(24 * float64(d))
		for i := range 14 {
			risk := scan.Risk("high")
			if i >= 11 {
				risk = "usual"
			}
			id := fmt.Sprintf("%s-%d-%d", risk, d, i)
			if d < 30 {
				queue = append(queue, schedule.Next{Subject: id, Broker: "x", Risk: risk, Earliest: now, Due: now, Latest: now.Add(12 * hour)})
			}
		}
		p := mustLay(t, queue, sites, schedule.Stretch{From: now, To: now.Add(hour)})
		queue = p.Tomorrow
		for _, n := range queue {
			if wait[n.Subject]++; n.Risk == "usual" {
				most = max(most, wait[n.Subject])
			}
		}
	}
	if len(queue) > 0 || most > 20 {
		t.Errorf("%d are left; the longest wait of usual risk is %d days", len(queue), most)
	}
}

// TestWaking lays out what a laptop missed that was shut for two weeks.
func TestWaking(t *testing.T) {
	var list []schedule.Next
	for b := range 45 {
		list = append(list, overdue("me", fmt.Sprintf("broker-%02d", b), "usual", 200-float64(b), 100-float64(b)))
	}
	p := mustLay(t, list, nil, schedule.Stretch{From: noon, To: at(2), Woke: noon})
	first, last := p.Visits[0], p.Visits[44]
	if !first.At.Equal(noon) || first.Broker != "broker-00" || last.At.Sub(noon) < 14*time.Minute || last.At.Sub(noon) > 16*time.Minute {
		t.Errorf("from %v (%s) to %v", first.At, first.Broker, last.At)
	}
	for i := 1; i < len(p.Visits); i++ {
		if gap := p.Visits[i].At.Sub(p.Visits[i-1].At); gap < 19*time.Second {
			t.Errorf("two brokers are asked within %v", gap)
		}
	}
	// A laptop that is open for three minutes a day, and plans anew each
	// minute, gets through them, none twice.
	made := map[string]bool{}
	for d := 0; d < 10 && len(list) > 0; d++ {
		woke := at(24 * float64(d))
		for m := range 3 {
			now := woke.Add(time.Duration(m) * time.Minute)
			p := mustLay(t, list, nil, schedule.Stretch{From: now, To: now.Add(time.Minute), Woke: woke})
			for _, v := range p.Visits {
				if made[v.Broker] {
					t.Fatalf("%s is looked at twice", v.Broker)
				}
				made[v.Broker] = true
			}
			list = slices.DeleteFunc(list, func(n schedule.Next) bool { return made[n.Broker] })
		}
	}
	if len(list) > 0 {
		t.Errorf("%d brokers were never looked at", len(list))
	}
}

// TestDays counts caps by civil days where a night is long, short, or has no
// midnight.
func TestDays(t *testing.T) {
	for _, c := range []struct {
		zone string
		from time.Time // in UTC
		days int       // that the next 48 hours touch
	}{
		{"America/New_York", time.Date(2026, 3, 8, 2, 0, 0, 0, time.UTC), 3},
		{"America/New_York", time.Date(2026, 11, 1, 2, 0, 0, 0, time.UTC), 3},
		{"America/Santiago", time.Date(2026, 9, 5, 20, 0, 0, 0, time.UTC), 3}, // forward at midnight
		{"America/Santiago", time.Date(2026, 4, 4, 20, 0, 0, 0, time.UTC), 3}, // back at midnight
		{"Asia/Beirut", time.Date(2026, 3, 28, 10, 0, 0, 0, time.UTC), 3},
		{"Africa/Cairo", time.Date(2026, 4, 23, 10, 0, 0, 0, time.UTC), 3},
		{"America/Havana", time.Date(2026, 3, 7, 20, 0, 0, 0, time.UTC), 3},
	} {
		where := place(t, c.zone)
		from := c.from.In(where)
		var list []schedule.Next
		for i := range 30 {
			n := overdue(fmt.Sprint("c", i), "x", "usual", 5, 1)
			n.Earliest, n.Due, n.Latest = from, from, from
			list = append(list, n)
		}
		p := mustLay(t, list, map[string]schedule.Site{"x": {Cap: 4}}, schedule.Stretch{From: from, To: from.Add(48 * hour)})
		count := map[string]int{}
		var begins []string
		for _, v := range p.Visits {
			d := brokers.DateOf(v.At.In(where)).String()
			if count[d]++; count[d] == 1 && len(count) > 1 {
				begins = append(begins, v.At.In(where).Format("15:04"))
			}
			if count[d] > 4 {
				t.Errorf("%s: %d looks on %s", c.zone, count[d], d)
			}
		}
		if len(count) != c.days || len(p.Visits) != 4*c.days {
			t.Errorf("%s: %v, new days begin at %v", c.zone, count, begins)
		}
		for _, b := range begins {
			if b != "00:00" && b != "01:00" {
				t.Errorf("%s: a day begins at %s", c.zone, b)
			}
		}
	}
}

func TestOf(t *testing.T) {
	s := &scan.Subject{ID: "me", Risk: scan.HighRisk}
	match := scan.Sighting{ID: "me.x.1", Judged: scan.Judged{Verdict: scan.Match}}
	visits := []scan.Visit{
		{Subject: "me", Broker: "x", At: at(0), Outcome: scan.Found, Sightings: []scan.Sighting{match}, Way: "fetch"},
		{Subject: "me", Broker: "y", At: at(1), Outcome: scan.Absent, Way: "fetch"},
		{Subject: "me", Broker: "x", At: at(24), Outcome: scan.Absent, Rechecks: []scan.Recheck{{ID: "me.x.1", Search: scan.Absent}}, Way: "fetch"},
		{Subject: "me", Broker: "x", At: at(100), Outcome: scan.Absent, Rechecks: []scan.Recheck{{ID: "me.x.1", Search: scan.Absent}}, Way: "fetch"},
		{Subject: "me", Broker: "x", At: at(200), Outcome: scan.Found, Sightings: []scan.Sighting{match}, Way: "fetch"},
		{Subject: "me", Broker: "x", At: at(150), Outcome: scan.Absent, Way: "saved"},
		{Subject: "me", Broker: "x", At: at(160), Outcome: scan.Absent, Way: "saved", Said: true},
		{Subject: "me", Broker: "x", At: at(210), Outcome: scan.NeedsYou, Way: "browser"},
	}
	findings := scan.Follow(visits, nil)
	p := schedule.Of(s, "x", at(-1), visits, findings)
	var times []float64
	for _, l := range p.Looks {
		times = append(times, l.At.Sub(noon).Hours())
	}
	if fmt.Sprint(times) != "[0 24 100 150 200 210]" || p.Looks[3].Asked || p.Looks[5].Asked || !p.Looks[4].Asked {
		t.Errorf("looks %v: %+v", times, p.Looks)
	}
	if len(p.Listings) != 1 || p.Listings[0].State != scan.Relisted || !p.Relisted.Equal(at(200)) || p.Risk != scan.HighRisk {
		t.Errorf("got %+v", p)
	}
	findings = scan.Follow(visits, []scan.Review{{Finding: "me.x.1", Verdict: scan.Other}})
	if p := schedule.Of(s, "x", at(-1), visits, findings); len(p.Listings) != 0 || !p.Relisted.IsZero() {
		t.Errorf("somebody else's record is followed: %+v", p)
	}
}
