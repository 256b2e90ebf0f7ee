package render

import (
	"strings"

	"github.com/whohasme/whohasme/report/render/picture"
	"github.com/whohasme/whohasme/report/typeset"
)

// picture draws a picture as wide as the text, or less where it is too high.
func (p *pdfPen) picture(d picture.Drawing, as *table) {
	scale := min(column/d.Width, (pageBottom-pageTop-40)/d.Height)
	p.y += 6
	p.room(d.Height*scale + 24)
	p.doc.Figure(strings.TrimSpace(d.Title + ". " + d.Desc + " " + d.Left))
	at := func(q picture.Point) typeset.Point {
		return typeset.Point{X: side + q.X*scale, Y: p.y + q.Y*scale}
	}
	for _, s := range d.Shapes {
		p.shape(s, scale, at)
	}
	p.doc.Shut()
	p.y += d.Height * scale
	caption := d.Title
	if d.Left != "" {
		caption += ". " + d.Left
	}
	p.block("P", caption, 9, side, column, false)
	if as != nil {
		p.table(*as)
	}
}

func (p *pdfPen) shape(s picture.Shape, scale float64, at func(picture.Point) typeset.Point) {
	if s.Text != "" {
		q := at(s.Points[0])
		for _, l := range p.lines(s.Text, s.Size*scale, 1000) {
			x := q.X
			switch s.Anchor {
			case picture.Middle:
				x -= l.Width / 2
			case picture.End:
				x -= l.Width
			}
			p.doc.Draw(l, x, q.Y, s.Bold)
		}
		return
	}
	ink := typeset.Ink{Closed: s.Closed, Fill: s.Fill, Line: s.Line * scale, Dash: s.Dash}
	if s.Faint {
		ink.Gray = 0.6
	}
	for _, q := range s.Points {
		ink.Points = append(ink.Points, at(q))
	}
	if s.Round > 0 {
		ink.Points, ink.Closed = typeset.Circle(ink.Points[0].X, ink.Points[0].Y, s.Round*scale), true
	}
	p.doc.Ink(ink)
}
