package casebook_test

import (
	"context"
	"sync"
	"time"
)

// machine is a laptop whose true time the test knows: it sleeps, and its clock
// is put to other times.
type machine struct {
	mu     sync.Mutex
	where  *time.Location
	real   time.Time     // which time it really is
	awake  time.Duration // so far
	sleeps []stretch     // in order, apart from each other
	jumps  []jump        // in order
	end    time.Time     // of the test
	stop   context.CancelFunc
}

// stretch is a stretch of true time.
type stretch struct{ from, to time.Time }

// jump says how far the clock is ahead of true time from an instant on.
type jump struct {
	at    time.Time
	ahead time.Duration
}

func (m *machine) True() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.real
}

// Now is what the clock shows.
func (m *machine) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.real.Add(m.ahead(m.real)).In(m.where)
}

func (m *machine) ahead(t time.Time) (d time.Duration) {
	for _, j := range m.jumps {
		if !j.at.After(t) {
			d = j.ahead
		}
	}
	return d
}

// Awake is how long the machine was awake.
func (m *machine) Awake() time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.awake
}

// Wait lets time pass. What is left of it when the machine falls asleep passes
// after it has woken up.
func (m *machine) Wait(ctx context.Context, d time.Duration) error {
	m.mu.Lock()
	m.awake += d
	for _, s := range m.sleeps {
		if !s.to.After(m.real) {
			continue
		}
		left := max(s.from.Sub(m.real), 0)
		if d < left {
			break
		}
		d -= left
		m.real = s.to
	}
	m.real = m.real.Add(d)
	over := !m.real.Before(m.end)
	m.mu.Unlock()
	if over {
		m.stop()
	}
	return ctx.Err()
}

// wakes returns the first moment from t on at which the machine is awake.
func (m *machine) wakes(t time.Time) time.Time {
	for _, s := range m.sleeps {
		if !s.from.After(t) && s.to.After(t) {
			return s.to
		}
	}
	return t
}

// right reports whether the clock was right all through a stretch of time.
func (m *machine) right(from, to time.Time) bool {
	if m.ahead(from) != 0 {
		return false
	}
	for _, j := range m.jumps {
		if j.at.After(from) && !j.at.After(to) {
			return false
		}
	}
	return true
}
