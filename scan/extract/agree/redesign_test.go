package agree_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/agree"
	"github.com/whohasme/whohasme/scan/pattern"
	"golang.org/x/net/html"
)

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

type site struct {
	brokers.Broker
	*extract.Reader
	pages []asked
}

type asked struct {
	names []scan.Name
	url   *url.URL
	html  string
}

// sites returns pages of results of every practice site that is read by
// selectors, those without results among them.
func sites(t testing.TB, each int) []site {
	t.Helper()
	day := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	w := practice.NewWorld(seed(t), brokers.DateOf(day))
	open, err := practice.Open(w, func() time.Time { return day })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = open.Close() })
	r := rand.New(rand.NewPCG(seed(t), 9))
	var list []site
	for _, b := range open.Brokers() {
		if !b.Search.Reads() || strings.HasSuffix(b.ID, "-wall") {
			continue
		}
		if b.Search.Way == brokers.Browser || b.Search.Way == brokers.Assisted { // a script draws these, or a person has to pass a form
			continue
		}
		reader, err := extract.Compile(b.Search)
		if err != nil {
			t.Fatal(err)
		}
		s := site{Broker: b, Reader: reader}
		for try := range each {
			p := w.People[r.IntN(len(w.People))]
			if try == 0 {
				p = w.Subject()
			}
			q := brokers.Query{First: p.Name().First, Last: p.Name().Last, City: p.Addresses[0].City, State: p.Addresses[0].State}
			u, err := b.Search.URL.Address(q, b.Search.Ages)
			if err != nil {
				t.Fatal(err)
			}
			res, err := http.Get(u.String())
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			s.pages = append(s.pages, asked{[]scan.Name{{First: q.First, Last: q.Last}}, u, string(body)})
		}
		list = append(list, s)
	}
	return list
}

// check reads a page by the definition and holds it against the rest.
func check(t testing.TB, s site, p asked, doc *html.Node) (*extract.Reading, []agree.Rot) {
	t.Helper()
	got, err := s.ReadDocument(doc, p.url)
	if err != nil {
		t.Fatal(err)
	}
	return got, agree.Check(agree.Page{Doc: doc, URL: p.url, Country: "US", Names: p.names, Definition: s.Search, Reading: got})
}

// noticed reports whether a visit would say that something is wrong: by the
// comparison, or because the page shows neither a record nor the sign of none.
func noticed(got *extract.Reading, rots []agree.Rot) bool {
	return len(rots) > 0 || got.Blocks == 0 && !got.Nothing && got.Total != 0 || len(got.Records) < got.Blocks && !got.Hidden || got.Nothing && len(got.Records) > 0 ||
		got.Total >= 0 && got.Total < len(got.Records)
}

func TestUnchangedPages(t *testing.T) {
	alarms, all := 0, 0
	for _, s := range sites(t, 60) {
		for _, p := range s.pages {
			doc, err := scan.ParsePage(p.html)
			if err != nil {
				t.Fatal(err)
			}
			all++
			if got, rots := check(t, s, p, doc); noticed(got, rots) {
				if alarms++; alarms < 12 {
					t.Logf("%s %s: %v (%d records of %d, nothing %v)", s.ID, p.url, rots, len(got.Records), got.Blocks, got.Nothing)
				}
			}
		}
	}
	fmt.Printf("figure: %d of %d unchanged pages raise the alarm (%.2f%%)\n", alarms, all, 100*float64(alarms)/float64(all))
	if alarms*100 > all {
		t.Error("too many")
	}
}

// redesigns change a page as a rebuilt site does.
var redesigns = []struct {
	name   string
	change func(doc *html.Node, r *rand.Rand)
}{
	{"class names changed", func(doc *html.Node, r *rand.Rand) {
		salt := fmt.Sprint(r.IntN(1000))
		each(doc, func(n *html.Node) {
			for i, a := range n.Attr {
				if a.Key == "class" || a.Key == "id" {
					var list []string
					for _, c := range strings.Fields(a.Val) {
						list = append(list, "x"+salt+fmt.Sprintf("%x", hash(c)))
					}
					n.Attr[i].Val = strings.Join(list, " ")
				}
			}
		})
	}},
	{"elements wrapped", func(doc *html.Node, r *rand.Rand) {
		var all []*html.Node
		each(doc, func(n *html.Node) {
			switch n.Data {
			case "h2", "h3", "h4", "span", "b", "strong", "address", "p", "a", "li", "dd", "i", "em":
				all = append(all, n)
			}
		})
		for _, n := range all {
			inner := &html.Node{Type: html.ElementNode, Data: "x-box"}
			for c := n.FirstChild; c != nil; c = n.FirstChild {
				n.RemoveChild(c)
				inner.AppendChild(c)
			}
			n.AppendChild(inner)
			if n.Data != "li" && n.Data != "dd" && n.Parent != nil {
				outer := &html.Node{Type: html.ElementNode, Data: "x-wrap"}
				n.Parent.InsertBefore(outer, n)
				n.Parent.RemoveChild(n)
				outer.AppendChild(n)
			}
		}
	}},
	{"fields reordered", func(doc *html.Node, r *rand.Rand) {
		each(doc, func(n *html.Node) {
			if n.Data == "tr" {
				var cells []*html.Node
				for c := n.FirstChild; c != nil; c = n.FirstChild {
					n.RemoveChild(c)
					cells = append(cells, c)
				}
				for i := range cells {
					n.AppendChild(cells[len(cells)-1-i])
				}
			}
		})
	}},
	{"labels changed", func(doc *html.Node, r *rand.Rand) {
		words := strings.NewReplacer("Lives in", "Current residence:", "lives in", "now living in", "Current city:", "Home city:", "Prior cities:", "Earlier locations:", "Has lived in", "Places lived:",
			"Used to live in", "Previous locations", "AKA", "Other names:", "Also known as", "Aliases:", "Also seen as:", "Other names:", "May also go by", "Nicknames", "Related to", "Relatives:",
			"May be related to", "Family:", "Possible relatives:", "Associates:", "family:", "relatives:", "previously in", "formerly in", "Age ", "Years of age: ", "age ", "aged ")
		each(doc, func(n *html.Node) {
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.Type == html.TextNode && n.Data != "script" && n.Data != "style" && n.Data != "title" {
					c.Data = words.Replace(c.Data)
				}
			}
		})
	}},
}

func each(doc *html.Node, f func(*html.Node)) {
	var all []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	for _, n := range all {
		f(n)
	}
}

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

func TestRedesigns(t *testing.T) {
	r := rand.New(rand.NewPCG(seed(t), 11))
	harmed, seen := 0, 0
	for _, d := range redesigns {
		hurt, told := 0, 0
		for _, s := range sites(t, 25) {
			for _, p := range s.pages {
				before, err := s.Read(p.html, p.url)
				if err != nil || len(before.Records) == 0 {
					continue
				}
				doc, err := scan.ParsePage(p.html)
				if err != nil {
					t.Fatal(err)
				}
				d.change(doc, r)
				got, rots := check(t, s, p, doc)
				if reflect.DeepEqual(got.Records, before.Records) {
					continue // the definition reads it as before: nothing has rotted
				}
				hurt++
				if noticed(got, rots) {
					told++
				} else if hurt-told < 6 {
					t.Logf("%s: %s %s: not noticed\n%+v\n%+v", d.name, s.ID, p.url, before.Records[0], got.Records)
				}
			}
		}
		t.Logf("figure: %s: %d of %d redesigns that harm a definition are noticed", d.name, told, hurt)
		harmed, seen = harmed+hurt, seen+told
	}
	fmt.Printf("figure: %d of %d redesigns that harm a definition are noticed at the first visit (%.1f%%)\n", seen, harmed, 100*float64(seen)/float64(harmed))
	if seen*100 < harmed*99 {
		t.Error("too few")
	}
}

var facts = pattern.MustCompile(`(?i)ashbrinner|margaret`)

func TestRotSaysNoFact(t *testing.T) {
	r := rand.New(rand.NewPCG(seed(t), 13))
	for _, s := range sites(t, 3) {
		for _, d := range redesigns {
			p := s.pages[0]
			doc, err := scan.ParsePage(p.html)
			if err != nil {
				t.Fatal(err)
			}
			d.change(doc, r)
			_, rots := check(t, s, p, doc)
			for _, rot := range rots {
				if facts.MatchString(rot.String()) {
					t.Errorf("%s: %s", s.ID, rot)
				}
			}
		}
	}
}
