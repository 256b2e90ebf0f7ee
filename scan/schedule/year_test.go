package schedule_test

import (
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

func place(t testing.TB, name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestYear lives through 365 days with a laptop that sleeps, clocks that are
// put forward and back, and brokers that do not answer for days.
func TestYear(t *testing.T) {
	for _, c := range []struct {
		name, where string
		jumps       bool
		sleeps      bool
		outages     bool
	}{
		{"awake all year", "America/New_York", false, false, false},
		{"a laptop", "America/New_York", false, true, false},
		{"a laptop, brokers fail", "Europe/Berlin", false, true, true},
		{"clocks put at midnight", "America/Santiago", false, true, true},
		{"a clock that jumps", "America/New_York", true, false, false},
		{"a laptop whose clock jumps, brokers fail", "Australia/Lord_Howe", true, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := &world{t: t, where: place(t, c.where), rng: seed(t), step: hour}
			w.begin = time.Date(2026, 3, 1, 9, 0, 0, 0, w.where)
			w.end = w.begin.AddDate(0, 0, 365)
			w.limit.Pace, w.limit.PerVisit = 5*time.Second, 3
			w.awake = []span{{w.begin, w.end}}
			if c.sleeps {
				w.awake = w.nights()
				w.again = func(now time.Time) time.Time { return now.Add(28 * hour) } // it may be shut until tomorrow evening
			}
			if c.jumps {
				w.jumps = w.wrong()
			}
			w.populate(6, 45, 0.34, 0.3)
			if c.outages {
				w.fail()
			}
			w.run()
			t.Logf("figure: issue 9, point 3: %s: %d looks in 365 days, %d not answered, %d late by sleep or a jump, %d repeated after a clock was put, %d re-listings noticed in at most %.1f h (high risk) and %.1f h awake, %d looks after claims and letters in time",
				c.name, w.looks, w.unanswered, w.late, w.repeats, w.relistings, w.worstHigh.Hours(), w.worst.Hours(), w.moments)
			if w.relistings < 50 || w.moments < 100 {
				t.Errorf("the year proves little: %d re-listings, %d moments", w.relistings, w.moments)
			}
			if !c.jumps && w.repeats > 0 {
				t.Errorf("%d looks repeated", w.repeats)
			}
		})
	}
}

// nights is a laptop that is open in the evening and now and then by day, and
// stays shut for some holidays.
func (w *world) nights() (awake []span) {
	for t := w.begin; t.Before(w.end); t = t.AddDate(0, 0, 1) {
		switch n := w.rng.IntN(40); {
		case n == 0:
			t = t.AddDate(0, 0, 2+w.rng.IntN(12)) // away
		case n < 5: // shut for a day
		case n < 30:
			from := t.Add(w.between(0, 3*hour))
			awake = append(awake, span{from, from.Add(w.between(20*time.Minute, 9*hour))})
		default:
			from := t.Add(w.between(0, hour))
			awake = append(awake, span{from, from.Add(hour)}, span{from.Add(3 * hour), from.Add(w.between(4*hour, 14*hour))})
		}
	}
	return append(awake, span{w.end.Add(2 * day), w.end.Add(2*day + 12*hour)})
}

// wrong are the times when the clock is not right: hours ahead as where two
// systems share it, far ahead or behind as after an empty battery, and some
// minutes.
func (w *world) wrong() (jumps []jump) {
	at := w.begin.Add(w.between(5*day, 20*day))
	for _, ahead := range []time.Duration{8 * hour, -8 * hour, 7 * time.Minute, 40 * day, -20 * day, -3 * time.Minute, 11 * hour, -11 * hour, 3 * 365 * day, -2 * day} {
		jumps = append(jumps, jump{at, ahead})
		right := at.Add(w.between(hour, 3*day))
		jumps = append(jumps, jump{right, 0})
		at = right.Add(w.between(10*day, 30*day))
	}
	return jumps
}

// fail gives every broker times when it does not answer.
func (w *world) fail() {
	outcomes := []scan.Outcome{scan.Blocked, scan.Unreachable, scan.Unreadable, scan.Disallowed}
	for i, s := range w.sites {
		s.how = outcomes[i%len(outcomes)]
		for at := w.begin.Add(w.between(day, 60*day)); at.Before(w.end); {
			out := span{at, at.Add(w.between(hour, 12*day))}
			s.out = append(s.out, out)
			at = out.to.Add(w.between(5*day, 120*day))
		}
	}
}
