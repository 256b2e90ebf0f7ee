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

// TestMakespan sweeps 60 imitation brokers on loopback beside one another, in
// real time: each is asked for robots.txt, two controls and one to six pages,
// at a pace of its own. All of it may take no longer than the slowest broker's
// waits, but for a twentieth.
func TestMakespan(t *testing.T) {
	const sites = 60
	slowest := 400 * time.Millisecond
	if testing.Short() {
		slowest /= 4
	}
	seed := uint64(7)
	if n, err := strconv.ParseUint(os.Getenv("WHOHASME_TEST_SEED"), 10, 64); err == nil {
		seed = n
	}
	r := rand.New(rand.NewPCG(seed, 4))
	list, asked := make([]*brokers.Broker, sites), 0
	for i := range list {
		pages := 1 + r.IntN(6)
		asked += pages
		list[i] = pagedSite(pages).broker(t)
		list[i].ID = fmt.Sprintf("site-%d", i)
		list[i].Search.Complete.Pages = 6
		list[i].Search.Pace = brokers.Pace{Set: true, Value: slowest/4 + time.Duration(r.Int64N(int64(slowest*3/4)))}
	}
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test", Jitter: rand.Float64, Wait: func(ctx context.Context, d time.Duration) error {
		ctx.Value(waitedKey{}).(*waited).total.Add(int64(d))
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
	waits := make([]waited, sites)
	sinks := make([]sink, sites)
	var wg sync.WaitGroup
	begin := time.Now()
	for i, b := range list {
		wg.Go(func() {
			ctx := context.WithValue(context.Background(), waitedKey{}, &waits[i])
			task := sweep.Task{Broker: b, Clients: []sweep.Client{{Subject: subject(t)}}}
			if err := sweep.Run(ctx, task, sweep.Setup{Crawler: c, Now: func() time.Time { return noon }}, &sinks[i]); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	took := time.Since(begin)
	var bound, all time.Duration
	for i := range list {
		bound, all = max(bound, time.Duration(waits[i].total.Load())), all+time.Duration(waits[i].total.Load())
		if v := sinks[i].visits[0].Visit; v.Outcome != scan.Absent {
			t.Errorf("%s: %s (%s)", list[i].ID, v.Outcome, v.Why)
		}
	}
	over := took.Seconds() / bound.Seconds()
	t.Logf("figure: issue 4, point 3a: %d sites with %d pages of lists, robots.txt and controls besides: %.2f s, %.3f times the slowest site's own waits of %.2f s (real time, paces up to %v; one after the other %.0f s)",
		sites, asked, took.Seconds(), over, bound.Seconds(), slowest, all.Seconds())
	if over > 2 && !raced { // on a machine that others keep busy it may take longer than is wanted
		t.Errorf("%.2f times the slowest site's waits", over)
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
