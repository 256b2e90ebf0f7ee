package typeset

import (
	"bytes"
	"fmt"
	"math"
)

// Point is a place on a page, in points from its upper left corner.
type Point struct{ X, Y float64 }

// Ink is a line or an area.
type Ink struct {
	Points []Point
	Closed bool
	Fill   float64 // 0: open, to 1: black
	Line   float64 // width; 0: none
	Gray   float64 // of the line: 0 black to 1 white
	Dash   bool
}

// Figure begins a picture, with what it shows in words for those who do not
// see it. Shut ends it.
func (d *Doc) Figure(alt string) {
	d.Open("Figure")
	d.open[len(d.open)-1].more = " /Alt " + text(alt)
}

// Header begins a cell that is the head of its column or row.
func (d *Doc) Header(row bool) {
	scope := "Column"
	if row {
		scope = "Row"
	}
	d.Open("TH")
	d.open[len(d.open)-1].more = " /A <</O /Table /Scope /" + scope + ">>"
}

// Ink draws a line or an area as part of the open element.
func (d *Doc) Ink(i Ink) {
	d.mark()
	i.draw(&d.page.content, d.page.height)
}

// Ground draws a line or an area that belongs to the page rather than to the
// text, such as a rule between rows.
func (d *Doc) Ground(i Ink) {
	d.unmark()
	d.page.content.WriteString("/Artifact BMC\n")
	i.draw(&d.page.content, d.page.height)
	d.page.content.WriteString("EMC\n")
}

func (i *Ink) draw(c *bytes.Buffer, height float64) {
	if len(i.Points) == 0 {
		return
	}
	c.WriteString("q\n")
	if i.Dash {
		c.WriteString("[4 3] 0 d ")
	}
	fmt.Fprintf(c, "%s w %s G %s g\n", number(i.Line), number(i.Gray), number(1-i.Fill))
	for n, p := range i.Points {
		op := "l"
		if n == 0 {
			op = "m"
		}
		fmt.Fprintf(c, "%s %s %s ", number(p.X), number(height-p.Y), op)
	}
	if i.Closed {
		c.WriteString("h ")
	}
	switch {
	case i.Fill > 0 && i.Line > 0:
		c.WriteString("B")
	case i.Fill > 0:
		c.WriteString("f")
	case i.Line > 0:
		c.WriteString("S")
	default:
		c.WriteString("n")
	}
	c.WriteString("\nQ\n")
}

// Circle returns a circle around a point, as an outline with as many corners as
// the eye needs.
func Circle(x, y, r float64) []Point {
	const corners = 32
	list := make([]Point, corners)
	for i := range list {
		a := 2 * math.Pi * float64(i) / corners
		list[i] = Point{x + r*math.Cos(a), y + r*math.Sin(a)}
	}
	return list
}
