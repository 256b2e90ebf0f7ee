package crawl

import (
	"context"
	"sync"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// maxRest bounds how long a host can ask to be left alone.
const maxRest = 30 * 24 * time.Hour

// host is what all visits share about one host:port.
type host struct {
	turn  chan struct{} // holds one token while a request is under way
	rules rulesCache

	mu     sync.Mutex
	ended  time.Time // when the last request was over; zero: none yet
	closed time.Time // asked to be left alone until then
}

func newHost() *host {
	return &host{turn: make(chan struct{}, 1), rules: rulesCache{busy: make(chan struct{}, 1)}}
}

// host returns the shared state of a host:port.
func (c *Crawler) host(key string) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[key]
	if h == nil {
		h = newHost()
		c.hosts[key] = h
	}
	return h
}

// enter waits until it is this request's turn and the pace has passed since
// the end of the one before. A nil error must be followed by leave.
func (h *host) enter(ctx context.Context, o *Options, pace time.Duration) error {
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if d := h.due(o, pace); d > 0 {
		if err := o.Wait(ctx, d); err != nil {
			<-h.turn
			return err
		}
	}
	return nil
}

// due returns how long to wait before the next request. Time counts from the
// end of the last one, so that the site never sees less than the pace between
// two, however long a connection took. A clock set back costs one pace only.
func (h *host) due(o *Options, pace time.Duration) time.Duration {
	h.mu.Lock()
	ended := h.ended
	h.mu.Unlock()
	if ended.IsZero() || pace <= 0 {
		return 0
	}
	gap := lengthen(pace, o.Jitter)
	past := o.Now().Sub(ended)
	if past < 0 {
		return gap
	}
	return gap - past
}

// leave ends the turn that enter began.
func (h *host) leave(now time.Time) {
	h.mu.Lock()
	h.ended = now
	h.mu.Unlock()
	<-h.turn
}

// rest closes the host for a time that it asked for.
func (h *host) rest(now time.Time, d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if until := now.Add(min(d, maxRest)); until.After(h.closed) {
		h.closed = until
	}
}

// open returns a fault while the host is to be left alone.
func (h *host) open(now time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !now.Before(h.closed) {
		return nil
	}
	return &scan.Fault{Outcome: scan.Blocked, Why: "the site asked to be left alone until " + h.closed.UTC().Format("2006-01-02 15:04 MST")}
}

// lengthen adds up to half of the pace.
func lengthen(pace time.Duration, jitter func() float64) time.Duration {
	if jitter == nil {
		return pace
	}
	j := jitter()
	if !(j > 0) { // NaN too
		return pace
	}
	return pace + time.Duration(min(j, 1)*0.5*float64(pace))
}
