package gallery

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
)

//go:embed families
var files embed.FS

// Family is one style of people-search site: its markup, its wording and what
// it shows.
type Family struct {
	Name   string
	Broker *brokers.Broker // how it is read, written by hand
	style  *style
	pages  *template.Template
}

// Selects reports whether the family's definition says how its pages read. The
// others keep their records in structured data alone.
func (f *Family) Selects() bool { return f.Broker.Search.Reads() }

// Kind is what a page of a site is.
type Kind string

// The kinds of page.
const (
	List    Kind = "list"    // some records
	Nobody  Kind = "nobody"  // the site's own words that there is none
	Profile Kind = "profile" // the page of one record
)

// Page is one page and what it truly shows.
type Page struct {
	Family      string
	Kind        Kind
	First, Last string // who was asked for
	URL         string
	HTML        string
	Records     []Shown
}

// Site are pages of one site: they share their style, and differ in who is on
// them.
type Site struct {
	*Family
	Pages []Page // lists of many, of few and of one, nobody, and profiles where the site has such
}

// Families returns all families, in the order of their names.
func Families() ([]*Family, error) {
	sub, err := fs.Sub(files, "families")
	if err != nil {
		return nil, err
	}
	catalogue, faults := brokers.Load(brokers.Layer{Name: "gallery", FS: sub})
	if len(faults) > 0 {
		return nil, faults
	}
	var list []*Family
	for _, b := range catalogue.All() {
		s := styles[b.ID]
		if s == nil {
			return nil, fmt.Errorf("load gallery: no style for %s", b.ID)
		}
		t, err := template.New("").Funcs(template.FuncMap{"join": strings.Join, "json": jsonState, "c": func() template.HTML { return "<!-- -->" }}).
			ParseFS(sub, "parts.html", b.ID+".html")
		if err != nil {
			return nil, fmt.Errorf("load gallery: %w", err)
		}
		list = append(list, &Family{Name: b.ID, Broker: b, style: s, pages: t})
	}
	if len(list) != len(styles) {
		return nil, fmt.Errorf("load gallery: %d families for %d styles", len(list), len(styles))
	}
	return list, nil
}

// sheet is what a template fills a page with.
type sheet struct {
	Site, Domain        string
	Asked, First, Last  string
	State               string
	Rows                []written
	Row                 written
	Total               int
	Popular, Related    []string
	Sponsors            []string
	Noise               int // 0 to 3: how much else is on the page
	Hash                func(string) string
	Towns               []string
	Prices, Testimonial string
}

// Site draws a site of the family: who is on it, what they show, and the forms
// it writes things in. World gives the people.
func (f *Family) Site(r *rand.Rand, world *practice.World) (*Site, error) {
	d := &drawer{Rand: r, world: world, region: f.style.region, look: newLook(r, f.style)}
	s := &Site{Family: f}
	noise, compact := r.IntN(4), r.Float64() < 0.4
	counts := []int{8 + r.IntN(18), 2 + r.IntN(5), 3 + r.IntN(8), 1, 0}
	if f.style.single {
		counts = []int{1, 1, 1, 0}
	}
	for _, n := range counts {
		p, err := f.list(d, n, noise, compact)
		if err != nil {
			return nil, err
		}
		s.Pages = append(s.Pages, p)
	}
	for range 2 {
		if f.pages.Lookup("profile") == nil {
			break
		}
		p, err := f.profile(d, noise, compact)
		if err != nil {
			return nil, err
		}
		s.Pages = append(s.Pages, p)
	}
	return s, nil
}

// Draw returns sites of all families, each as many as asked for. The same seed
// gives the same sites; World gives the people.
func Draw(seed uint64, each int, world *practice.World) ([]*Site, error) {
	families, err := Families()
	if err != nil {
		return nil, err
	}
	var list []*Site
	for i, f := range families {
		for j := range each {
			s, err := f.Site(rand.New(rand.NewPCG(seed, uint64(i)<<16|uint64(j))), world)
			if err != nil {
				return nil, err
			}
			list = append(list, s)
		}
	}
	return list, nil
}

// Lists returns the pages of a site that list somebody.
func (s *Site) Lists() []Page {
	return slices.DeleteFunc(slices.Clone(s.Pages), func(p Page) bool { return p.Kind != List })
}

func (f *Family) sheet(d *drawer, asked Name, noise int) *sheet {
	plain := Name{First: asked.First, Last: asked.Last, order: asked.order}
	sh := &sheet{Site: f.Broker.Name, Domain: f.Broker.Domain, Asked: plain.String(), First: asked.First, Last: asked.Last, Noise: noise}
	sh.State, _ = brokers.StateName(pick(d.Rand, d.world.People).Addresses[0].State)
	for range 6 {
		n := pick(d.Rand, d.world.People).Name()
		sh.Popular = append(sh.Popular, n.First+" "+n.Last)
		a := pick(d.Rand, d.world.People).Addresses[0]
		sh.Related = append(sh.Related, plain.String()+" in "+a.Place())
		sh.Towns = append(sh.Towns, a.Place())
	}
	sh.Sponsors = []string{"TruthLens", "PeopleVault", "QuickCheck", "InstaReport"}
	return sh
}

func (f *Family) list(d *drawer, n, noise int, compact bool) (Page, error) {
	d.look.former = strings.Contains(f.style.list, "aliases")
	asked, s := d.asked()
	sh := f.sheet(d, asked, noise)
	p := Page{Family: f.Name, Kind: List, First: asked.First, Last: asked.Last, URL: f.address(asked)}
	for i := range n {
		w := d.person(asked, s)
		if f.style.household && i != n/3 {
			other := pick(d.Rand, d.world.People).Name()
			w = d.person(Name{First: other.First, Last: other.Last}, nil)
		}
		if !f.Scripted() || len(w.Fields()) > 1 {
			f.link(&w)
			sh.Rows = append(sh.Rows, w)
			p.Records = append(p.Records, w.only(f.style.list))
		}
	}
	sh.Total = len(sh.Rows)
	part := "list"
	if len(sh.Rows) == 0 {
		part, p.Kind = "nobody", Nobody
	}
	var err error
	p.HTML, err = f.print(part, sh, compact)
	return p, err
}

func (f *Family) profile(d *drawer, noise int, compact bool) (Page, error) {
	d.look.former = strings.Contains(f.style.profile, "aliases")
	asked, s := d.asked()
	sh := f.sheet(d, asked, noise)
	sh.Row = d.person(asked, s)
	f.link(&sh.Row)
	shown := sh.Row.only(f.style.profile)
	p := Page{Family: f.Name, Kind: Profile, First: asked.First, Last: asked.Last, URL: sh.Row.URL, Records: []Shown{shown}}
	var err error
	p.HTML, err = f.print("profile", sh, compact)
	return p, err
}

// link gives a record the address of its own page, as the list writes it.
func (f *Family) link(w *written) {
	path := "/person/" + w.ID
	w.URL = "https://www." + f.Broker.Domain + path
	w.Link = path
	switch len(w.Name) % 4 {
	case 1:
		w.Link = w.URL + "?utm_source=search&utm_medium=list"
	case 2:
		w.Link = path + "?gclid=abc123"
	}
}

func (f *Family) address(n Name) string {
	u := url.URL{Scheme: "https", Host: "www." + f.Broker.Domain, Path: "/people/" + n.First + "-" + n.Last}
	return u.String()
}

var between = regexp.MustCompile(`>\s*\n\s*`)

// print fills a template; a compact site sends its markup without line breaks.
func (f *Family) print(part string, sh *sheet, compact bool) (string, error) {
	var b strings.Builder
	if err := f.pages.ExecuteTemplate(&b, part, sh); err != nil {
		return "", fmt.Errorf("make page of %s: %w", f.Name, err)
	}
	html := b.String()
	if compact {
		html = between.ReplaceAllString(html, "> ")
	}
	return html, nil
}
