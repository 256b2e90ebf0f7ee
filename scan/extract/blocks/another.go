package blocks

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ofOthers reports whether most names of a group stand under a label for
// relatives or for other names.
func (p *page) ofOthers(list []mark) bool {
	n, under := 0, false
	list = list[:min(len(list), 4*sample)]
	for i, m := range list {
		if i == 0 || p.elems[list[i-1].elem].parent != p.elems[m.elem].parent {
			under = p.underLabel(m.first)
		}
		if under {
			n++
		}
	}
	return n*2 >= len(list)
}

// underLabel reports whether the label over a piece announces other people, or
// towns, which look like names.
func (p *page) underLabel(at int32) bool {
	k := p.labelOver(at)
	return k == kin || k == aliases || k == places || k == aTown
}

// labelOver returns the kind of the label in the lines before a piece, with
// nothing but names and ages between.
func (p *page) labelOver(at int32) kind {
	for i, back := at, 0; i > 0 && back < 8; back++ {
		end := i
		for i--; i > 0 && p.pieces[i].gap < newCell; i-- {
		}
		if end-i > longLine {
			return none
		}
		text := p.join(i, end)
		if l, next, ok := labelAt(text, func(k int) bool { return k == len(text) }); ok && next >= len(text) {
			if l.kind == anAge {
				continue
			}
			if p.heads(i, at) {
				return l.kind
			}
			return none
		}
		if button(text) {
			continue
		}
		if _, name := p.nameAt(i, end); !name && formOf(text, true) != anAge {
			return none
		}
		if isHeading(p.elems[p.pieces[i].elem].node) {
			return none
		}
	}
	return none
}

// heads reports whether a line is the heading of an element that a later piece
// is in.
func (p *page) heads(line, piece int32) bool {
	e := p.pieces[line].elem
	for up := p.elems[e].parent; up >= 0; up = p.elems[e].parent {
		if p.elems[up].first != p.elems[e].first || p.elems[up].last != p.elems[e].last {
			return p.within(p.pieces[piece].elem, up)
		}
		e = up
	}
	return false
}

// ofAnotherKind reports whether the page's title or main heading says that it
// is something else than people's records.
func (p *page) ofAnotherKind(doc *html.Node) bool {
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.Title:
			if n.FirstChild != nil && p.namesAnother(n.FirstChild.Data) {
				return true
			}
		case atom.Body:
			goto heads
		}
	}
heads:
	for i := range p.elems {
		e := &p.elems[i]
		if isHeading(e.node) && e.last == e.first+1 && chapters[strings.ToLower(p.pieces[e.first].text)] {
			return true
		}
		if e.node.DataAtom == atom.H1 && e.last > e.first && !p.left[e.first] && p.namesAnother(p.join(e.first, e.last)) {
			return true
		}
	}
	return false
}

func (p *page) namesAnother(title string) bool {
	if len(title) > 300 {
		return false
	}
	title = strings.ToLower(title)
	for _, s := range subjects {
		if i := strings.Index(title, s); i >= 0 && (i == 0 || !letter(title[i-1])) {
			return true
		}
	}
	return false
}
