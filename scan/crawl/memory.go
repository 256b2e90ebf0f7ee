package crawl

import (
	"context"
	"encoding/json"
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
// is forgotten: the day's count then begins anew.
func (n *notebook) recall(ctx context.Context, h *host, now time.Time) {
	h.recall.Do(func() {
		if n.memory == nil {
			return
		}
		data, err := n.memory.Load(context.WithoutCancel(ctx), h.name)
		var s state
		if err != nil || data == nil || json.Unmarshal(data, &s) != nil {
			return
		}
		s.Count, s.Faults = max(s.Count, 0), min(max(s.Faults, 0), 30)
		if s.Closed.Sub(now) > maxRest {
			s.Closed = now.Add(maxRest)
		}
		h.mu.Lock()
		h.state = s
		h.mu.Unlock()
		h.rules.recall(s.Robots, now)
	})
}

// keep remembers the host as it is now. A failure to write is not told: the
// journal stands in the same place and will fail as well.
func (n *notebook) keep(ctx context.Context, h *host) {
	if n.memory == nil {
		return
	}
	h.mu.Lock()
	data, err := json.Marshal(h.state)
	n.mu.Lock()
	h.mu.Unlock() // not before: an older state must not be noted after a newer one
	if err == nil {
		n.dirty[h.name] = data
	}
	n.mu.Unlock()
	n.writing <- struct{}{}
	defer func() { <-n.writing }()
	n.mu.Lock()
	hosts := n.dirty
	n.dirty = map[string][]byte{}
	n.mu.Unlock()
	if len(hosts) > 0 {
		_ = n.memory.Save(context.WithoutCancel(ctx), hosts)
	}
}
