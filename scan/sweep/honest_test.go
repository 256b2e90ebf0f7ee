package sweep_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice/hostile"
	sites "github.com/whohasme/whohasme/brokers/practice/hostile/honest"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/sweep"
)

// honestSite is one imagined site on loopback, and a hand that damages its
// pages.
type honestSite struct {
	*sites.Site
	broker  *brokers.Broker
	control *sweep.Control
	setup   sweep.Setup

	mu     sync.Mutex
	mangle func(string) string
}

func (s *honestSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := httptest.NewRecorder()
	s.Site.ServeHTTP(rec, r)
	page := rec.Body.String()
	s.mu.Lock()
	mangle := s.mangle
	s.mu.Unlock()
	if mangle != nil && rec.Code == http.StatusOK {
		page = mangle(page)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(rec.Code)
	_, _ = w.Write([]byte(page))
}

func openHonest(t *testing.T, seed uint64) []*honestSite {
	t.Helper()
	drawn, err := sites.Sites(seed)
	if err != nil {
		t.Fatal(err)
	}
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test", Contact: "https://example.org", Timeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	var list []*honestSite
	for _, one := range drawn {
		s := &honestSite{Site: one, setup: sweep.Setup{Crawler: c, Now: func() time.Time { return noon }}}
		srv := httptest.NewServer(s)
		t.Cleanup(srv.Close)
		if s.broker, err = one.Broker(strings.TrimPrefix(srv.URL, "http://")); err != nil {
			t.Fatal(err)
		}
		control, err := sweep.Prove(context.Background(), s.broker, s.setup)
		if err != nil || control.State != scan.ControlWorked {
			t.Fatalf("%s: control %s (%s): %v", s.ID, control.State, control.Why, err)
		}
		s.control = &control
		list = append(list, s)
	}
	return list
}

func (s *honestSite) look(t *testing.T, who *scan.Subject, mangle func(string) string) scan.Visit {
	t.Helper()
	s.mu.Lock()
	s.mangle = mangle
	s.mu.Unlock()
	var k sink
	task := sweep.Task{Broker: s.broker, Clients: []sweep.Client{{Subject: who}}, Control: s.control}
	if err := sweep.Run(context.Background(), task, s.setup, &k); err != nil {
		t.Fatal(err)
	}
	return k.visits[0].Visit
}

// sign is the element by which a site says that there is nobody.
func (s *honestSite) sign(t *testing.T, page string) string {
	t.Helper()
	r, err := extract.Compile(s.broker.Search)
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Read(page, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, n := range r.Marks(got).Signs {
		_ = html.Render(&b, n)
		return b.String()
	}
	return "<p>No results found</p>"
}

var sought = []string{"Ada", "Hector", "Petra", "Yusuf", "Odalys"}

// TestHonestSites asks imagined sites of many designs for people who are not
// listed, and for others of a name that is.
func TestHonestSites(t *testing.T) {
	seed := testSeed(t)
	r := rand.New(rand.NewPCG(seed, 43))
	nobody, lists := tally{}, tally{}
	for _, s := range openHonest(t, seed) {
		for i := range 12 {
			first, last := sweep.Invented(fmt.Sprint(s.ID, i), brokers.DateOf(noon))
			if i%2 == 0 {
				first, last = sought[r.IntN(len(sought))], last[:3]+"ingham"
			}
			nobody.add(s.ID, s.look(t, subjectNamed(t, first, last, "Austin", "TX", 1930), nil))
		}
		for _, last := range sites.Lasts() {
			lists.add(s.ID, s.look(t, subjectNamed(t, sought[r.IntN(len(sought))], last, "Austin", "TX", 1930), nil))
		}
	}
	t.Logf("figure: issue 4: %d of %d nothing-found pages of imagined sites called absent (%.1f %%)", nobody.absent, nobody.all, nobody.share())
	t.Logf("figure: issue 4: %d of %d whole lists of others on imagined sites called absent (%.1f %%)", lists.absent, lists.all, lists.share())
	// 99 of 100 are wanted, and most seeds give that; a floor has to hold for all.
	if nobody.share() < 96 || lists.share() < 97 {
		t.Errorf("too few: %v %v", nobody.whys, lists.whys)
	}
}

type tally struct {
	all, absent int
	whys        map[string]int
}

func (a *tally) add(id string, v scan.Visit) {
	if a.all++; v.Outcome == scan.Absent {
		a.absent++
		return
	}
	if a.whys == nil {
		a.whys = map[string]int{}
	}
	a.whys[id+": "+v.Outcome.String()+": "+v.Why]++
}

func (a *tally) share() float64 { return 100 * float64(a.absent) / float64(max(a.all, 1)) }

// TestMutatedHonestSites damages the lists of imagined sites.
func TestMutatedHonestSites(t *testing.T) {
	seed := testSeed(t)
	r := rand.New(rand.NewPCG(seed, 44))
	open := openHonest(t, seed)
	lies, count, lasts := 0, 0, sites.Lasts()
	outcomes := map[scan.Outcome]int{}
	for total := amount(t, 1000); count < total; {
		s := open[r.IntN(len(open))]
		first, last := sought[r.IntN(len(sought))], lasts[r.IntN(len(lasts))]
		born := 1930
		if r.IntN(2) == 0 {
			born = 1990
		}
		none, err := s.Page("Blabinth", "Trundrask", "tx")
		if err != nil {
			t.Fatal(err)
		}
		sign := s.sign(t, none)
		what, page := "", ""
		v := s.look(t, subjectNamed(t, first, last, "Austin", "TX", born), func(whole string) string {
			victim := hostile.Victim{HTML: whole, Records: s.Records(), Sign: sign, None: none, Besides: sites.Besides, First: first, Last: last, NoneFirst: "Blabinth"}
			if !lists(victim) {
				return whole
			}
			what, page = hostile.Mutate(r, victim)
			return page
		})
		if what == "" {
			t.Fatalf("%s: nobody is listed", s.ID)
		}
		count++
		outcomes[v.Outcome]++
		if v.Outcome == scan.Absent {
			lies++
			t.Logf("%s: %s: absent (%s)", s.ID, what, v.Why)
			if dir := os.Getenv("WHOHASME_TEST_KEEP"); dir != "" {
				_ = os.WriteFile(fmt.Sprintf("%s/%s-%d-%s.html", dir, s.ID, count, strings.ReplaceAll(what, " ", "_")), []byte(page), 0o600)
			}
		}
	}
	t.Logf("figure: issue 4: %d of %d mutated pages of imagined sites called absent, wanted 0 (seed %d; outcomes %v)", lies, count, seed, outcomes)
	// None is wanted; one in some four thousand is known to be, where a page was
	// spliced within an advertisement or cut there and closed again.
	if lies*300 > count {
		t.Errorf("%d of %d mutated pages called absent", lies, count)
	}
}
