package picture

import (
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/words"
)

// kinds are the heads of the columns, by the kind of fact.
var kinds = map[report.FactKind]string{
	report.NameFact: "Name", report.AliasFact: "Other names", report.AgeFact: "Age", report.BornFact: "Birth date", report.StreetFact: "Address", report.CityFact: "Town",
	report.PhoneFact: "Phone", report.EmailFact: "E-mail", report.RelativesFact: "Relatives",
}

// Kind is the name of a kind of fact, for people.
func Kind(k report.FactKind, b *words.Book) string {
	if name, ok := kinds[k]; ok {
		return b.F(name)
	}
	return string(k)
}

// Cell is what one site shows of one kind of fact.
type Cell uint8

// The cells, the gravest last.
const (
	NotShown Cell = iota
	Shown         // a fact that does not grow old
	ShownOld
	ShownUnknown // whether it is so today is not known
	ShownCurrent
	ShownSafe
)

// cells say how a cell is drawn, what it is called, and what its sign means.
var cells = map[Cell]struct {
	mark         Mark
	word, legend string
}{
	NotShown:     {Dot, "not shown", "not shown"},
	Shown:        {Disc, "shown", "shown"},
	ShownOld:     {OpenSquare, "old", "shown, and old"},
	ShownUnknown: {HalfSquare, "current or old", "shown; whether it is so today is not known"},
	ShownCurrent: {Square, "current", "shown, and so today"},
	ShownSafe:    {Alarm, "SAFE FACT", "one of your safe facts is shown"},
}

// Word says what a cell means.
func (c Cell) Word(b *words.Book) string { return b.F(cells[c].word) }

// Grid says which facts are open where.
type Grid struct {
	Kinds []report.FactKind
	Rows  []GridRow
	More  int // records that are left out
}

// GridRow is one open record.
type GridRow struct {
	Finding, Broker string
	Cells           []Cell // as Grid.Kinds
}

// mostGrid is how many records the matrix has.
const mostGrid = 20

// Facts says which facts are open where, for the records that weigh most.
func Facts(r report.Report) Grid {
	var g Grid
	shown := map[report.FactKind]bool{}
	for _, i := range Weightiest(r) {
		e := &r.Findings[i]
		if !Open(e) || len(e.Facts) == 0 {
			continue
		}
		if len(g.Rows) == mostGrid {
			g.More++
			continue
		}
		g.Rows = append(g.Rows, GridRow{Finding: e.ID, Broker: e.Broker})
		for _, f := range e.Facts {
			shown[f.Kind] = true
		}
	}
	for _, k := range report.FactKinds {
		if shown[k] {
			g.Kinds = append(g.Kinds, k)
		}
	}
	g.fill(r)
	return g
}

func (g *Grid) fill(r report.Report) {
	row := map[string]int{}
	for i := range g.Rows {
		row[g.Rows[i].Finding] = i
		g.Rows[i].Cells = make([]Cell, len(g.Kinds))
	}
	column := map[report.FactKind]int{}
	for i, k := range g.Kinds {
		column[k] = i
	}
	for _, e := range r.Findings {
		i, ok := row[e.ID]
		if !ok {
			continue
		}
		for _, f := range e.Facts {
			if j, ok := column[f.Kind]; ok {
				g.Rows[i].Cells[j] = max(g.Rows[i].Cells[j], cellOf(f))
			}
		}
	}
}

func cellOf(f report.Fact) Cell {
	switch {
	case f.Safe:
		return ShownSafe
	case f.Current == report.CurrentFact:
		return ShownCurrent
	case f.Current == report.OldFact:
		return ShownOld
	case f.Kind == report.StreetFact, f.Kind == report.CityFact, f.Kind == report.PhoneFact, f.Kind == report.EmailFact:
		return ShownUnknown
	}
	return Shown
}

// Matrix draws which facts are open where, and false where none is.
func Matrix(r report.Report, b *words.Book) (Drawing, bool) {
	d := Drawing{Name: "facts", Title: b.F("Which facts are open where"), Width: wide}
	g := Facts(r)
	if len(g.Rows) == 0 {
		return d, false
	}
	d.Desc = b.N(len(g.Rows), "%d record against %d kinds of fact. The table below says the same.", "%d records against %d kinds of fact. The table below says the same.", len(g.Kinds))
	if g.More > 0 {
		d.Left = b.N(g.More, "%d more record is not drawn.", "%d more records are not drawn.")
	}
	names := NamesOf(r)
	column := func(j int) float64 { return labels + 40 + float64(j)*(wide-labels-40)/float64(max(len(g.Kinds), 6)) }
	for j, k := range g.Kinds {
		y := 16.0
		if j%2 == 1 {
			y = 32 // neighbours' heads would touch
		}
		d.text(column(j), y, Middle, Kind(k, b))
	}
	seen := map[Cell]bool{}
	for i, row := range g.Rows {
		y := 52 + rowHigh*float64(i)
		d.site(labels-10, y+4, labels-14, End, names.Of(row.Broker))
		d.faint(Point{labels, y + rowHigh/2}, Point{wide, y + rowHigh/2})
		for j, c := range row.Cells {
			seen[c] = true
			d.mark(cells[c].mark, column(j), y, 6)
		}
	}
	var signs []sign
	for _, c := range []Cell{ShownSafe, Shown, ShownCurrent, ShownOld, ShownUnknown, NotShown} {
		if seen[c] {
			signs = append(signs, sign{cells[c].mark, b.F(cells[c].legend)})
		}
	}
	d.Height = d.legend(52+rowHigh*float64(len(g.Rows))+14, signs)
	return d, true
}
