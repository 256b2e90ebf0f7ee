package crawl

import (
	"context"
	"sync"
	"time"
)

// host is what all visits share about one host:port.
type host struct {
	name  string
	local bool          // on loopback, and that is allowed
	turn  chan struct{} // holds one token while a request is under way
	rules rulesCache

	recall   sync.Mutex
	recalled bool // under recall

	mu    sync.Mutex
	state state
}

// state is what is remembered of a host, also from one run to the next.
type state struct {
	Ended  time.Time   `json:"ended,omitzero"`  // when the last request was over, or under way; zero: none yet
	Closed time.Time   `json:"closed,omitzero"` // to be left alone until then
	Cause  reason      `json:"cause,omitempty"` // of Closed
	Rules  bool        `json:"rules,omitempty"` // Closed because robots.txt failed
	Faults int         `json:"faults,omitempty"`
	Day    string      `json:"day,omitempty"` // of Count, as 2026-11-21
	Count  int         `json:"count,omitempty"`
	Robots *keptRobots `json:"robots,omitempty"`
}

func newHost(name string, local bool) *host {
	return &host{name: name, local: local, turn: make(chan struct{}, 1), rules: rulesCache{busy: make(chan struct{}, 1)}}
}

// host returns the shared state of a host:port.
func (c *Crawler) host(key string, local bool) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[key]
	if h == nil {
		h = newHost(key, local)
		h.state.Ended = c.opt.After
		c.hosts[key] = h
	}
	return h
}

// enter waits until it is this request's turn, the pace has passed since the
// end of the one before, and a short rest is over. A nil error must be
// followed by leave; else it is that of ctx, or a *scan.Fault while the host is
// to be left alone for longer.
func (h *host) enter(ctx context.Context, o *Options, pace time.Duration) error {
	if err := h.open(o.Now()); err != nil {
		return err
	}
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := h.wait(ctx, o, pace); err != nil {
		<-h.turn
		return err
	}
	return nil
}

// wait is enter once the turn has come.
func (h *host) wait(ctx context.Context, o *Options, pace time.Duration) error {
	if err := h.open(o.Now()); err != nil { // closed by the request before
		return err
	}
	if d := max(h.due(o, pace), h.rests(o.Now())); d > 0 {
		if err := o.Wait(ctx, d); err != nil {
			return err
		}
	}
	return h.take(o)
}

// due returns how long to wait before the next request. Time counts from the
// end of the last one, so that the site never sees less than the pace between
// two, however long a connection took. A clock set back costs one pace only.
func (h *host) due(o *Options, pace time.Duration) time.Duration {
	h.mu.Lock()
	ended := h.state.Ended
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
	h.state.Ended = now
	h.mu.Unlock()
	<-h.turn
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
