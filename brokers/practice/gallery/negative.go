package gallery

import (
	"embed"
	"fmt"
	"html/template"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers/practice"
)

//go:embed negatives
var elsewhere embed.FS

// Negative is a page that is no people-search page: whoever stands on it, it
// holds no record. The README of this package says why for every kind.
type Negative struct {
	Kind        string // what sort of page: "obituaries", "race-results"
	Markup      string // "list", "table", ... or "by hand"
	First, Last string // who is looked for
	Bears       bool   // the name looked for stands on the page
	URL, HTML   string
}

// Negatives returns pages of every kind in every markup, and the ones written
// by hand, filled with names of the world. The same seed gives the same pages.
func Negatives(seed uint64, world *practice.World) ([]Negative, error) {
	d := &drawer{Rand: rand.New(rand.NewPCG(seed, 0x6e6567)), world: world, region: "US"}
	skins, err := template.New("").ParseFS(elsewhere, "negatives/skins.tmpl")
	if err != nil {
		return nil, fmt.Errorf("load negatives: %w", err)
	}
	var list []Negative
	for _, k := range trades {
		for _, skin := range []string{"list", "table", "cards", "terms", "articles", "lines"} {
			n, err := d.negative(skins, k, skin)
			if err != nil {
				return nil, err
			}
			list = append(list, n)
		}
	}
	hand, err := template.ParseFS(elsewhere, "negatives/*.html")
	if err != nil {
		return nil, fmt.Errorf("load negatives: %w", err)
	}
	byHand := hand.Templates()
	slices.SortFunc(byHand, func(a, b *template.Template) int { return strings.Compare(a.Name(), b.Name()) })
	for _, t := range byHand {
		for range 2 {
			n, err := d.written(t)
			if err != nil {
				return nil, err
			}
			list = append(list, n)
		}
	}
	return list, nil
}

// someone is a person as pages of other kinds tell of them.
type someone struct {
	First, Last, Name, Town, State, City, Street, Zip, Phone, Email, Month string
	Age, Year                                                              int
	Kin                                                                    []string
}

func (d *drawer) someone(first, last string) someone {
	p := pick(d.Rand, d.world.People)
	n := p.Name()
	if first == "" {
		first, last = n.First, n.Last
	}
	a := p.Addresses[0]
	s := someone{First: first, Last: last, Name: first + " " + last, Town: a.Place(), City: a.City, State: stateName(Address{State: a.State, Country: "US"}), Street: a.Street, Zip: a.Zip, Age: p.Age(d.world.Day), Year: p.Born.Year, Month: p.Born.Month.String()}
	s.Phone = fmt.Sprintf("(%s) 555-01%02d", p.Phones[0][:3], d.IntN(100))
	s.Email = strings.ToLower(first[:1]) + "office@example.org"
	for range 3 {
		s.Kin = append(s.Kin, pick(d.Rand, d.world.People).Name().First+" "+last)
	}
	return s
}

// entry is one item of a list that is not of people-search records.
type entry struct {
	Head, Text string
	Pairs      [][2]string
}

// board is what a skin shows.
type board struct {
	Title, Site, Lead string
	Entries           []entry
	Data              any // structured data, where such sites have it
}

// negative makes a page of a trade; two in three bear the name looked for,
// most of them with an age or a town beside it.
func (d *drawer) negative(skins *template.Template, k trade, skin string) (Negative, error) {
	me := d.someone("", "")
	n := Negative{Kind: k.name, Markup: skin, First: me.First, Last: me.Last, Bears: d.chance(0.67), URL: "https://www.example.org/" + k.name}
	b := board{Title: k.title, Site: "Example " + k.title, Lead: k.lead}
	count := 4 + d.IntN(16)
	at := d.IntN(count)
	for i := range count {
		who := d.someone("", "")
		switch {
		case i == at && n.Bears:
			who = me
		case d.chance(0.4): // namesakes of the surname, which look like a list of hits
			who = d.someone(pick(d.Rand, d.world.People).Name().First, me.Last)
		}
		b.Entries = append(b.Entries, k.entry(d, who))
	}
	if k.data != nil {
		b.Data = k.data(b.Entries)
	}
	var out strings.Builder
	if err := skins.ExecuteTemplate(&out, skin, b); err != nil {
		return n, fmt.Errorf("make page of %s: %w", k.name, err)
	}
	n.HTML = out.String()
	n.Bears = strings.Contains(n.HTML, template.HTMLEscapeString(me.Name))
	return n, nil
}

func (d *drawer) written(t *template.Template) (Negative, error) {
	me := d.someone("", "")
	kind := strings.TrimSuffix(t.Name(), ".html")
	n := Negative{Kind: kind, Markup: "by hand", First: me.First, Last: me.Last, URL: "https://www.example.org/" + kind}
	var others []someone
	for range 8 {
		others = append(others, d.someone("", ""))
	}
	var out strings.Builder
	if err := t.Execute(&out, map[string]any{"Me": me, "Others": others}); err != nil {
		return n, fmt.Errorf("make page of %s: %w", kind, err)
	}
	n.HTML = out.String()
	n.Bears = strings.Contains(n.HTML, template.HTMLEscapeString(me.Name))
	return n, nil
}
