package schedule_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
)

// warm gives every pair an earlier look, spread over what may pass between two.
func (w *world) warm() {
	for _, p := range w.pairs {
		limit := schedule.Limit(schedule.Clear, p.past.Risk)
		p.past.Since = w.begin.Add(-limit)
		p.past.Looks = append(p.past.Looks, schedule.Look{At: w.begin.Add(-w.between(0, limit*2/3)), Outcome: scan.Absent, Asked: true})
	}
}

func (w *world) memory() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// TestManyClients runs a clinic's caseload, with a machine that never sleeps. A
// tenth of the clients are at high risk, and of all pairs of client and broker
// 15 in 100 are listed at some time. The whole caseload is run where
// WHOHASME_TEST_REQUIRE is set; else a tenth of it, or less under the race
// detector.
func TestManyClients(t *testing.T) {
	for _, c := range []struct {
		clients, days, requests int
		warm                    bool // they were looked for before
	}{
		{1000, 365, 3, false},
		{10000, 30, 1, true},
	} {
		switch {
		case raced:
			c.clients /= 50
		case testing.Short() || os.Getenv("WHOHASME_TEST_REQUIRE") == "":
			c.clients /= 10
		}
		began := time.Now()
		w := &world{t: t, where: place(t, "America/Chicago"), rng: seed(t), step: day, big: true}
		w.begin = time.Date(2026, 2, 20, 18, 0, 0, 0, w.where)
		w.end = w.begin.AddDate(0, 0, c.days)
		w.awake = []span{{w.begin, w.end}}
		w.limit.Pace, w.limit.PerVisit, w.limit.Cap = 5*time.Second, c.requests, 1500
		w.populate(c.clients, 45, 0.1, 0.15)
		if c.warm {
			w.warm()
		}
		w.run()
		t.Logf("figure: issue 9, simulation: %d clients x 45 brokers for %d days, %d requests a look: %d looks (%.0f a day at a broker), %d late, %d re-listings noticed in at most %.1f h (high risk) and %.1f h; %.1f s, %.0f MB",
			c.clients, c.days, c.requests, w.looks, float64(w.looks)/float64(c.days)/45, w.late, w.relistings, w.worstHigh.Hours(), w.worst.Hours(), time.Since(began).Seconds(), w.memory())
		if w.late > 0 {
			t.Errorf("%d looks are late", w.late)
		}
	}
}

// TestNightOfAFifth lays out one night in which every fifth client is due
// everywhere.
func TestNightOfAFifth(t *testing.T) {
	from := time.Date(2026, 3, 7, 22, 0, 0, 0, place(t, "America/Chicago")) // clocks go forward in this night
	var list []schedule.Next
	sites := map[string]schedule.Site{}
	ago := [5]time.Duration{100 * hour, 2 * hour, 20 * hour, 40 * hour, 60 * hour}
	for _, requests := range []int{1, 3, 5} {
		list = list[:0]
		for b := range 45 {
			broker := fmt.Sprintf("broker-%02d", b)
			sites[broker] = schedule.Site{Pace: 5 * time.Second, PerVisit: requests, Cap: 1500}
			for c := range 1000 {
				p := schedule.Past{Subject: fmt.Sprintf("client-%d", c), Broker: broker, Risk: scan.UsualRisk, Since: from.AddDate(0, -1, 0),
					Listings: []schedule.Listing{{State: scan.Listed}},
					Looks:    []schedule.Look{{At: from.Add(-ago[c%5]), Outcome: scan.Found, Asked: true}}}
				list = append(list, schedule.After(&p, from))
			}
		}
		plan, err := schedule.Lay(list, sites, schedule.Stretch{From: from, To: from.Add(8 * hour), Again: from.Add(25 * hour)})
		if err != nil || len(plan.Visits) != 200*45 || len(plan.Tomorrow) > 0 || len(plan.Waiting) != 800*45 {
			t.Fatalf("%v: %d looks, %d for tomorrow, %d waiting", err, len(plan.Visits), len(plan.Tomorrow), len(plan.Waiting))
		}
		took := plan.Visits[len(plan.Visits)-1].At.Sub(from)
		t.Logf("figure: issue 9, point 6: %d requests a visit: a night of 1,000 clients x 45 brokers, pace 5 s and a quarter on average, cap 1,500 a day, each client every fifth day, ends after %.0f min", requests, took.Minutes())
		if took > 2*hour {
			t.Errorf("a night of %d requests a visit takes %v", requests, took)
		}
	}
}

// TestNights runs a clinic that works by night only. Every client is listed
// everywhere, so each is looked for within five days, always.
func TestNights(t *testing.T) {
	for _, requests := range []int{1, 3} {
		w := &world{t: t, where: place(t, "America/Chicago"), rng: seed(t), step: 12 * hour, big: true}
		w.begin = time.Date(2026, 3, 1, 22, 0, 0, 0, w.where)
		w.end = w.begin.AddDate(0, 0, 24)
		for at := w.begin; at.Before(w.end); at = at.AddDate(0, 0, 1) {
			w.awake = append(w.awake, span{at, at.Add(8 * hour)})
		}
		w.again = func(now time.Time) time.Time { return now.AddDate(0, 0, 1).Add(2 * hour) }
		w.limit.Pace, w.limit.PerVisit, w.limit.Cap = 5*time.Second, requests, 1500
		clients := 1000
		if raced {
			clients = 300
		}
		w.populate(clients, 15, 0, 0)
		for i, p := range w.pairs {
			p.turns = []time.Time{w.begin.AddDate(-1, 0, 0)}
			p.past.Listings = []schedule.Listing{{State: scan.Listed}}
			ago := time.Duration(1+i/15%4)*day - w.between(0, hour)
			p.past.Looks = []schedule.Look{{At: w.begin.Add(-ago), Outcome: scan.Found, Asked: true}}
			p.past.Since = w.begin.AddDate(-1, 0, 0)
		}
		var longest, sum time.Duration
		nights := 0
		w.finished = func(from, last time.Time) {
			nights, sum, longest = nights+1, sum+last.Sub(from), max(longest, last.Sub(from))
		}
		w.run()
		t.Logf("figure: issue 9, point 6: %d requests a visit: %d nights of %d clients, every one listed everywhere and so looked for within five days: %.0f min on average, %.0f at most, %d late",
			requests, nights, clients, (sum / time.Duration(nights)).Minutes(), longest.Minutes(), w.late)
		if w.late > 0 || longest > 2*hour {
			t.Errorf("%d looks are late; the longest night is %v", w.late, longest)
		}
	}
}

func BenchmarkAfter(b *testing.B) {
	p := schedule.Past{Subject: "client-1", Broker: "example", Since: at(-9000), Listings: []schedule.Listing{{State: scan.Gone}}, Claims: []time.Time{at(-2000)}, Relisted: at(-500)}
	for i := range 30 {
		p.Looks = append(p.Looks, looked(float64(i*80)-2400, scan.Absent))
	}
	for b.Loop() {
		schedule.After(&p, noon)
	}
}

// BenchmarkLay lays out a day of 1,000 clients at 45 brokers.
func BenchmarkLay(b *testing.B) {
	var list []schedule.Next
	sites := map[string]schedule.Site{}
	for i := range 45000 {
		p := schedule.Past{Subject: fmt.Sprintf("client-%d", i/45), Broker: fmt.Sprintf("broker-%d", i%45), Looks: looks(looked(-float64(i%500), scan.Absent))}
		list = append(list, schedule.After(&p, noon))
		sites[p.Broker] = schedule.Site{Pace: 5 * time.Second, Cap: 1500}
	}
	for b.Loop() {
		if _, err := schedule.Lay(list, sites, schedule.Stretch{From: noon, To: at(24)}); err != nil {
			b.Fatal(err)
		}
	}
}
