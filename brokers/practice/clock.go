package practice

import (
	"sync"
	"time"
)

// Clock is practice time: it runs as its base runs and can be moved forward.
// It is safe for use by several goroutines.
type Clock struct {
	base func() time.Time
	mu   sync.Mutex
	skew time.Duration
}

// NewClock returns a clock that stands still at start until it is advanced.
func NewClock(start time.Time) *Clock {
	return &Clock{base: func() time.Time { return start }}
}

// Now returns the practice time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.base().Add(c.skew)
}

// Advance moves the clock forward; a negative d is ignored, for practice time
// never runs backwards.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skew += max(d, 0)
}
