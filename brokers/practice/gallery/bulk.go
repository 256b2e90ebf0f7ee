package gallery

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers/practice"
)

// Bulk makes a list page of a family with many records, at least size bytes
// long. Filler is how many bytes of it belong to no record: the page around
// the list and, where the records alone are too short, a script.
func (f *Family) Bulk(r *rand.Rand, world *practice.World, records, size int) (p Page, filler int, err error) {
	d := &drawer{Rand: r, world: world, region: f.style.region, look: newLook(r, f.style)}
	d.look.missing = 0.05
	if p, err = f.list(d, 0, 0, false); err != nil {
		return p, 0, err
	}
	asked := Name{First: p.First, Last: p.Last}
	sh := f.sheet(d, asked, 0)
	empty, err := f.print("list", sh, false)
	if err != nil {
		return p, 0, err
	}
	for range records {
		w := d.person(asked, nil)
		d.longLife(&w, asked)
		f.link(&w)
		sh.Rows = append(sh.Rows, w)
		p.Records = append(p.Records, w.only(f.style.list))
	}
	sh.Total, p.Kind = records, List
	if p.HTML, err = f.print("list", sh, false); err != nil {
		return p, 0, err
	}
	filler = len(empty)
	if short := size - len(p.HTML); short > 0 {
		pad := "<script>" + strings.Repeat("var q=window.q||[];q.push(['event','view',1]);\n", short/46+1) + "</script>\n"
		end := strings.LastIndex(strings.ToLower(p.HTML), "</body>")
		p.HTML = p.HTML[:end] + pad + p.HTML[end:]
		filler += len(pad)
	}
	return p, filler, nil
}

// longLife gives a record the many towns and relatives of somebody old.
func (d *drawer) longLife(w *written, asked Name) {
	for len(w.Places) < 5 {
		more := written{}
		d.places(&more, pick(d.Rand, d.world.People))
		for i, a := range more.Addresses {
			if !slices.ContainsFunc(w.Addresses, func(b Address) bool { return b.City == a.City }) {
				w.Addresses, w.Places = append(w.Addresses, a), append(w.Places, more.Places[i])
			}
		}
	}
	for len(w.Kin) < 9 {
		more := written{}
		d.kin(&more, asked, nil)
		for _, k := range more.Kin {
			if !slices.Contains(w.Kin, k) {
				w.Kin = append(w.Kin, k)
			}
		}
	}
	w.Relatives = w.Kin
}

// Huge is a page of about n bytes that goes on and on: a list of records, one
// text, one attribute, or tags that nobody closes.
func Huge(kind string, n int) string {
	parts := map[string][3]string{
		"records":   {"<body><div class=results>", `<div class="card"><h2><a href="/p/1">Maria Garcia</a></h2><p class="age">Age: 45</p><ul class="places"><li>Dayton, OH</li></ul></div>` + "\n", "</div>"},
		"text":      {"<body><p>", "Maria Garcia, 45, Dayton, OH ", "</p>"},
		"attribute": {`<body><p title="`, "Maria Garcia ", `">x</p>`},
		"unclosed":  {"<body>", "<div><b><p>Maria Garcia", ""},
	}[kind]
	return parts[0] + strings.Repeat(parts[1], n/len(parts[1])+1) + parts[2]
}

// HugeKinds are the kinds of Huge.
var HugeKinds = []string{"records", "text", "attribute", "unclosed"}

// Deep is a page with a record below that many levels of one element, or of
// several such as "table><tr><td", which can only stand in each other.
func Deep(tag string, levels int) string {
	first, _, _ := strings.Cut(tag, ">")
	return "<body>" + strings.Repeat("<"+tag+">", levels) + `<div class="card"><h2>Maria Garcia</h2><p class="age">Age: 45</p></div>` + strings.Repeat("</"+first+">", levels)
}
