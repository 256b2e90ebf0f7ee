package worker

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/vault"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// site is a broker's host that notes when it was asked.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	times []time.Time
	delay time.Duration
}

func newSite(t *testing.T) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.times = append(s.times, time.Now())
		delay := s.delay
		s.mu.Unlock()
		select {
		case <-time.After(delay):
		case <-r.Context().Done():
		}
		_, _ = w.Write([]byte("<p>nobody</p>"))
	}))
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	return s
}

func (s *site) asked() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]time.Time(nil), s.times...)
}

func (s *site) broker(pace time.Duration) *brokers.Broker {
	host := strings.TrimPrefix(s.URL, "http://")
	return &brokers.Broker{ID: "example", Domain: host, Search: &brokers.Definition{
		URL: brokers.Template(s.URL + "/{last}"), Way: brokers.Fetch, Pace: brokers.Pace{Set: true, Value: pace},
	}}
}

// get asks the site for one page.
func (s *site) get(ctx context.Context, h *Holding, b *brokers.Broker) error {
	u, err := url.Parse(s.URL + "/x")
	if err != nil {
		return err
	}
	_, err = h.Crawler.Visit(b).Get(ctx, u)
	return err
}

func holder(v *vault.Vault, ttl time.Duration) Holder {
	return Holder{Vault: v, TTL: ttl, Crawler: func(after time.Time) (*crawl.Crawler, error) {
		return crawl.New(crawl.Options{AllowLoopback: true, Version: "test", Now: time.Now, Memory: Hosts(v), After: after})
	}}
}

// One has a broker at a time, and whoever has it next keeps the pace after the
// last request of the one before.
func TestOneAtATime(t *testing.T) {
	t.Parallel()
	const pace = 300 * time.Millisecond
	v, s := sharedVault(t), newSite(t)
	b := s.broker(pace)
	h := holder(v, 10*time.Second)
	for range 3 {
		err := h.Under(t.Context(), b.ID, func(ctx context.Context, held *Holding) error {
			if err := h.Under(ctx, b.ID, nil); !errors.Is(err, vault.ErrTaken) {
				t.Errorf("a second one: %v", err)
			}
			return s.get(ctx, held, b)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	asked := s.asked()
	if len(asked) != 6 { // robots.txt and the page, three times
		t.Errorf("%d requests", len(asked))
	}
	for i := 1; i < len(asked); i++ {
		if gap := asked[i].Sub(asked[i-1]); gap < pace {
			t.Errorf("request %d came after %v", i+1, gap)
		}
	}
}

// While the database does not answer, requests go on as long as the lease holds
// by our own clock, and none goes out later; one under way is broken off.
func TestLeaseEndsWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	const ttl = 6 * time.Second
	db := pgtest.Start(t)
	v, s := newVault(t, db.Database(t)), newSite(t)
	b := s.broker(20 * time.Millisecond)
	var stopped time.Time
	err := holder(v, ttl).Under(t.Context(), b.ID, func(ctx context.Context, held *Holding) error {
		for range 3 {
			if err := s.get(ctx, held, b); err != nil {
				return err
			}
		}
		db.Stop()
		stopped = time.Now()
		for {
			if len(s.asked()) == 5 {
				s.mu.Lock()
				s.delay = time.Minute // the request that is under way when the lease ends
				s.mu.Unlock()
			}
			if err := s.get(ctx, held, b); err != nil {
				return err
			}
		}
	})
	if !errors.Is(err, vault.ErrLeaseLost) {
		t.Error(err)
	}
	if took := time.Since(stopped); took > ttl {
		t.Errorf("the lease was thought to be held for %v after the database was stopped, its time is %v", took, ttl)
	}
	n := len(s.asked())
	if n < 6 { // one after the database was stopped is answered, and one is not
		t.Errorf("%d requests: the lease was lost with the database", n)
	}
	if err := db.Run(); err != nil {
		t.Fatal(err)
	}
	if len(s.asked()) != n {
		t.Error("asked after the lease was lost")
	}
}

// What is appended while the database is restarted, in immediate mode, is in the
// journal once.
func TestAppendSurvivesRestarts(t *testing.T) {
	t.Parallel()
	db := pgtest.Start(t)
	v := newVault(t, db.Database(t))
	ctx := t.Context()
	if err := v.AddSubject(ctx, "someone"); err != nil {
		t.Fatal(err)
	}
	restarts := 3
	err := holder(v, 20*time.Second).Under(ctx, "example", func(ctx context.Context, held *Holding) error {
		stop := make(chan struct{})
		var beside sync.WaitGroup
		beside.Go(func() {
			defer close(stop)
			for range restarts {
				if err := sleep(ctx, 300*time.Millisecond); err != nil {
					return
				}
				if err := db.Restart(); err != nil {
					t.Error(err)
				}
			}
		})
		defer beside.Wait()
		for i := 0; ; i++ {
			e := vault.Envelope{Kind: scan.VisitMade, Subject: "someone", Broker: "example", At: time.Now(), Payload: fmt.Append(nil, i)}
			if err := held.Append(ctx, e); err != nil {
				return fmt.Errorf("event %d: %w", i, err)
			}
			select {
			case <-stop:
				t.Logf("%d events over %d restarts", i+1, restarts)
				return nil
			default:
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for e, err := range v.Events(ctx, "someone", scan.VisitMade) {
		if err != nil {
			t.Fatal(err)
		}
		if string(e.Payload) != fmt.Sprint(i) {
			t.Fatalf("event %d is %s", i, e.Payload)
		}
		i++
	}
	if damage, err := v.Verify(ctx); err != nil || len(damage) > 0 {
		t.Errorf("verify: %v %v", damage, err)
	}
}
