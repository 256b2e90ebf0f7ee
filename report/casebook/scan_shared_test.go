package casebook_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
	"github.com/whohasme/whohasme/scan/worker"
)

// machines are offices on one vault in a database, as on one machine each.
func machines(t *testing.T, n int, files ...string) (list []*office, database string) {
	t.Helper()
	t.Parallel()
	dsn := pgtest.Shared(t).Database(t)
	address, err := url.Parse(dsn)
	ok(t, err)
	return seats(t, dsn, n, files...), strings.Trim(address.Path, "/")
}

// seats are offices on one vault, each of which has opened it by itself.
func seats(t *testing.T, where string, n int, files ...string) (list []*office) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	ok(t, err)
	law, err := statute.Load()
	ok(t, err)
	open := vault.Create
	for range n {
		v, err := open(t.Context(), where, vault.Unlock{Identities: []age.Identity{id}})
		ok(t, err)
		t.Cleanup(func() { ok(t, v.Close()) })
		o := &office{t: t, now: noon}
		o.Casebook = &casebook.Casebook{Vault: v, Catalogue: catalogue(t, files...), Statutes: law, Now: o.clock, Crawler: leased}
		list, open = append(list, o), vault.Open
	}
	return list
}

func leased(v *vault.Vault, after time.Time) (*crawl.Crawler, error) {
	return crawl.New(crawl.Options{AllowLoopback: true, Version: "test", Timeout: 20 * time.Second, Memory: worker.Hosts(v), After: after})
}

// scanQuietly scans without a look at the journal for each visit.
func (o *office) scanQuietly(ctx context.Context, s casebook.Scope) (casebook.Summary, error) {
	c, err := crawl.New(crawl.Options{Version: "test"})
	if err != nil {
		return casebook.Summary{}, err
	}
	defer c.Close()
	return o.Scan(ctx, s, sweep.Setup{Crawler: c, Now: o.Now}, false, silent{})
}

type silent struct{}

func (silent) Begin(int)        {}
func (silent) Visit(scan.Visit) {}

// While another machine has a broker, that one is left to it and the others are
// visited.
func TestScanLeavesBrokerToOther(t *testing.T) {
	a, b := serve(t, "a"), serve(t, "b")
	m, _ := machines(t, 2, files(a, b)...)
	m[0].add("c1", mandateFile)
	h := worker.Holder{Vault: m[1].Vault, Crawler: func(after time.Time) (*crawl.Crawler, error) { return leased(m[1].Vault, after) }}
	err := h.Under(t.Context(), "a", func(ctx context.Context, _ *worker.Holding) error {
		_, sum, err := m[0].scan(ctx, casebook.Scope{}, false, nil)
		if err != nil || len(sum.Made) != 1 || sum.Made[0].Broker != "b" || !slices.Equal(sum.Elsewhere, []string{"a"}) || len(sum.Fresh) > 0 {
			t.Errorf("beside another machine: %+v, %v", sum, err)
		}
		_, sum, err = m[0].scan(ctx, casebook.Scope{Brokers: []string{"a"}}, false, nil)
		if err != nil || !sum.Nobody() || !slices.Equal(sum.Elsewhere, []string{"a"}) {
			t.Errorf("where it is the only one: %+v, %v", sum, err)
		}
		return nil
	})
	ok(t, err)
	if a.asked.Load() != 0 {
		t.Errorf("a was asked %d times while another machine had it", a.asked.Load())
	}
	_, sum, err := m[0].scan(t.Context(), casebook.Scope{}, false, nil)
	if err != nil || len(sum.Made) != 1 || sum.Made[0].Broker != "a" || len(sum.Elsewhere) > 0 || len(sum.Fresh) != 1 || b.asked.Load() != 1 {
		t.Errorf("afterwards: %+v, %v", sum, err)
	}
	if held, err := m[0].Vault.Leases(t.Context(), "broker/"); err != nil || len(held) != 2 || held[0].Left > 0 || held[1].Left > 0 {
		t.Errorf("leases: %+v, %v", held, err)
	}
}

// Of two scans at the same time one visits, and the other says so.
func TestScansOfTwoMachines(t *testing.T) {
	slow := serve(t, "slow")
	slow.hold = make(chan struct{})
	m, _ := machines(t, 2, slow.file)
	m[0].add("c1", mandateFile)
	m[0].add("c2", mandateFile)
	var first sync.WaitGroup
	first.Go(func() {
		if sum, err := m[0].scanQuietly(t.Context(), casebook.Scope{}); err != nil || len(sum.Made) != 2 {
			t.Errorf("the first scan: %+v, %v", sum, err)
		}
	})
	<-slow.there
	sum, err := m[1].scanQuietly(t.Context(), casebook.Scope{})
	if err != nil || len(sum.Made) > 0 || !slices.Equal(sum.Elsewhere, []string{"slow"}) {
		t.Errorf("the second scan: %+v, %v", sum, err)
	}
	close(slow.hold)
	first.Wait()
	if n := m[1].events("c1", scan.VisitMade) + m[1].events("c2", scan.VisitMade); n != 2 || slow.asked.Load() != 2 {
		t.Errorf("%d visits, asked %d times; want two", n, slow.asked.Load())
	}
}

// crowded is a site that notes how many requests it has at the same time.
type crowded struct {
	site http.Handler
	here atomic.Int32
	most atomic.Int32
}

func (c *crowded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := c.here.Add(1)
	defer c.here.Add(-1)
	for m := c.most.Load(); n > m && !c.most.CompareAndSwap(m, n); m = c.most.Load() {
	}
	c.site.ServeHTTP(w, r)
}

// Machines that scan side by side until nothing is left never ask one broker at
// the same time, and make every visit once.
func TestScansOfManyMachines(t *testing.T) {
	var sites []*site
	var crowds []*crowded
	for _, id := range []string{"a", "b", "c"} {
		s := serve(t, id)
		s.there = make(chan struct{}, 999)
		c := &crowded{site: s}
		srv := httptest.NewServer(c)
		t.Cleanup(srv.Close)
		old, _, _ := strings.Cut(s.file[strings.Index(s.file, "domain: ")+len("domain: "):], "\n")
		s.file = strings.ReplaceAll(s.file, old, strings.TrimPrefix(srv.URL, "http://"))
		sites, crowds = append(sites, s), append(crowds, c)
	}
	m, _ := machines(t, 4, files(sites...)...)
	subjects := []string{"c1", "c2", "c3", "c4"}
	for _, id := range subjects {
		m[0].add(id, mandateFile)
	}
	var made, putOff atomic.Int32
	var all sync.WaitGroup
	for _, o := range m {
		all.Go(func() {
			for {
				sum, err := o.scanQuietly(t.Context(), casebook.Scope{})
				if err != nil {
					t.Error(err)
					return
				}
				made.Add(int32(len(sum.Made)))
				putOff.Add(int32(len(sum.Elsewhere)))
				if len(sum.Elsewhere) == 0 {
					if len(sum.Fresh)+len(sum.Made) != len(sites)*len(subjects) {
						t.Errorf("a machine is done with %d made and %d fresh", len(sum.Made), len(sum.Fresh))
					}
					return
				}
			}
		})
	}
	all.Wait()
	t.Logf("%d visits, %d times a broker was another machine's", made.Load(), putOff.Load())
	if int(made.Load()) != len(sites)*len(subjects) {
		t.Errorf("%d visits were made, want %d", made.Load(), len(sites)*len(subjects))
	}
	for i, s := range sites {
		if crowds[i].most.Load() != 1 || int(s.asked.Load()) != len(subjects) {
			t.Errorf("%s: %d requests at the same time, asked for %d subjects", s.id, crowds[i].most.Load(), s.asked.Load())
		}
	}
	for _, id := range subjects {
		if n := m[0].events(id, scan.VisitMade); n != len(sites) {
			t.Errorf("%d visits of %s in the journal, want %d", n, id, len(sites))
		}
	}
	if n := m[0].events("", scan.ControlMade); n != len(sites) {
		t.Errorf("%d controls, want one a broker", n)
	}
	if damage, err := m[0].Vault.Verify(t.Context()); err != nil || len(damage) > 0 {
		t.Errorf("the vault: %v, %v", damage, err)
	}
}

// A scan whose lease was taken from it asks no more, and keeps nothing of the
// visit that was under way.
func TestScanLosesLease(t *testing.T) {
	slow := serve(t, "slow")
	slow.hold = make(chan struct{})
	m, database := machines(t, 1, slow.file)
	m[0].add("c1", mandateFile)
	m[0].add("c2", mandateFile)
	var first sync.WaitGroup
	first.Go(func() {
		sum, err := m[0].scanQuietly(t.Context(), casebook.Scope{})
		if err != nil || len(sum.Made) > 0 || !slices.Equal(sum.Elsewhere, []string{"slow"}) {
			t.Errorf("got %+v, %v", sum, err)
		}
	})
	<-slow.there
	pgtest.Shared(t).Exec(t, database, `UPDATE whohasme.leases SET token = token + 1, holder = 'another'`)
	close(slow.hold)
	first.Wait()
	if n := m[0].events("c1", scan.VisitMade) + m[0].events("c2", scan.VisitMade); n != 0 || slow.asked.Load() != 1 {
		t.Errorf("%d visits are kept, asked %d times", n, slow.asked.Load())
	}
}
