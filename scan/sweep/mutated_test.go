package sweep_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/brokers/practice/hostile"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
)

// family is a practice site, and how its records and its sign that there is
// nobody are written.
type family struct{ id, records, sign string }

var families = []family{
	{"practice-cards", "div.results > div.card:not(.sponsored)", `<p class="none">We found no records for this name. Check the spelling or try another state.</p>`},
	{"practice-table", "table#listing > tbody > tr:not(.ad)", `<p class="empty">No listings match your search.</p>`},
	{"practice-paged", "ol.hits > li.hit", `<div class="zero-results"><h2>0 people</h2><p>Nobody by that name is in our index.</p></div>`},
	{"practice-profile", "section.people article[data-id]", `<h2>No results</h2>`},
	{"practice-claimer", "div.person-row", `<div class="nothing-found"><p>Nothing found for this name in this city.</p></div>`},
	{"practice-sister", "a.people-card", `<div class="people-empty">Nobody called that.</div>`},
	{"practice-absent", "ul.entries > li", `<p>Sorry, nobody of that name is in the directory of California.</p>`},
}

// besides are what changes from page to page on practice sites: names that
// others looked for.
const besides = "aside, .popular, .rail, .people-more, ul.near, table.layout + table.layout, table#listing ~ table, p.empty ~ table"

// mangler stands between a visitor and a practice site and damages pages.
type mangler struct {
	*httptest.Server
	to     string // host of the site
	broker *brokers.Broker

	mu     sync.Mutex
	mangle func(path, page string) string // nil: nothing
}

func newMangler(t *testing.T, b brokers.Broker) *mangler {
	m := &mangler{to: b.Domain}
	m.Server = httptest.NewServer(m)
	t.Cleanup(m.Close)
	d := *b.Search
	host := strings.TrimPrefix(m.URL, "http://")
	d.URL = brokers.Template(strings.ReplaceAll(string(d.URL), b.Domain, host))
	d.Profile = nil // what is on a list is the question here
	b.Domain, b.Search = host, &d
	m.broker = &b
	return m
}

func (m *mangler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	res, err := http.Get("http://" + m.to + r.URL.RequestURI())
	if err != nil {
		http.Error(w, "away", http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	m.mu.Lock()
	mangle := m.mangle
	m.mu.Unlock()
	if mangle != nil && r.URL.Path != "/robots.txt" {
		body = []byte(mangle(r.URL.RequestURI(), string(body)))
	}
	w.Header().Set("Content-Type", res.Header.Get("Content-Type"))
	w.WriteHeader(res.StatusCode)
	_, _ = w.Write(body)
}

func (m *mangler) set(f func(path, page string) string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mangle = f
}

// mangledWorld is a practice world behind manglers, with one crawler and the day's
// controls.
type mangledWorld struct {
	*practice.World
	sites    []*mangler // as families
	controls []*sweep.Control
	setup    sweep.Setup
	none     []string // pages for an invented name
	nobody   []string // its first part
}

func newMangledWorld(t *testing.T, seed uint64) *mangledWorld {
	t.Helper()
	sites, err := practice.Open(practice.NewWorld(seed, brokers.DateOf(noon)), practice.NewClock(noon).Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sites.Close() })
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test", Contact: "https://example.org", Timeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	w := &mangledWorld{World: sites.World(), setup: sweep.Setup{Crawler: c, Now: func() time.Time { return noon }}}
	for _, f := range families {
		for _, b := range sites.Brokers() {
			if b.ID != f.id {
				continue
			}
			m := newMangler(t, b)
			last := ""
			m.set(func(_, page string) string { last = page; return page })
			control, err := sweep.Prove(context.Background(), m.broker, w.setup)
			if err != nil || control.State != scan.ControlWorked {
				t.Fatalf("%s: control %s (%s): %v", f.id, control.State, control.Why, err)
			}
			m.set(nil)
			w.sites, w.controls, w.none = append(w.sites, m), append(w.controls, &control), append(w.none, last)
			first, _ := sweep.Invented(m.broker.ID, brokers.DateOf(noon))
			w.nobody = append(w.nobody, first)
		}
	}
	return w
}

// look asks one site for a subject.
func (w *mangledWorld) look(t *testing.T, i int, s *scan.Subject) scan.Visit {
	t.Helper()
	var k sink
	task := sweep.Task{Broker: w.sites[i].broker, Clients: []sweep.Client{{Subject: s}}, Control: w.controls[i]}
	if err := sweep.Run(context.Background(), task, w.setup, &k); err != nil {
		t.Fatal(err)
	}
	return k.visits[0].Visit
}

// person is somebody of the world as a subject, or somebody else of that name.
func (w *mangledWorld) person(t *testing.T, r *rand.Rand, other bool) *scan.Subject {
	t.Helper()
	p := w.People[r.IntN(len(w.People))]
	place, born := p.Addresses[0], p.Born.Year
	if other {
		born += 40
		if born > 2005 {
			born = p.Born.Year - 40
		}
	}
	return subjectNamed(t, p.Name().First, p.Name().Last, place.City, place.State, born)
}

func subjectNamed(t *testing.T, first, last, city, state string, born int) *scan.Subject {
	t.Helper()
	text := fmt.Sprintf("id: me\nauthority: {kind: self}\nnames: [{first: %q, last: %q}]\nborn: %d\naddresses: [{city: %q, state: %s}]\n", first, last, born, city, state)
	s, err := scan.ParseSubject("subject.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// testSeed is the seed that the caller gives.
func testSeed(t *testing.T) uint64 {
	t.Helper()
	s := os.Getenv("WHOHASME_TEST_SEED")
	if s == "" {
		return 1
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatalf("WHOHASME_TEST_SEED: %v", err)
	}
	return n
}

// amount is how many pages a test damages or asks for: WHOHASME_TEST_PAGES, or
// what it says itself.
func amount(t *testing.T, n int) int {
	if s := os.Getenv("WHOHASME_TEST_PAGES"); s != "" {
		m, err := strconv.Atoi(s)
		if err != nil {
			t.Fatalf("WHOHASME_TEST_PAGES: %v", err)
		}
		return m
	}
	return n
}

// TestMutatedPages damages pages that list somebody, in many ways; none is
// ever proof that nobody is listed.
func TestMutatedPages(t *testing.T) {
	seed := testSeed(t)
	w := newMangledWorld(t, seed)
	r := rand.New(rand.NewPCG(seed, 41))
	count, outcomes, lies := 0, map[scan.Outcome]int{}, 0
	for total := amount(t, 1200); count < total; {
		i := r.IntN(len(w.sites))
		s := w.person(t, r, r.IntN(2) == 0)
		what, page := "", ""
		w.sites[i].set(func(path, whole string) string {
			v := hostile.Victim{HTML: whole, Records: families[i].records, Sign: families[i].sign, None: w.none[i], First: s.Names[0].First, Last: s.Names[0].Last, NoneFirst: w.nobody[i], Besides: besides}
			if !lists(v) {
				return whole
			}
			what, page = hostile.Mutate(r, v)
			return page
		})
		v := w.look(t, i, s)
		w.sites[i].set(nil)
		if what == "" {
			continue // nobody was listed
		}
		count++
		outcomes[v.Outcome]++
		if v.Outcome == scan.Absent {
			lies++
			t.Logf("%s: %s: absent (%s), asked for %s %s", families[i].id, what, v.Why, s.Names[0].First, s.Names[0].Last)
			if dir := os.Getenv("WHOHASME_TEST_KEEP"); dir != "" {
				_ = os.WriteFile(fmt.Sprintf("%s/%d-%s.html", dir, count, strings.ReplaceAll(what, " ", "_")), []byte(page), 0o600)
			}
		}
	}
	t.Logf("figure: issue 4: %d of %d mutated result pages called absent, wanted 0 (seed %d; outcomes %v)", lies, count, seed, outcomes)
	if lies > 0 {
		t.Errorf("%d of %d mutated result pages called absent", lies, count)
	}
}

// lists reports whether a page lists anybody.
func lists(v hostile.Victim) bool {
	return hostile.Count(v) > 0
}

// TestNothingFoundPages asks every family for people who are not there, and
// for others of a name that is; nearly all answers are proof.
func TestNothingFoundPages(t *testing.T) {
	seed := testSeed(t)
	w := newMangledWorld(t, seed)
	r := rand.New(rand.NewPCG(seed, 42))
	asked, absent, others := 0, 0, 0
	whys := map[string]int{}
	for total := amount(t, 500); asked < total; asked++ {
		i := asked % len(w.sites)
		first, last := sweep.Invented(strconv.Itoa(asked), brokers.DateOf(noon))
		if r.IntN(2) == 0 {
			p, q := w.People[r.IntN(len(w.People))], w.People[r.IntN(len(w.People))]
			first, last = p.Name().First, q.Name().Last+"sson"
		}
		at := w.People[r.IntN(len(w.People))].Addresses[0]
		v := w.look(t, i, subjectNamed(t, first, last, at.City, at.State, 1930+r.IntN(70)))
		if v.Outcome == scan.Absent {
			absent++
		} else {
			whys[families[i].id+": "+v.Outcome.String()+": "+v.Why]++
		}
	}
	t.Logf("figure: issue 4: %d of %d undamaged nothing-found pages called absent (%.1f %%)", absent, asked, 100*float64(absent)/float64(asked))
	if absent*100 < asked*99 {
		t.Errorf("too few: %v", whys)
	}
	// Whole lists of other people prove as much, where nothing on them may be
	// the subject's.
	whys = map[string]int{}
	lists, proofs := 0, 0
	for try := 0; try < 4*amount(t, 500) && lists < amount(t, 500); try++ {
		i := try % len(w.sites)
		v := w.look(t, i, w.person(t, r, true))
		if v.Others == 0 || v.Outcome == scan.Found || v.Outcome == scan.Maybe || v.Outcome == scan.UnknownOutcome {
			continue
		}
		lists++
		others += v.Others
		if v.Outcome == scan.Absent {
			proofs++
		} else {
			whys[families[i].id+": "+v.Outcome.String()+": "+v.Why]++
		}
	}
	t.Logf("figure: issue 4: %d of %d whole lists of %d other people called absent (%.1f %%)", proofs, lists, others, 100*float64(proofs)/float64(max(lists, 1)))
	if proofs*100 < lists*98 {
		t.Errorf("too few: %v", whys)
	}
}
