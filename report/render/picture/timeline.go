package picture

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/words"
	"github.com/whohasme/whohasme/scan"
)

// Sizes that the pictures share.
const (
	wide     = 720.0
	labels   = 190.0 // for the names of sites
	rowHigh  = 22.0
	mostRows = 24
)

// happened are the signs of what can happen to a record.
var happened = map[string]Mark{
	report.FirstSeen: Disc, report.Asked: UpTriangle, report.Claimed: Diamond, report.Unseen: HalfDisc, report.GoneNow: Ring, report.BackAgain: Target,
}

// life is a record's row on the time line.
type life struct {
	broker  string
	moments []report.Moment
	gone    bool
}

// TimeLine draws what happened to each record, and false where nothing did.
func TimeLine(r report.Report, b *words.Book) (Drawing, bool) {
	d := Drawing{Name: "time-line", Title: b.F("Time line"), Width: wide}
	lives := livesOf(r)
	if len(lives) == 0 {
		return d, false
	}
	if more := len(r.Findings) - len(lives); more > 0 {
		d.Left = b.N(more, "%d more record is not drawn.", "%d more records are not drawn.")
	}
	gone, back := 0, 0
	first, last := r.AsOf, r.AsOf
	for _, l := range lives {
		gone += truth(l.gone)
		back += truth(slices.ContainsFunc(l.moments, func(m report.Moment) bool { return m.Is == report.BackAgain }))
		for _, m := range l.moments {
			if m.On.Before(first) {
				first = m.On
			}
			if m.On.After(last) {
				last = m.On
			}
		}
	}
	d.Desc = b.N(len(lives), "%d record from %s to %s; gone today: %d; came back at some time: %d. The table below says the same.", "%d records from %s to %s; gone today: %d; came back at some time: %d. The table below says the same.", first, last, gone, back)
	axis := newDays(first, last)
	names := NamesOf(r)
	bottom := 30 + rowHigh*float64(len(lives))
	axis.draw(&d, 24, bottom)
	for i, l := range lives {
		y := 40 + rowHigh*float64(i)
		d.site(labels-10, y+4, labels-14, End, names.Of(l.broker))
		axis.live(&d, l, y, r.AsOf)
	}
	d.Height = d.legend(bottom+24, []sign{{Disc, b.F("first seen")}, {UpTriangle, b.F("asked to remove it")}, {Diamond, b.F("the site's answer")},
		{HalfDisc, b.F("not seen at one look")}, {Ring, b.F("gone")}, {Target, b.F("back again")}})
	return d, true
}

// livesOf gathers the moments of the records that weigh most. A report without a time line has at least the days on which records were seen.
func livesOf(r report.Report) []life {
	of, at := map[string][]report.Moment{}, map[string][]report.Moment{}
	for _, m := range r.TimeLine {
		if _, drawn := happened[m.Is]; !drawn {
			continue
		}
		if m.Finding != "" {
			of[m.Finding] = append(of[m.Finding], m)
		} else if m.Broker != "" {
			at[m.Broker] = append(at[m.Broker], m)
		}
	}
	var lives []life
	order := Weightiest(r)
	for _, i := range order[:min(len(order), mostRows)] {
		e := &r.Findings[i]
		l := life{broker: e.Broker, gone: !Open(e), moments: slices.Concat(of[e.ID], at[e.Broker])}
		if len(of[e.ID]) == 0 {
			l.moments = append(l.moments, report.Moment{On: e.FirstSeen, Is: report.FirstSeen})
			if e.State == string(scan.Gone) {
				l.moments = append(l.moments, report.Moment{On: e.LastSeen, Is: report.Unseen})
			}
		}
		slices.SortStableFunc(l.moments, func(a, b report.Moment) int { return a.On.DaysSince(b.On) })
		lives = append(lives, l)
	}
	return lives
}

// days is an axis of days.
type days struct {
	from, to brokers.Date
	x, width float64
}

func newDays(first, last brokers.Date) days {
	if span := last.DaysSince(first); span < 14 {
		first = last.AddDays(-14)
	}
	return days{from: first, to: last, x: labels, width: wide - labels - 40}
}

func (a days) at(on brokers.Date) float64 {
	return a.x + a.width*float64(on.DaysSince(a.from))/float64(a.to.DaysSince(a.from))
}

// draw draws the axis: five days, evenly apart.
func (a days) draw(d *Drawing, top, bottom float64) {
	const ticks = 4
	span := a.to.DaysSince(a.from)
	for i := range ticks + 1 {
		on := a.from.AddDays(span * i / ticks)
		x := a.at(on)
		d.faint(Point{x, top}, Point{x, bottom})
		d.text(x, top-8, Middle, on.String())
	}
}

// live draws one record: a line while it was there, and the signs. Signs of
// the same days stand side by side.
func (a days) live(d *Drawing, l life, y float64, today brokers.Date) {
	began, there := 0.0, false
	for _, m := range l.moments {
		x := a.at(m.On)
		switch m.Is {
		case report.FirstSeen, report.BackAgain:
			if !there {
				began, there = x, true
			}
		case report.GoneNow:
			if there {
				d.line(2, Point{began, y}, Point{x, y})
			}
			there = false
		}
	}
	if there && !l.gone {
		d.line(2, Point{began, y}, Point{a.at(today), y})
	}
	free := 0.0
	for _, m := range l.moments {
		x := max(a.at(m.On), free)
		if x > wide-8 {
			continue // too many on one day; the table has them
		}
		d.mark(happened[m.Is], x, y, 5)
		free = x + 12
	}
}
