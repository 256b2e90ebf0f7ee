// Package picture draws what people would rather look at than read: the time
// line, risk over time, which facts are open where, and which sites belong
// together.
//
// A [Drawing] is a list of shapes. [SVG] writes it for a page, and whoever
// draws on paper walks the shapes. Every drawing has a title and a sentence
// that says what it shows, uses one colour, that of the text around it, tells
// things apart by their shape, and says in words how much it leaves out. The
// same report gives the same drawing.
package picture

import "math"

// Drawing is a picture in its own units, the upper left corner being 0, 0.
type Drawing struct {
	Name          string // for ids, unique on a page
	Title, Desc   string // what it is, and what it shows in a sentence
	Width, Height float64
	Shapes        []Shape
	Left          string // what is left out, in a sentence; "" where nothing is
}

// Shape is a line, an outline or a text.
type Shape struct {
	Points []Point // of a line or outline
	Closed bool    // its ends are joined
	Round  float64 // radius of a circle around the only point
	Fill   float64 // 0 to 1: how dark the inside is; 0 is left open
	Line   float64 // width of the line; 0: none
	Dash   bool
	Faint  bool // a line of the ground, such as an axis

	Text   string // written at the only point
	Size   float64
	Anchor Anchor
	Bold   bool
	Site   bool // the text names a site, which is read from left to right
}

// Point is a place in a drawing.
type Point struct{ X, Y float64 }

// Anchor says which part of a text is at its point.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// textSize is the size of most texts.
const textSize = 12.0

func (d *Drawing) add(s ...Shape) { d.Shapes = append(d.Shapes, s...) }

func (d *Drawing) text(x, y float64, anchor Anchor, s string) {
	d.add(Shape{Points: []Point{{x, y}}, Text: s, Size: textSize, Anchor: anchor})
}

// site writes the name of a site, cut to a width.
func (d *Drawing) site(x, y, width float64, anchor Anchor, s string) {
	d.add(Shape{Points: []Point{{x, y}}, Text: clip(s, width), Size: textSize, Anchor: anchor, Site: true})
}

func (d *Drawing) line(width float64, points ...Point) {
	d.add(Shape{Points: points, Line: width})
}

func (d *Drawing) faint(points ...Point) {
	d.add(Shape{Points: points, Line: 0.7, Faint: true})
}

func (d *Drawing) box(x, y, w, h, fill, line float64) {
	d.add(Shape{Points: []Point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, Closed: true, Fill: fill, Line: line})
}

// Mark is a small sign. Signs differ in shape, so that no colour is needed.
type Mark uint8

// The marks.
const (
	Disc Mark = iota
	Ring
	HalfDisc
	Square
	OpenSquare
	HalfSquare
	UpTriangle
	Diamond
	Cross
	Target // a ring around a disc
	Dot
	Alarm // a filled square with a sign of exclamation beside it
)

// mark draws a sign around a point; r is half its size.
func (d *Drawing) mark(m Mark, x, y, r float64) {
	const pen = 1.4
	around := func(n int, turn, r float64) []Point {
		list := make([]Point, n)
		for i := range list {
			a := turn + 2*math.Pi*float64(i)/float64(n)
			list[i] = Point{x + r*math.Cos(a), y + r*math.Sin(a)}
		}
		return list
	}
	switch m {
	case Disc:
		d.add(Shape{Points: []Point{{x, y}}, Round: r, Fill: 1})
	case Dot:
		d.add(Shape{Points: []Point{{x, y}}, Round: r / 2.5, Fill: 1})
	case Ring:
		d.add(Shape{Points: []Point{{x, y}}, Round: r - pen/2, Line: pen})
	case HalfDisc:
		d.add(Shape{Points: []Point{{x, y}}, Round: r - pen/2, Line: pen})
		half := around(25, math.Pi/2, r)[:13]
		d.add(Shape{Points: half, Closed: true, Fill: 1})
	case Target:
		d.add(Shape{Points: []Point{{x, y}}, Round: r, Line: pen}, Shape{Points: []Point{{x, y}}, Round: r / 2, Fill: 1})
	case Square:
		d.box(x-r*0.9, y-r*0.9, r*1.8, r*1.8, 1, 0)
	case OpenSquare:
		d.box(x-r*0.9+pen/2, y-r*0.9+pen/2, r*1.8-pen, r*1.8-pen, 0, pen)
	case HalfSquare:
		d.box(x-r*0.9+pen/2, y-r*0.9+pen/2, r*1.8-pen, r*1.8-pen, 0, pen)
		d.add(Shape{Points: []Point{{x - r*0.9, y - r*0.9}, {x + r*0.9, y + r*0.9}, {x - r*0.9, y + r*0.9}}, Closed: true, Fill: 1})
	case UpTriangle:
		d.add(Shape{Points: around(3, -math.Pi/2, r*1.15), Closed: true, Fill: 1})
	case Diamond:
		d.add(Shape{Points: around(4, 0, r*1.15), Closed: true, Fill: 1})
	case Cross:
		e := r * 0.8
		d.line(pen*1.2, Point{x - e, y - e}, Point{x + e, y + e})
		d.line(pen*1.2, Point{x - e, y + e}, Point{x + e, y - e})
	case Alarm:
		d.add(Shape{Points: around(3, -math.Pi/2, r*1.3), Closed: true, Fill: 1})
		d.add(Shape{Points: []Point{{x + r*1.3, y + r*0.8}}, Text: "!", Size: textSize * 1.2, Bold: true})
	}
}

// sign is a mark with what it means.
type sign struct {
	mark Mark
	word string
}

// legend writes what the signs mean, in rows below y, and returns where it
// ends.
func (d *Drawing) legend(y float64, signs []sign) float64 {
	const gap, high = 22.0, 20.0
	x := 8.0
	for _, s := range signs {
		w := 18 + measure(s.word)
		if x+w > d.Width && x > 8 {
			x, y = 8, y+high
		}
		d.mark(s.mark, x, y, 5)
		wide := 12.0
		if s.mark == Alarm {
			wide = 18
		}
		d.text(x+wide, y+4, Start, s.word)
		x += w + gap
	}
	return y + high
}

// measure guesses how wide a text is: there are no fonts here, so it guesses
// high.
func measure(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r > 0x2000:
			w += textSize
		case r == 'i' || r == 'l' || r == '.' || r == ',' || r == ' ':
			w += textSize * 0.34
		default:
			w += textSize * 0.6
		}
	}
	return w
}

// clip cuts a text to a width.
func clip(s string, width float64) string {
	if measure(s) <= width {
		return s
	}
	cut := []rune(s)
	for len(cut) > 1 && measure(string(cut))+textSize > width {
		cut = cut[:len(cut)-1]
	}
	return string(cut) + "…"
}
