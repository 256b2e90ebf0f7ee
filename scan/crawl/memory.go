package crawl

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"
)

// Memory keeps, from one run to the next, what a Crawler must not forget about
// hosts: rests they asked for, faults in a row, the day's count, robots.txt.
// What is kept names hosts and times and nobody else. A Memory must be safe for
// concurrent use.
type Memory interface {
	// Load returns what was saved of a host:port last, or nil.
	Load(ctx context.Context, host string) ([]byte, error)
	// Save keeps what is to be remembered of some hosts, by host:port.
	Save(ctx context.Context, hosts map[string][]byte) error
}

// slowPace is the pace from which on each request is remembered: the next run
// then keeps the distance to it, and writing costs nothing beside waiting.
const slowPace = 500 * time.Millisecond

// saveTime bounds one writing to a Memory, which may be on another machine.
const saveTime = 15 * time.Second

// These shut the gate of a request whose count could not be written down, and of
// one to a host of which it could not be read what it asked for.
var (
	errNotKept = errors.New("the memory of hosts cannot be written")
	errNotRead = errors.New("the memory of hosts cannot be read")
)

// notebook writes to a Memory. Hosts whose states change while others are being
// written are written together.
type notebook struct {
	memory  Memory
	writing chan struct{}

	mu    sync.Mutex
	dirty map[string][]byte
}

func newNotebook(m Memory) *notebook {
	return &notebook{memory: m, writing: make(chan struct{}, 1), dirty: map[string][]byte{}}
}

// recall brings back what is remembered of the host, once. What cannot be read
// is forgotten: the day's count then begins anew. Only under a gate, where
// another machine may have asked a moment ago, it is an error.
func (n *notebook) recall(ctx context.Context, h *host, now time.Time) error {
	h.recall.Lock()
	defer h.recall.Unlock()
	if h.recalled || n.memory == nil {
		return nil
	}
	timed, stop := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer stop()
	data, err := n.memory.Load(timed, h.name)
	if err != nil && gated(ctx) {
		return &shut{errNotRead}
	}
	h.recalled = true
	var s state
	if err != nil || data == nil || json.Unmarshal(data, &s) != nil {
		return nil
	}
	s.Count, s.Faults = max(s.Count, 0), min(max(s.Faults, 0), 30)
	if s.Closed.Sub(now) > maxRest {
		s.Closed = now.Add(maxRest)
	}
	h.mu.Lock()
	s.Ended = latest(s.Ended, h.state.Ended)
	h.state = s
	h.mu.Unlock()
	h.rules.recall(s.Robots, now)
	return nil
}

// keep remembers the host as it is now. Where one machine works alone its error
// may be passed over: the journal stands in the same place and will fail as
// well. What could not be written is written with what comes next.
func (n *notebook) keep(ctx context.Context, h *host) error {
	if n.memory == nil {
		return nil
	}
	n.mark(h)
	return n.write(ctx)
}

// mark notes the host as it is now.
func (n *notebook) mark(h *host) {
	h.mu.Lock()
	data, err := json.Marshal(h.state)
	n.mu.Lock()
	defer n.mu.Unlock()
	h.mu.Unlock() // not before: an older state must not be noted after a newer one
	if err == nil {
		n.dirty[h.name] = data
	}
}

// write writes what is noted.
func (n *notebook) write(ctx context.Context) error {
	n.writing <- struct{}{}
	defer func() { <-n.writing }()
	n.mu.Lock()
	hosts := n.dirty
	n.dirty = map[string][]byte{}
	n.mu.Unlock()
	if len(hosts) == 0 {
		return nil
	}
	timed, stop := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer stop()
	err := n.memory.Save(timed, hosts)
	if err != nil {
		n.again(hosts)
	}
	return err
}

// again notes what could not be written, where nothing newer is noted.
func (n *notebook) again(hosts map[string][]byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for name, data := range hosts {
		if _, newer := n.dirty[name]; !newer {
			n.dirty[name] = data
		}
	}
}

// Save writes what is remembered of every host that was asked, as it is now.
// Whoever gives the right to visit a broker back to other machines saves
// before, and visits with a new Crawler when it has the right again.
func (c *Crawler) Save(ctx context.Context) error {
	if c.notes.memory == nil {
		return nil
	}
	c.mu.Lock()
	hosts := slices.Collect(maps.Values(c.hosts))
	c.mu.Unlock()
	for _, h := range hosts {
		c.notes.mark(h)
	}
	return c.notes.write(ctx)
}
