package blocks

import (
	"iter"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// key groups marks that stand in like elements.
type key struct {
	path  uint32
	class string
	slot  string // the column of a table or the term of a list that it stands in
}

// mostColumns bounds the columns of a table that is read.
const mostColumns = 100

func (p *page) keyOf(e int32) key { return key{p.path[e], p.class(e), p.slot(e)} }

// slot returns what key says of it. It is worked out once an element: in a row
// of many cells each is as many steps from its beginning.
func (p *page) slot(e int32) string {
	if p.slots == nil {
		p.slots = make([]*string, len(p.elems))
	}
	if p.slots[e] == nil {
		s := p.findSlot(e)
		p.slots[e] = &s
	}
	return *p.slots[e]
}

func (p *page) findSlot(e int32) string {
	for i := 0; i < 4 && e >= 0; i++ {
		switch n := p.elems[e].node; {
		case isCell(n):
			column := 'a'
			for b := n.PrevSibling; b != nil && column < 'a'+mostColumns; b = b.PrevSibling {
				if b.DataAtom == atom.Th && n.DataAtom == atom.Td {
					return tree.Text(b) // a row with its label
				}
				if b.Type == html.ElementNode && isCell(b) {
					column++
				}
			}
			return string(column)
		case n.DataAtom == atom.Dd:
			for b, back := n.PrevSibling, 0; b != nil && back < mostColumns; b, back = b.PrevSibling, back+1 {
				if b.DataAtom == atom.Dt {
					return tree.Text(b)
				}
			}
		case isRow(n), n.DataAtom == atom.Table, n.DataAtom == atom.Dl, n.DataAtom == atom.Body:
			return ""
		}
		e = p.elems[e].parent
	}
	return ""
}

// class returns the class of an element where it says what the element is:
// not for one that tells rows apart, and without its digits.
func (p *page) class(e int32) string {
	c, ok := attribute(p.elems[e].node, "class")
	if !ok {
		return named(p.elems[e].node)
	}
	if strings.Contains(c, "odd") || strings.Contains(c, "even") || strings.Contains(c, "first") || strings.Contains(c, "last") || strings.Contains(c, "active") || strings.Contains(c, "selected") {
		return ""
	}
	if i := strings.IndexAny(c, "0123456789"); i >= 0 && !p.again[c] {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '#'
			}
			return r
		}, c)
	}
	return c
}

// named is what an element without a class is called by another attribute.
func named(n *html.Node) string {
	for i := range n.Attr {
		a := &n.Attr[i]
		if k := a.Key; (k == "itemprop" || k == "property" || k == "slot" || strings.HasPrefix(k, "data-")) && a.Val != "" && len(a.Val) < 24 && !strings.ContainsAny(a.Val, "0123456789 ") {
			return a.Val
		}
	}
	return ""
}

// alike finds every name in elements like those of a group, whoever bears it.
func (p *page) alike(k key, seeds []mark) []mark {
	list := make([]mark, 0, len(seeds))
	s := 0
	for e := range p.of(k) {
		el := &p.elems[e]
		for s < len(seeds) && seeds[s].elem < e {
			s++
		}
		if s < len(seeds) && seeds[s].elem == e {
			for ; s < len(seeds) && seeds[s].elem == e; s++ {
				list = append(list, seeds[s])
			}
			continue
		}
		if el.first == el.last || p.out(el.first) {
			continue
		}
		if m, ok := p.composed[e]; ok {
			list = append(list, m)
			continue
		}
		from := el.first
		for from > 0 && p.pieces[from].gap < newCell {
			from--
		}
		m, ok := p.nameAt(from, p.lineEnd(from, int32(len(p.pieces))))
		if ok && p.within(m.elem, e) && !p.underLabel(from) {
			m.elem = e
			list = append(list, m)
		}
	}
	return list
}

// fewKeys is how many keys are looked for by going through all elements. A page
// of many kinds of element, each with a class of its own, is put in order once.
const fewKeys = 12

// of yields the elements of a key in the order of the page.
func (p *page) of(k key) iter.Seq[int32] {
	if p.looks++; p.looks > fewKeys {
		if p.byKey == nil {
			p.byKey = map[key][]int32{}
			for e := range int32(len(p.elems)) {
				at := p.keyOf(e)
				p.byKey[at] = append(p.byKey[at], e)
			}
		}
		return slices.Values(p.byKey[k])
	}
	return func(yield func(int32) bool) {
		for e := range int32(len(p.elems)) {
			if p.path[e] == k.path && p.class(e) == k.class && p.slot(e) == k.slot && !yield(e) {
				return
			}
		}
	}
}

// headings are the labels over the columns of the page's tables.
type headings struct {
	tables map[int32][]string
}

// of returns the label over a cell.
func (h *headings) of(s *sheet, cell int32) (kind, string, bool) {
	row := s.elems[cell].parent
	for row >= 0 && !isRow(s.elems[row].node) {
		row = s.elems[row].parent
	}
	table := row
	for table >= 0 && !isTable(s.elems[table].node) {
		table = s.elems[table].parent
	}
	if table < 0 {
		return none, "", false
	}
	heads, known := h.tables[table]
	if !known {
		heads = headsOf(s, table)
		if h.tables == nil {
			h.tables = map[int32][]string{}
		}
		h.tables[table] = heads
	}
	column := 0
	for n := s.elems[cell].node.PrevSibling; n != nil && column < mostColumns; n = n.PrevSibling {
		if n.Type == html.ElementNode && isCell(n) {
			column++
		}
	}
	if column >= len(heads) || heads[column] == "" {
		return none, "", len(heads) > 0 && column < len(heads)
	}
	l, _, ok := labelAt(heads[column], func(i int) bool { return i == len(heads[column]) })
	if !ok {
		return none, heads[column], true
	}
	return l.kind, heads[column], true
}

// headsOf reads the first row of a table if it is one of heads.
func headsOf(s *sheet, table int32) []string {
	for e := table + 1; e < s.elems[table].next; e++ {
		if !isRow(s.elems[e].node) {
			continue
		}
		var heads []string
		ths, known := 0, 0
		for c := e + 1; c < s.elems[e].next; c++ {
			n := s.elems[c].node
			if s.elems[c].parent != e || !isCell(n) {
				continue
			}
			text := ""
			if s.elems[c].last > s.elems[c].first {
				text = s.join(s.elems[c].first, s.elems[c].last)
			}
			heads = append(heads, text)
			if n.DataAtom == atom.Th || role(n, "columnheader") {
				ths++
			}
			if _, _, ok := labelAt(text, func(i int) bool { return i == len(text) }); ok {
				known++
			}
		}
		if len(heads) > 1 && (ths > 1 && ths >= len(heads)-1 || known > 1 && known*2 >= len(heads)) {
			return heads
		}
		return nil
	}
	return nil
}
