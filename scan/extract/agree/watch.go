package agree

import (
	"slices"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/extract/structure"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Watch is [Check] for the pages of one site on one day. The first page for a
// name, and every page on which something is not as on those before, is checked
// in full. Another page of the same list, built of the same elements, naming the
// people in the same places as often for each record, and read by the
// definition as fully, is not checked again: that costs more than all the rest
// of reading it. The zero value is ready; it is not safe for concurrent use.
type Watch struct {
	names []scan.Name
	seen  []build // of pages in which nothing was wrong
}

// maxBuilds bounds what is remembered of one site.
const maxBuilds = 16

// Check returns what seems to have rotted.
func (w *Watch) Check(p Page) []Rot {
	if !slices.Equal(w.names, p.Names) {
		w.names, w.seen = p.Names, nil
	}
	r := p.Reading
	if len(p.Names) == 0 || r.Nothing || r.Hidden || r.Blocks == 0 || len(r.Records) != r.Blocks {
		return Check(p)
	}
	b := buildOf(p)
	for i := range w.seen {
		if b.like(&w.seen[i]) && len(structure.Read(p.Doc, structure.Options{Names: p.Names, Country: p.Country, Base: p.URL})) <= r.Blocks {
			return nil
		}
	}
	list := Check(p)
	if len(list) == 0 && len(w.seen) < maxBuilds {
		w.seen = append(w.seen, b)
	}
	return list
}

// build is what a page is made of.
type build struct {
	records int
	places  map[uint64]int // kinds of elements by where they stand, and in how many of them the name stands
	fields  [8]int         // records in which the definition reads each field
}

// like reports whether a page is built like another one that is in order.
func (b *build) like(other *build) bool {
	for at, named := range b.places {
		before, known := other.places[at]
		switch {
		case !known:
			return false
		case before > 0 && before%other.records == 0:
			if named*other.records != before*b.records {
				return false
			}
		case named > before:
			return false
		}
	}
	for i := range b.fields {
		if 2*b.fields[i]*other.records < other.fields[i]*b.records {
			return false
		}
	}
	return true
}

func buildOf(p Page) build {
	b := build{records: len(p.Reading.Records), places: make(map[uint64]int, 64)}
	for i := range p.Reading.Records {
		r := &p.Reading.Records[i]
		for k, has := range [...]bool{!r.Age.IsZero(), !r.Born.IsZero(), len(r.Addresses) > 0, len(r.Phones) > 0, len(r.Emails) > 0, len(r.Relatives) > 0, len(r.Aliases) > 0, r.URL != ""} {
			if has {
				b.fields[k]++
			}
		}
	}
	b.walk(p.Doc, 14695981039346656037, field.Want(p.Names))
	return b
}

// walk notes the elements below one, whose own place is at.
func (b *build) walk(n *html.Node, at uint64, wanted *field.Wanted) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			if wanted.Mentioned(c.Data) {
				b.places[at]++
			}
		case html.ElementNode:
			if c.DataAtom == atom.Script || c.DataAtom == atom.Style || c.DataAtom == atom.Head {
				continue
			}
			below := mix(at, c.Data)
			for i := range c.Attr {
				if a := &c.Attr[i]; a.Key == "class" || a.Key == "hidden" || a.Key == "style" {
					below = mix(mix(below, a.Key), a.Val)
				}
			}
			if _, known := b.places[below]; !known {
				b.places[below] = 0
			}
			b.walk(c, below, wanted)
		}
	}
}

// mix is FNV-1a.
func mix(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return (h ^ 0xff) * 1099511628211
}
