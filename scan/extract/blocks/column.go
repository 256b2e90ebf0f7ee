package blocks

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// heading forgets the label above when a new heading begins.
func (g *gatherer) heading(from int32) {
	e := &g.elems[g.pieces[from].elem]
	switch n := e.node; {
	case isHeading(n), e.parent >= 0 && isHeading(g.elems[e.parent].node):
		g.setContext(none, "", -1)
	}
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Th, atom.Legend, atom.Caption, atom.Summary:
		return true
	}
	return false
}

func (g *gatherer) setContext(k kind, label string, holder int32) {
	g.context, g.label, g.holder = k, label, holder
}

func (g *gatherer) inCell(e int32) bool {
	for i := 0; e >= 0 && i < 5; i++ {
		switch n := g.elems[e].node; {
		case isCell(n):
			return true
		case isRow(n), n.DataAtom == atom.Table, n.DataAtom == atom.Body:
			return false
		}
		e = g.elems[e].parent
	}
	return false
}

// isCell, isRow and isTable know tables by their tags or by their roles
// (WAI-ARIA 1.2, section 5.3).
func isCell(n *html.Node) bool {
	if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
		return true
	}
	v, ok := attribute(n, "role")
	return ok && (v == "cell" || v == "gridcell" || v == "columnheader" || v == "rowheader")
}

func isRow(n *html.Node) bool { return n.DataAtom == atom.Tr || role(n, "row") }

func isTable(n *html.Node) bool {
	if n.DataAtom == atom.Table {
		return true
	}
	v, ok := attribute(n, "role")
	return ok && (v == "table" || v == "grid" || v == "treegrid")
}

// column takes the label from the head of the table's column.
func (g *gatherer) column(e int32) {
	cell := e
	for cell >= 0 && (!isCell(g.elems[cell].node) || g.elems[cell].node.DataAtom == atom.Th) {
		cell = g.elems[cell].parent
	}
	if cell < 0 {
		return
	}
	k, label, ok := g.headings.of(g.sheet, cell)
	switch {
	case ok && k == aName:
		g.setContext(none, "", -1)
	case ok:
		g.setContext(k, label, -1)
	}
}

// within reports whether an element lies in another, or is it.
func (s *sheet) within(e, outer int32) bool {
	return outer >= 0 && e >= outer && e < s.elems[outer].next
}

// common is the smallest element that holds a run of pieces.
func (s *sheet) common(from, to int32) int32 {
	e := s.pieces[from].elem
	for i := from + 1; i < to; i++ {
		for !s.within(s.pieces[i].elem, e) {
			e = s.elems[e].parent
		}
	}
	return e
}
