package gallery_test

import (
	"html"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/brokers/practice/gallery"
)

func seed(t *testing.T) uint64 {
	t.Helper()
	if s := os.Getenv("WHOHASME_TEST_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatalf("WHOHASME_TEST_SEED: %v", err)
		}
		return n
	}
	return 7
}

func world(n uint64) *practice.World {
	return practice.NewWorld(n, brokers.DateOf(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)))
}

func sites(t *testing.T, each int) []*gallery.Site {
	t.Helper()
	list, err := gallery.Draw(seed(t), each, world(seed(t)))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestFamilies(t *testing.T) {
	list, err := gallery.Families()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 24 {
		t.Errorf("%d families, want at least 24", len(list))
	}
	for _, s := range sites(t, 4) {
		t.Run(s.Name, func(t *testing.T) {
			for _, p := range s.Pages {
				shows(t, p)
			}
		})
	}
}

// shows proves that what a page is said to show stands on it.
func shows(t *testing.T, p gallery.Page) {
	t.Helper()
	text := strings.ToLower(html.UnescapeString(strings.ReplaceAll(p.HTML, "<!-- -->", "")))
	text = strings.NewReplacer(`\u0027`, "'", `\u0026`, "&", `\u002b`, "+").Replace(text)
	has := func(field, value string) {
		if !strings.Contains(text, strings.ToLower(value)) {
			t.Errorf("%s page: %s %q does not stand on it", p.Kind, field, value)
		}
	}
	if p.First == "" || p.Last == "" || p.URL == "" {
		t.Errorf("%s page: nobody was asked for", p.Kind)
	}
	if (p.Kind == gallery.Nobody) != (len(p.Records) == 0) {
		t.Errorf("%s page with %d records", p.Kind, len(p.Records))
	}
	for _, r := range p.Records {
		has("name", r.Name)
		for _, v := range r.Aliases {
			has("alias", v)
		}
		for _, v := range r.Relatives {
			has("relative", v)
		}
		for _, a := range r.Addresses {
			has("city", a.City)
			has("street", a.Street)
			has("zip", a.Zip)
		}
		for _, v := range r.Emails {
			has("email", v)
		}
		for _, v := range r.Phones {
			has("phone", v[len(v)-4:])
		}
		if len(r.Born) >= 4 {
			has("born", r.Born[:4])
		}
	}
}

// TestEverythingOccurs holds the gallery against becoming easy.
func TestEverythingOccurs(t *testing.T) {
	seen := map[string]int{}
	pages := 0
	for _, s := range sites(t, 24) {
		for _, p := range s.Pages {
			pages++
			seen[string(p.Kind)]++
			for _, r := range p.Records {
				tally(seen, r, p)
			}
		}
	}
	t.Logf("%d pages: %v", pages, seen)
	for _, k := range []string{"list", "nobody", "profile", "one record", "age", "age band", "no age", "born", "addresses", "no addresses", "street", "aliases", "relatives", "phones", "emails", "script", "name alone", "another name", "capitals"} {
		if seen[k] == 0 {
			t.Errorf("no page has: %s", k)
		}
	}
}

func tally(seen map[string]int, r gallery.Shown, p gallery.Page) {
	for _, f := range r.Fields() {
		seen[f]++
	}
	for k, yes := range map[string]bool{
		"one record": len(p.Records) == 1, "age band": r.High > r.Low, "no age": r.High == 0, "no addresses": len(r.Addresses) == 0,
		"street": len(r.Addresses) > 0 && r.Addresses[0].Street != "", "script": brokers.ASCII(r.Name) != r.Name,
		"name alone": len(r.Fields()) == 1, "another name": !strings.Contains(r.Name, p.Last), "capitals": strings.ToUpper(r.Name) == r.Name && strings.ToLower(r.Name) != r.Name,
	} {
		if yes {
			seen[k]++
		}
	}
}

func TestSameSeedSamePages(t *testing.T) {
	a, b := sites(t, 1), sites(t, 1)
	for i := range a {
		for j := range a[i].Pages {
			if a[i].Pages[j].HTML != b[i].Pages[j].HTML {
				t.Errorf("%s: page %d differs between two draws of one seed", a[i].Name, j)
			}
		}
	}
}

func TestNegatives(t *testing.T) {
	list, err := gallery.Negatives(seed(t), world(seed(t)))
	if err != nil {
		t.Fatal(err)
	}
	again, err := gallery.Negatives(seed(t), world(seed(t)))
	if err != nil || !slices.Equal(list, again) {
		t.Errorf("two draws of one seed differ: %v", err)
	}
	kinds, bear, seen := map[string]bool{}, 0, map[string]bool{}
	for _, n := range list {
		kinds[n.Kind] = true
		if n.Bears {
			bear++
		}
		if seen[n.HTML] {
			t.Errorf("%s, %s: the same page twice", n.Kind, n.Markup)
		}
		seen[n.HTML] = n.Markup != "by hand"
	}
	t.Logf("%d pages of %d kinds, %d with the name looked for", len(list), len(kinds), bear)
	if len(list) < 200 || len(kinds) < 40 || bear < len(list)/2 {
		t.Error("want at least 200 pages of 40 kinds, half of them with the name looked for")
	}
}

// TestRedesigns: each takes something from the definition, and nothing from
// what the page shows.
func TestRedesigns(t *testing.T) {
	used, lost := map[string]int{}, map[string]int{}
	made, none := 0, map[string]int{}
	r := rand.New(rand.NewPCG(seed(t), 5))
	for _, s := range sites(t, 1) {
		for _, p := range s.Pages {
			if len(p.Records) == 0 || !s.Selects() {
				continue
			}
			for range 5 {
				d, ok, err := gallery.Redesigned(r, p, s.Broker.Search)
				if err != nil {
					t.Fatal(err)
				}
				if !ok {
					none[s.Name+" "+string(p.Kind)]++
					continue
				}
				made++
				used[d.Name]++
				for _, l := range d.Lost {
					lost[l]++
				}
				if len(d.Lost) == 0 || d.HTML == p.HTML {
					t.Errorf("%s: %s takes nothing away", s.Name, d.Name)
				}
				shows(t, d.Page)
			}
		}
	}
	t.Logf("%d redesigns; none for %v; lost %v", made, none, lost)
	for k, n := range used {
		t.Logf("%4d %s", n, k)
	}
	for _, c := range gallery.Changes() {
		if used[c] == 0 {
			t.Errorf("%s alone takes nothing from any definition", c)
		}
	}
}

func TestBulk(t *testing.T) {
	list, err := gallery.Families()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Name != "utility" {
			continue
		}
		p, filler, err := f.Bulk(rand.New(rand.NewPCG(seed(t), 1)), world(seed(t)), 500, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		shows(t, p)
		t.Logf("%d bytes, %d records, %.1f%% filler", len(p.HTML), len(p.Records), 100*float64(filler)/float64(len(p.HTML)))
		if len(p.HTML) < 1<<20 || len(p.Records) != 500 || filler*10 > len(p.HTML)*3 {
			t.Error("want 1 MB, 500 records and at most 30% filler")
		}
	}
}

// TestDefinitionsReadAllThatIsShown: a field that a family shows is one that
// its definition reads.
func TestDefinitionsReadAllThatIsShown(t *testing.T) {
	for _, s := range sites(t, 2) {
		if !s.Selects() {
			continue
		}
		for _, p := range s.Pages {
			fields := s.Broker.Search.Fields
			if p.Kind == gallery.Profile {
				fields = s.Broker.Search.Profile.Fields
			}
			for _, r := range p.Records {
				for _, f := range r.Fields() {
					if len(fields[f]) == 0 && (f != "profile_url" || p.Kind != gallery.Profile) {
						t.Errorf("%s %s: no rule for %s", s.Name, p.Kind, f)
					}
				}
			}
		}
	}
}
