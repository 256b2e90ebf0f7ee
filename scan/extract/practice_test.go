package extract_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/suggest"
	"golang.org/x/net/html"
)

// seed is that of the practice world.
func seed(t testing.TB) uint64 {
	t.Helper()
	if s := os.Getenv("WHOHASME_TEST_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return 7
}

// shown is one page of a practice site.
type shown struct {
	broker brokers.Broker
	who    scan.Name
	home   scan.Address
	url    *url.URL
	html   string
}

func (s shown) doc(t testing.TB) *html.Node {
	t.Helper()
	doc, err := scan.ParsePage(s.html)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func (s shown) options() blocks.Options {
	return blocks.Options{Names: []scan.Name{s.who}, Country: s.broker.Country, Base: s.url}
}

// asked returns pages of results of every practice site that lists people.
func asked(t testing.TB, seed uint64, each int) map[string][]shown {
	t.Helper()
	day := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	w := practice.NewWorld(seed, brokers.DateOf(day))
	sites, err := practice.Open(w, func() time.Time { return day })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sites.Close() })
	r := rand.New(rand.NewPCG(seed, 5))
	all := map[string][]shown{}
	for _, b := range sites.Brokers() {
		if !b.Search.Reads() || strings.HasSuffix(b.ID, "-wall") {
			continue
		}
		reader, err := extract.Compile(b.Search)
		if err != nil {
			t.Fatal(err)
		}
		for try := 0; len(all[b.ID]) < each && try < 20*each; try++ {
			p := w.People[r.IntN(len(w.People))]
			if try == 0 {
				p = w.Subject()
			}
			q := brokers.Query{First: p.Name().First, Last: p.Name().Last, City: p.Addresses[0].City, State: p.Addresses[0].State, Zip: p.Addresses[0].Zip}
			u, err := b.Search.URL.Address(q, b.Search.Ages)
			if err != nil {
				continue
			}
			if b.Search.Way == brokers.Assisted {
				u.Path, u.RawQuery = "/results", url.Values{"first": {q.First}, "last": {q.Last}, "state": {q.State}, "sum": {"7"}, "terms": {"yes"}}.Encode()
			}
			s := shown{broker: b, who: scan.Name{First: q.First, Last: q.Last}, home: scan.Address{City: q.City, State: q.State, Zip: q.Zip}, url: u, html: fetch(t, u)}
			if got, err := reader.Read(s.html, u); err == nil && len(got.Records) > 0 {
				all[b.ID] = append(all[b.ID], s)
			}
		}
	}
	return all
}

func fetch(t testing.TB, u *url.URL) string {
	t.Helper()
	res, err := http.Get(u.String())
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// parts are the fields of a record that say something.
func parts(r scan.Record) map[string]any {
	m := map[string]any{}
	v := reflect.ValueOf(r)
	for i := range v.NumField() {
		if !v.Field(i).IsZero() {
			m[v.Type().Field(i).Name] = v.Field(i).Interface()
		}
	}
	return m
}

func TestPracticeWithoutSelectors(t *testing.T) {
	all, read, fields, right, more := 0, 0, 0, 0, 0
	for id, pages := range asked(t, seed(t), 25) {
		bad := 0
		for _, s := range pages {
			reader, _ := extract.Compile(s.broker.Search)
			want, err := reader.Read(s.html, s.url)
			if err != nil {
				t.Fatal(err)
			}
			got := blocks.Read(s.doc(t), s.options())
			all += len(want.Records)
			more += max(len(got)-len(want.Records), 0)
			if len(got) > len(want.Records) {
				t.Logf("%s: %d records, want %d", s.url, len(got), len(want.Records))
			}
			for n, w := range want.Records {
				wp := parts(w)
				fields += len(wp)
				i := slices.IndexFunc(got, func(g blocks.Record) bool {
					return g.Name == w.Name && (w.URL == "" || g.URL == w.URL) && (w.URL != "" || reflect.DeepEqual(g.Addresses, w.Addresses))
				})
				if len(got) == len(want.Records) && got[n].Name == w.Name {
					i = n
				}
				if i < 0 {
					if bad++; bad < 3 {
						t.Logf("%s: not read: %s\n%s", id, fmt.Sprint(w), s.url)
					}
					continue
				}
				read++
				gp := parts(got[i].Record)
				for k, v := range wp {
					if reflect.DeepEqual(gp[k], v) {
						right++
					} else if bad++; bad < 4 {
						t.Logf("%s: %s is %v, want %v", id, k, gp[k], v)
					}
				}
				for k, v := range gp {
					if wp[k] == nil {
						if bad++; bad < 4 {
							t.Logf("%s: %s is %v, want none", id, k, v)
						}
					}
				}
			}
		}
	}
	fmt.Printf("figure: without selectors: %d of %d records (%.1f%%), %d of %d fields (%.1f%%) on practice pages, %d invented\n",
		read, all, 100*float64(read)/float64(all), right, fields, 100*float64(right)/float64(fields), more)
	if read*100 < all*97 || right*100 < fields*95 || more > 0 {
		t.Error("too few")
	}
}

// The sites of three worlds are learnt from, each from one page of its own: of
// eight sites alone, one page with too little to learn from would be all that
// nine of ten leave room for.
func TestPracticeSuggested(t *testing.T) {
	good, families := 0, 0
	for world := range uint64(3) {
		g, n := suggested(t, seed(t)+world)
		good, families = good+g, families+n
	}
	fmt.Printf("figure: suggested definitions read the other pages of %d of %d practice sites\n", good, families)
	if good*10 < families*9 {
		t.Error("too few")
	}
}

// suggested counts the sites of a world whose other pages a definition proposed
// from one of them reads.
func suggested(t *testing.T, seed uint64) (good, families int) {
	for id, pages := range asked(t, seed, 12) {
		families++
		best := ""
		ok := false
		// The page that a person would save: one that shows what the site has.
		shows := func(s shown) int {
			kinds := map[string]bool{}
			for _, r := range blocks.Read(s.doc(t), s.options()) {
				for _, v := range r.Values {
					kinds[v.Field+v.Label] = true
				}
			}
			return len(kinds)
		}
		from := slices.MaxFunc(pages, func(a, b shown) int { return shows(a) - shows(b) })
		p, err := suggest.Definition(suggest.Page{Doc: from.doc(t), URL: from.url, Names: []scan.Name{from.who}, Addresses: []scan.Address{from.home}})
		if err != nil {
			t.Logf("%s: %v", id, err)
			continue
		}
		records, right, fields, all := 0, 0, 0, 0
		for _, s := range pages {
			reader, _ := extract.Compile(s.broker.Search)
			want, _ := reader.Read(s.html, s.url)
			got, err := suggest.Reads(p.Broker.Search, "US", s.doc(t), s.url)
			if err != nil {
				t.Fatal(err)
			}
			records += len(want.Records)
			for i, w := range want.Records {
				if len(got.Records) != len(want.Records) || got.Blocks != len(got.Records) || got.Records[i].Name != w.Name {
					best = fmt.Sprintf("%d records in %d blocks, want %d", len(got.Records), got.Blocks, len(want.Records))
					continue
				}
				right++
				gp := parts(got.Records[i])
				for k, v := range parts(w) {
					all++
					if reflect.DeepEqual(gp[k], v) {
						fields++
					} else {
						best += fmt.Sprintf("\n%s %v want %v", k, gp[k], v)
					}
				}
			}
		}
		ok = right*100 >= records*97 && fields*100 >= all*95
		if ok {
			good++
		} else {
			y, _ := p.YAML()
			t.Logf("%s: %d of %d records, %d of %d fields; %.600s\n%s", id, right, records, fields, all, best, y)
		}
	}
	return good, families
}
