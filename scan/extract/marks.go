package extract

import (
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
)

// Marks are the elements of a page that Read looks at, in page order.
type Marks struct {
	Records []*html.Node        // taken for records
	Names   []*html.Node        // of records, that names are read from
	Signs   []*html.Node        // taken for the sign that there is nobody, in sight
	Fields  map[*html.Node]bool // of records, that a field's rule takes a value from; the record itself where a rule reads all of it
}

// Bare returns the reading without what holds on to the page's tree.
func (g *Reading) Bare() *Reading {
	bare := *g
	bare.blocks, bare.signs = nil, nil
	return &bare
}

// Elements are those that the record selector matched, as many as Blocks.
func (g *Reading) Elements() []*html.Node { return g.blocks }

// Some returns the reading of a page that has only some of its records, in
// these elements.
func (g *Reading) Some(records []scan.Record, elements []*html.Node) *Reading {
	some := *g
	some.Records, some.blocks, some.Blocks = records, elements, len(elements)
	return &some
}

// Marks returns what this reader looked at when it read a page.
func (r *Reader) Marks(got *Reading) Marks {
	m := Marks{Fields: make(map[*html.Node]bool, 8*len(got.blocks)), Records: got.blocks}
	found := make([][]hit, len(r.fields.fast))
	for _, n := range m.Records {
		for i := range found {
			found[i] = found[i][:0]
		}
		walk(n, r.fields.fast, found)
		for field, rules := range r.fields.rules {
			for i := range rules {
				m.take(n, field, &rules[i], found)
			}
		}
	}
	for _, h := range got.signs {
		if h.near != nil && tree.Shown(h.near) {
			m.Signs = append(m.Signs, h.near)
		}
	}
	return m
}

// take notes the elements of a record that a rule takes a value from.
func (m *Marks) take(record *html.Node, field string, r *rule, found [][]hit) {
	var hits []hit
	if r.slot > 0 {
		hits = found[r.slot-1]
	} else {
		hits, _ = r.selector.in(record)
	}
	var values [4]value
	for _, h := range hits {
		if h.near == nil || len(r.cut(values[:0], r.text(h, new(lately)))) == 0 {
			continue
		}
		if m.Fields[h.near] = true; field == "name" {
			m.Names = append(m.Names, h.near)
		}
	}
}

// Words returns the words of the definition's own markers, such as "lives" and
// "in".
func (r *Reader) Words() []string {
	var list []string
	for _, rules := range r.fields.rules {
		for _, rule := range rules {
			for _, m := range []*marker{rule.before, rule.after, rule.separator} {
				if m == nil {
					continue
				}
				s := m.literal
				if m.re != nil {
					s = m.re.String()
				}
				list = append(list, strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })...)
			}
		}
	}
	return list
}
