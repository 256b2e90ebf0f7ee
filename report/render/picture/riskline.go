package picture

import (
	"fmt"
	"math"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/words"
)

// RiskLine draws the risk of each day of looks, and false where there are
// fewer than two. A day on which the reckoning itself changed is marked.
func RiskLine(r report.Report, b *words.Book) (Drawing, bool) {
	d := Drawing{Name: "risk-line", Title: b.F("Risk over time"), Width: wide, Height: 250}
	if r.Risk == nil || len(r.Risk.Line) < 2 {
		return d, false
	}
	line := thinned(r.Risk.Line)
	first, last := line[0], line[len(line)-1]
	d.Desc = b.F("From %s of 100 on %s to %s of 100 on %s. The table below says the same.", Score(first.Overall), first.On, Score(last.Overall), last.On)
	const top, bottom = 30.0, 190.0
	axis := newDays(first.On, last.On)
	axis.x, axis.width = 50, wide-110
	for v := 0; v <= 100; v += 25 {
		y := bottom - (bottom-top)*float64(v)/100
		d.faint(Point{axis.x, y}, Point{axis.x + axis.width, y})
		d.text(axis.x-8, y+4, End, fmt.Sprint(v))
	}
	const ticks = 4
	span := axis.to.DaysSince(axis.from)
	for i := range ticks + 1 {
		on := axis.from.AddDays(span * i / ticks)
		d.text(axis.at(on), bottom+18, Middle, on.String())
	}
	points := make([]Point, len(line))
	steps := false
	for i, day := range line {
		points[i] = Point{axis.at(day.On), bottom - (bottom-top)*min(max(day.Overall, 0), 100)/100}
		if day.Step != "" {
			steps = true
			d.add(Shape{Points: []Point{{points[i].X, top}, {points[i].X, bottom}}, Line: 1.2, Dash: true})
		}
	}
	d.line(2.2, points...)
	if len(points) <= 80 {
		for _, p := range points {
			d.mark(Disc, p.X, p.Y, 3.5)
		}
	}
	end := points[len(points)-1]
	d.add(Shape{Points: []Point{{end.X + 8, end.Y + 5}}, Text: Score(last.Overall), Size: textSize * 1.25, Bold: true})
	if steps {
		d.add(Shape{Points: []Point{{axis.x, 230}, {axis.x + 24, 230}}, Line: 1.2, Dash: true})
		d.text(axis.x+32, 234, Start, b.F("here the reckoning changed, not what is shown of you"))
	}
	return d, true
}

// mostDays is how many days a line has.
const mostDays = 400

// thinned leaves out days of a line that is finer than can be seen, and never
// one on which the reckoning changed.
func thinned(line []report.RiskDay) []report.RiskDay {
	if len(line) <= mostDays {
		return line
	}
	var some []report.RiskDay
	step := (len(line) + mostDays - 1) / mostDays
	for i, d := range line {
		if i%step == 0 || i == len(line)-1 || d.Step != "" && len(some) < 2*mostDays {
			some = append(some, d)
		}
	}
	return some
}

// threats are the names of the views.
var threats = map[report.Threat]string{report.Stalking: "Finding you in person", report.Fraud: "Fraud in your name", report.Spam: "Calls and junk mail"}

// Threat is the name of a view, for people.
func Threat(t report.Threat, b *words.Book) string {
	if name, ok := threats[t]; ok {
		return b.F(name)
	}
	return string(t)
}

// Score writes points, rounded down: what is below 100 never reads as 100.
func Score(v float64) string { return fmt.Sprintf("%.1f", math.Floor(v*10+1e-6)/10) }

// Bars draws the risk as a whole and by threat, and false where none is known.
func Bars(r report.Report, b *words.Book) (Drawing, bool) {
	d := Drawing{Name: "risk-bars", Title: b.F("Risk by threat"), Width: wide}
	if r.Risk == nil {
		return d, false
	}
	d.Desc = b.F("Bars from 0 to 100. The table below has the numbers.")
	y := 8.0
	bar := func(name string, v float64, fill float64) {
		d.text(labels-10, y+14, End, name)
		d.box(labels, y, wide-labels-60, 18, 0, 0.8)
		d.box(labels, y, (wide-labels-60)*min(max(v, 0), 100)/100, 18, fill, 0)
		d.add(Shape{Points: []Point{{wide - 52, y + 14}}, Text: Score(v), Size: textSize * 1.1, Bold: true})
		y += 28
	}
	bar(b.F("All together"), r.Risk.Overall, 1)
	for _, t := range report.Threats {
		if v, ok := r.Risk.Views[t]; ok {
			bar(Threat(t, b), v, 0.6)
		}
	}
	d.Height = y
	return d, true
}
