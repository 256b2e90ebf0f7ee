package render

import (
	"github.com/whohasme/whohasme/report/typeset"
)

// Measures of a table, in points.
const (
	cellText  = 8.5
	cellLine  = 11.0
	cellSpace = 8.0 // between columns
	rowSpace  = 5.0
)

// sampled is how many rows decide how wide the columns are; more are drawn as
// they come.
const sampled = 200

// longestCell is how many letters of a cell are shown, so that a row always
// goes on a page.
const longestCell = 500

// grid is a table being drawn.
type grid struct {
	*pdfPen
	heads  []string
	widths []float64
}

// table draws a table with its heads on every page. Rows are whole.
func (p *pdfPen) table(t table) {
	g := &grid{pdfPen: p, heads: t.heads}
	p.y += 6
	p.room(70)
	p.doc.Open("Table")
	p.block("Caption", t.caption, 9, side, column, false)
	var waiting [][]string
	begun := false
	flush := func() {
		g.measure(waiting)
		g.begin()
		for _, row := range waiting {
			g.row(row)
		}
		waiting, begun = nil, true
	}
	for cells := range t.rows {
		row := make([]string, len(t.heads))
		for i := range min(len(cells), len(row)) {
			row[i] = short(flat(cells[i]))
		}
		switch {
		case begun:
			g.row(row)
		default:
			if waiting = append(waiting, row); len(waiting) == sampled {
				flush()
			}
		}
	}
	if !begun {
		flush()
	}
	p.doc.Shut()
	p.y += 4
}

func short(s string) string {
	if len(s) <= longestCell {
		return s
	}
	r := []rune(s)
	return string(r[:min(len(r), longestCell)]) + "…"
}

// measure gives each column the width that its longest cell wants, and where
// that is too much takes it from the widest, down to its longest word.
func (g *grid) measure(rows [][]string) {
	want, least := make([]float64, len(g.heads)), make([]float64, len(g.heads))
	see := func(i int, s string, bold float64) {
		want[i] = max(want[i], width(s)+cellSpace+bold)
		least[i] = max(least[i], min(longestWord(s)+cellSpace+bold, 110))
	}
	for i, h := range g.heads {
		see(i, h, 3)
	}
	for _, r := range rows {
		for i, c := range r {
			see(i, c, 0)
		}
	}
	narrow(want, least, column, 4)
	sum := 0.0
	for _, w := range want {
		sum += w
	}
	if sum > column { // words are cut
		for i := range want {
			want[i] *= column / sum
		}
	}
	g.widths = want
}

// width guesses how wide a text is in a cell.
func width(s string) float64 {
	n := 0.0
	for _, r := range s {
		switch {
		case r > 0x1100:
			n += cellText
		case r >= 'A' && r <= 'Z' || r == 'm' || r == 'w':
			n += cellText * 0.74
		default:
			n += cellText * 0.58
		}
	}
	return n
}

func longestWord(s string) float64 {
	longest, from := 0.0, 0
	for i, r := range s {
		if r == ' ' {
			longest = max(longest, width(s[from:i]))
			from = i + 1
		}
	}
	return max(longest, width(s[from:]))
}

// begin draws the heads.
func (g *grid) begin() {
	g.y += rowSpace
	g.doc.Open("TR")
	g.drawHeads(func(l typeset.Line, x, y float64) {
		g.doc.Header(false)
		g.doc.Draw(l, x, y, true)
		g.doc.Shut()
	})
	g.doc.Shut()
}

// again draws the heads once more on a new page, where nobody reads them aloud
// twice.
func (g *grid) again() {
	g.y += rowSpace
	g.drawHeads(g.doc.Apart)
}

func (g *grid) drawHeads(draw func(l typeset.Line, x, y float64)) {
	x, high := side, 0
	for i, h := range g.heads {
		lines := g.lines(h, cellText, g.widths[i]-cellSpace+4)
		for n, l := range lines {
			draw(l, x, g.y+cellLine*float64(n+1))
		}
		high = max(high, len(lines))
		x += g.widths[i]
	}
	g.y += cellLine*float64(high) + 3
	g.rule(0.8, 0.3)
}

func (g *grid) rule(line, gray float64) {
	g.doc.Ground(typeset.Ink{Points: []typeset.Point{{X: side, Y: g.y}, {X: side + column, Y: g.y}}, Line: line, Gray: gray})
}

// row draws one row.
func (g *grid) row(cells []string) {
	set := make([][]typeset.Line, len(cells))
	high := 1
	for i, c := range cells {
		set[i] = g.lines(c, cellText, g.widths[i]-cellSpace)
		high = max(high, len(set[i]))
	}
	page := g.pages
	if g.room(cellLine*float64(high) + rowSpace); g.pages != page {
		g.again()
	}
	g.doc.Open("TR")
	x := side
	for i, lines := range set {
		if i == 0 {
			g.doc.Header(true)
		} else {
			g.doc.Open("TD")
		}
		for n, l := range lines {
			g.doc.Draw(l, x, g.y+2+cellLine*float64(n+1), false)
		}
		g.doc.Shut()
		x += g.widths[i]
	}
	g.doc.Shut()
	g.y += cellLine*float64(high) + rowSpace
	g.rule(0.3, 0.7)
}
