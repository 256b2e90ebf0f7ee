package blocks

import (
	"github.com/whohasme/whohasme/scan"
	"golang.org/x/net/html"
)

// Given reads the records that stand in known elements of a page, one in each,
// whatever else the page is. names are theirs, as read by other means; where
// the text of an element does not begin a line with its name, the record has
// what was given. An element that cannot be seen gives a record without Node.
func Given(doc *html.Node, elements []*html.Node, names []string, o Options) []Record {
	p := newPage(doc, o)
	at := make(map[*html.Node]int32, len(elements))
	for _, n := range elements {
		at[n] = -1
	}
	for i := range p.elems {
		if _, asked := at[p.elems[i].node]; asked {
			at[p.elems[i].node] = int32(i)
		}
	}
	out := make([]Record, len(elements))
	for i, n := range elements {
		e := at[n]
		if e < 0 || p.elems[e].first == p.elems[e].last {
			out[i].Name = names[i]
			continue
		}
		b := block{root: e, name: p.named(e, names[i]), spans: []span{{p.elems[e].first, p.elems[e].last}}}
		out[i] = p.made(&b, p.read(&b))
	}
	return out
}

// named finds where a name stands in an element.
func (p *page) named(e int32, name string) mark {
	first, last := p.elems[e].first, p.elems[e].last
	folded := scan.Fold(name)
	for i := first; i < last; {
		end := p.lineEnd(i, last)
		if m, ok := p.nameAt(i, end); ok && scan.Fold(m.name) == folded {
			return m
		}
		i = end
	}
	return mark{first: -1, elem: e, name: name} // on no line
}
