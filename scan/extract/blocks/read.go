package blocks

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"golang.org/x/net/html"
)

// Options say what a page is read for.
type Options struct {
	Names   []scan.Name // the names that the page was asked for, at least one
	Country string      // of the site, ISO 3166-1 alpha-2; empty: US
	Base    *url.URL    // address of the page, or nil
	Several bool        // the page is known to hold several records: a single one is not looked for far and wide
}

// Record is one record and where it stands.
type Record struct {
	scan.Record
	Node   *html.Node // the element that holds it; nil: it is spread over several
	Head   *html.Node // the element that holds its name
	Values []Value    // what was read, in page order
}

// Value is one text that was read as a field.
type Value struct {
	Field string     // as brokers.FieldNames has it
	Label string     // the label that announced it; empty: its form did
	Text  string     // as printed
	Node  *html.Node // smallest element that holds it
}

// Why says which element became the record and by what its fields were known,
// without any fact of it.
func (r *Record) Why() string {
	where := "a run of elements"
	if r.Node != nil {
		where = Describe(r.Node)
	}
	var parts []string
	for _, v := range r.Values {
		how := "by its form"
		switch {
		case v.Field == "name":
			how = "in " + Describe(v.Node)
		case v.Field == "profile_url":
			how = "behind " + Describe(v.Node)
		case v.Label != "":
			how = fmt.Sprintf("by the label %q", v.Label)
		}
		if s := v.Field + " " + how; len(parts) == 0 || parts[len(parts)-1] != s {
			parts = append(parts, s)
		}
	}
	return where + ": " + strings.Join(parts, ", ")
}

// Describe names an element by its tag and class.
func Describe(n *html.Node) string {
	s := n.Data
	c, _ := attribute(n, "class")
	for i, w := range strings.Fields(c) {
		if i == 3 {
			break
		}
		s += "." + w
	}
	return s
}

// Read finds the records of a page. It gives none where the page is not a list
// of records or a record's own page, whatever names stand on it.
func Read(doc *html.Node, o Options) []Record {
	p := newPage(doc, o)
	if p.wanted.Empty() || len(p.pieces) == 0 {
		return nil
	}
	if p.ofAnotherKind(doc) {
		return nil
	}
	for _, spelling := range []func(*page) []mark{(*page).marks, (*page).misspelt, (*page).namesakes} {
		seeds := spelling(p)
		list, fits := p.list(seeds)
		if !fits {
			return nil
		}
		if len(list) > 1 {
			return list
		}
		if one := p.single(seeds); one != nil {
			return one
		}
		if len(list) > 0 {
			return list
		}
	}
	return p.kinsman()
}

// WhyNone says in words why a page gave no record, without any fact of it.
func WhyNone(doc *html.Node, o Options) string {
	p := newPage(doc, o)
	switch {
	case p.wanted.Empty():
		return "no first and last name was given to look for"
	case len(p.pieces) == 0:
		return "there is no text on the page"
	case p.ofAnotherKind(doc):
		return "the page's title or heading is that of another kind of page"
	}
	found := p.marks()
	if len(found) == 0 {
		for i := range p.pieces {
			if p.wanted.Mentioned(p.pieces[i].text) {
				return "the name stands in running text only"
			}
		}
		return "the name does not stand on the page"
	}
	for _, m := range found {
		if m.like == field.Alike {
			return "the name stands there, but without what people-search sites tell of a person, or as pages of another kind tell it"
		}
	}
	return "only others of the last name stand there"
}

// list reads the group of names that makes the best list of records. fits is
// false where that list is one of another kind, and so the page.
func (p *page) list(seeds []mark) (records []Record, fits bool) {
	var best []block
	var most float64
	for _, g := range p.groups(seeds) {
		if p.ofOthers(g.marks) {
			continue
		}
		if p.effort -= len(p.elems) / 8; p.effort < 0 {
			break
		}
		all := p.alike(g.key, g.marks)
		if len(all) < 2 {
			continue
		}
		strange := p.ofStrangers(all)
		ways := [][]block{p.wrapped(all)}
		if ways[0] == nil || p.gaps(ways[0]) {
			ways = append(ways, p.runs(all))
		}
		for _, blocks := range ways {
			if score := p.score(blocks, g.marks); score > most && (!strange || p.familiar(blocks)) {
				best, most = blocks, score
			}
		}
	}
	if best == nil {
		return nil, true
	}
	if p.alien(best) {
		return nil, false
	}
	return p.readAll(best), true
}

func (p *page) holder(b *block) int32 {
	if b.root < 0 {
		return -1
	}
	return p.elems[b.root].parent
}

func (p *page) blockClass(b *block) string {
	if b.root < 0 {
		return ""
	}
	return p.class(b.root)
}

func (p *page) made(b *block, r *reading) Record {
	rec := Record{Record: r.rec, Head: p.elems[b.name.elem].node, Values: r.values}
	if b.root >= 0 {
		rec.Node = p.elems[b.root].node
	}
	return rec
}
