package schedule_test

import (
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

// TestManyClients runs a clinic's caseload, with a machine that never sleeps.
func TestManyClients(t *testing.T) {
	for _, c := range []struct {
		name          string
		clients, days int
		requests      int
		warm          bool
	}{
		{"1,000 clients x 45 brokers for a year", 1000, 365, 3, false},
		{"10,000 clients x 45 brokers for a month", 10000, 30, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() {
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
			most := 0
			w.tomorrow = func(n int) { most = max(most, n) }
			w.run()
			t.Logf("figure: issue 9, simulation: %s: %d looks, %d late, at most %d waiting for tomorrow, %d re-listings noticed in at most %.1f h (high risk) and %.1f h; %.1f s, %.0f MB",
				c.name, w.looks, w.late, most, w.relistings, w.worstHigh.Hours(), w.worst.Hours(), time.Since(began).Seconds(), w.memory())
		})
	}
}

// TestNight runs a clinic that works by night only.
func TestNight(t *testing.T) {
	for _, requests := range []int{1, 3, 5} {
		w := &world{t: t, where: place(t, "America/Chicago"), rng: seed(t), step: 12 * hour, big: true}
		w.begin = time.Date(2026, 3, 1, 22, 0, 0, 0, w.where)
		w.end = w.begin.AddDate(0, 0, 12)
		for at := w.begin; at.Before(w.end); at = at.AddDate(0, 0, 1) {
			w.awake = append(w.awake, span{at, at.Add(8 * hour)})
		}
		w.again = func(now time.Time) time.Time { return now.AddDate(0, 0, 1).Add(2 * hour) }
		w.limit.Pace, w.limit.PerVisit, w.limit.Cap = 5*time.Second, requests, 1500
		w.populate(1000, 45, 0, 0)
		nth := 0
		for i, p := range w.pairs { // each client every fifth day, and every client is listed everywhere
			p.turns = []time.Time{w.begin.AddDate(-1, 0, 0)}
			p.past.Listings = []schedule.Listing{{State: scan.Listed}}
			before := time.Duration(i/45%5)*day + 2*hour*time.Duration(i)/time.Duration(len(w.pairs))
			p.past.Looks = []schedule.Look{{At: w.begin.Add(-before), Outcome: scan.Found, Asked: true}}
			p.past.Since = w.begin.AddDate(-1, 0, 0)
		}
		var longest, first time.Duration
		w.finished = func(from, last time.Time) {
			if nth++; nth == 1 {
				first = last.Sub(from)
			}
			longest = max(longest, last.Sub(from))
		}
		w.run()
		t.Logf("figure: issue 9, point 6: %d requests a visit: a night of 1,000 clients x 45 brokers, one in five due, ends after %.0f min; the longest of %d nights that follow from it after %.0f min (%d looks, %d late)",
			requests, first.Minutes(), nth, longest.Minutes(), w.looks, w.late)
		if w.late > 0 {
			t.Errorf("%d looks are late", w.late)
		}
		if first > 2*hour || requests <= 3 && longest > 2*hour {
			t.Errorf("nights take %v and %v", first, longest)
		}
	}
}
