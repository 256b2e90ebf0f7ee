package sweep_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
)

// waited is how long the visits to one broker have had to wait, by its pace and
// the jitter that was drawn: no visitor can be quicker there.
type waited struct{ total atomic.Int64 }

type waitedKey struct{}

// makespan is 60 imitation brokers on loopback, each asked for robots.txt, two
// controls and one to six pages.
type makespan struct {
	list  []*brokers.Broker
	pages int // of lists
}

// span is what one run of all has taken.
type span struct {
	took, bound, all time.Duration // by the clock; the longest waits of one broker; those of all together
	peak             int           // brokers that waited at one moment
}

func newMakespan(t *testing.T, seed uint64, slowest time.Duration) *makespan {
	r := rand.New(rand.NewPCG(seed, 4))
	m := &makespan{list: make([]*brokers.Broker, 60)}
	for i := range m.list {
		pages := 1 + r.IntN(6)
		m.pages += pages
		b := pagedSite(pages).broker(t)
		b.ID = fmt.Sprintf("site-%d", i)
		b.Search.Complete.Pages = 6
		b.Search.Pace = brokers.Pace{Set: true, Value: slowest/4 + time.Duration(r.Int64N(int64(slowest*3/4)))}
		m.list[i] = b
	}
	return m
}

// run sweeps all of them beside one another, in real time, or without waiting.
func (m *makespan) run(t *testing.T, wait bool) (s span) {
	var waiting, peak atomic.Int64
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test", Jitter: rand.Float64, Wait: func(ctx context.Context, d time.Duration) error {
		if !wait {
			return ctx.Err()
		}
		ctx.Value(waitedKey{}).(*waited).total.Add(int64(d))
		for n := waiting.Add(1); ; {
			if was := peak.Load(); was >= n || peak.CompareAndSwap(was, n) {
				break
			}
		}
		defer waiting.Add(-1)
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	waits, sinks := make([]waited, len(m.list)), make([]sink, len(m.list))
	var wg sync.WaitGroup
	begin := time.Now()
	for i, b := range m.list {
		wg.Go(func() {
			ctx := context.WithValue(context.Background(), waitedKey{}, &waits[i])
			task := sweep.Task{Broker: b, Clients: []sweep.Client{{Subject: subject(t)}}}
			if err := sweep.Run(ctx, task, sweep.Setup{Crawler: c, Now: func() time.Time { return noon }}, &sinks[i]); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	s.took, s.peak = time.Since(begin), int(peak.Load())
	for i := range m.list {
		w := time.Duration(waits[i].total.Load())
		s.bound, s.all = max(s.bound, w), s.all+w
		if v := sinks[i].visits[0].Visit; v.Outcome != scan.Absent {
			t.Errorf("%s: %s (%s)", m.list[i].ID, v.Outcome, v.Why)
		}
	}
	return s
}

// TestMakespan: all brokers together may take no longer than the slowest one's
// waits, but for a twentieth and for what the machine itself needs, which is
// measured before and after by the same visits without waits: another machine,
// or one that others keep busy, needs more. What holds on every machine is that
// all wait at the same time.
func TestMakespan(t *testing.T) {
	slowest := 400 * time.Millisecond
	if testing.Short() {
		slowest /= 4
	}
	seed := uint64(7)
	if n, err := strconv.ParseUint(os.Getenv("WHOHASME_TEST_SEED"), 10, 64); err == nil {
		seed = n
	}
	m := newMakespan(t, seed, slowest)
	work := m.run(t, false).took
	s := m.run(t, true)
	work = max(work, m.run(t, false).took)
	over := s.took.Seconds() / s.bound.Seconds()
	t.Logf("figure: issue 4, point 3a: %d sites with %d pages of lists, robots.txt and controls besides: %.2f s, %.3f times the slowest site's own waits of %.2f s (real time, paces up to %v; one after the other %.0f s; without waits %.2f s; up to %d waiting at a time)",
		len(m.list), m.pages, s.took.Seconds(), over, s.bound.Seconds(), slowest, s.all.Seconds(), work.Seconds(), s.peak)
	if s.peak < len(m.list)*9/10 {
		t.Errorf("at most %d of %d sites waited at a time", s.peak, len(m.list))
	}
	if limit := s.bound + s.bound/20 + 2*work; s.took > limit && !raced {
		t.Errorf("%v, %.2f times the slowest site's waits; the machine needs %v without them", s.took, over, work)
	}
}

// pagedSite lists other people only, on so many pages.
func pagedSite(pages int) *site {
	return &site{search: honest(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("page"))
		n = max(n, 1)
		next := ""
		if n < pages {
			next = fmt.Sprintf(`<a rel="next" href="?page=%d">next</a>`, n+1)
		}
		page(w, card("Wilhelmina Ada Quackenbos", fmt.Sprint(70+n), "Boston, MA", fmt.Sprintf("/p/%d", n)), next)
	})}
}
