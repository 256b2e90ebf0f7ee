package statute_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

func seed(t testing.TB) uint64 {
	t.Helper()
	s := os.Getenv("WHOHASME_TEST_SEED")
	if s == "" {
		return 7
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// walker is a second way to count: a row of days laid out one after the other
// from a Wednesday in 2025, with nothing but the lengths of months, and walked
// one by one. It shares no code with the package and uses no package time.
type walker struct {
	days []square
	off  []bool
}

type square struct{ y, m, d int }

const walkedFrom, walkedTo = 2025, 2032

func lay() []square {
	var row []square
	for y := walkedFrom; y <= walkedTo; y++ {
		for m := 1; m <= 12; m++ {
			length := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[m-1]
			if m == 2 && (y == 2028 || y == 2032) {
				length = 29
			}
			for d := 1; d <= length; d++ {
				row = append(row, square{y, m, d})
			}
		}
	}
	return row
}

func newWalker(c *statute.Calendar, row []square) walker {
	w := walker{days: row, off: make([]bool, len(row))}
	holidays := map[square]bool{}
	for _, year := range c.Years {
		for _, h := range year {
			holidays[square{h.Date.Year, int(h.Date.Month), h.Date.Day}] = true
		}
	}
	names := []string{"Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday"}
	weekend := map[string]bool{"Saturday": true, "Sunday": true}
	if len(c.Weekend) > 0 {
		weekend = map[string]bool{}
		for _, name := range c.Weekend {
			weekend[name] = true
		}
	}
	for i, day := range row {
		w.off[i] = weekend[names[i%7]] || holidays[day]
	}
	return w
}

// end walks from an event to the end of a period; -1 is beyond the last year.
func (w walker) end(event, n int, unit statute.Unit) int {
	at := event
	switch unit {
	case statute.Hour:
		for ; n > 0; n -= 24 {
			at++
		}
		return at
	case statute.BusinessDay:
		for n > 0 {
			if at++; at >= len(w.days) {
				return -1
			}
			if !w.off[at] {
				n--
			}
		}
		return at
	case statute.Week:
		n *= 7
		fallthrough
	case statute.CalendarDay:
		for ; n > 0; n-- {
			at++
		}
	case statute.Year:
		n *= 12
		fallthrough
	case statute.Month:
		at = w.month(at, n)
	}
	for at >= 0 && at < len(w.days) && w.off[at] {
		at++
	}
	if at >= len(w.days) {
		return -1
	}
	return at
}

// month walks until n months have begun and then to the event's day of the
// month, or to the month's last day where there is none.
func (w walker) month(at, n int) int {
	want := w.days[at].d
	for n > 0 {
		if at++; at >= len(w.days) {
			return -1
		}
		if w.days[at].d == 1 {
			n--
		}
	}
	for w.days[at].d != want {
		if w.days[at].d > want { // no month begun: the event's own day
			at--
			continue
		}
		if at+1 == len(w.days) || w.days[at+1].d == 1 {
			return at
		}
		at++
	}
	return at
}

func (w walker) date(i int) brokers.Date {
	d := brokers.Date{}
	if i >= 0 && i < len(w.days) {
		d.Year, d.Month, d.Day = w.days[i].y, d.Month+1, w.days[i].d
		for m := 1; m < w.days[i].m; m++ {
			d.Month++
		}
	}
	return d
}

// TestAMillionDates compares the package with the walker; with -short, or under
// the race detector, a tenth of the dates.
func TestAMillionDates(t *testing.T) {
	size := 1_000_000
	if testing.Short() || watched {
		size = 100_000
	}
	b, row := book(t), lay()
	calendars := b.Calendars()
	walkers := make([]walker, len(calendars))
	for i, c := range calendars {
		walkers[i] = newWalker(c, row)
	}
	units := []statute.Unit{statute.Hour, statute.BusinessDay, statute.CalendarDay, statute.CalendarDay, statute.Week, statute.Month, statute.Month, statute.Year}
	most := map[statute.Unit]int{statute.Hour: 96, statute.BusinessDay: 25, statute.CalendarDay: 120, statute.Week: 12, statute.Month: 6, statute.Year: 2}
	r := rand.New(rand.NewPCG(seed(t), 7))
	agree, extended, beyond := 0, 0, 0
	for range size {
		k := r.IntN(len(calendars))
		c, w := calendars[k], walkers[k]
		unit := units[r.IntN(len(units))]
		p := statute.Period{N: r.IntN(most[unit]) + 1, Unit: unit, Extend: r.IntN(2) * r.IntN(most[unit]+1)}
		event := r.IntN(len(row) - 31)
		want, announced := w.end(event, p.N, unit), event+r.IntN(100)
		if first := want; first >= 0 && p.Extend > 0 && announced <= first && announced < len(row) {
			want = w.end(event, p.N+p.Extend, unit)
			extended++
		}
		got, _, err := p.Due(c, w.date(event), w.date(announced))
		switch {
		case unit == statute.Hour && want >= len(row): // needs no calendar
		case want < 0 && err != nil:
			beyond++
		case want < 0 || err != nil || got != w.date(want):
			t.Fatalf("%d+%d %s from %s in %s, announced %s: got %v, %v; the walk says %s", p.N, p.Extend, unit, w.date(event), c.ID, w.date(announced), got, err, w.date(want))
		default:
			late(t, c, w, want, r.IntN(12))
		}
		agree++
	}
	t.Logf("figure: issue 7: %d of %d generated dates agree with a day-by-day walk (%d extended, %d beyond the calendars and refused)", agree, size, extended, beyond)
}

// late compares the state of a day some days after the end of a period.
func late(t *testing.T, c *statute.Calendar, w walker, due, after int) {
	t.Helper()
	want, free := report.Due, 0
	for i := due + 1; i <= due+after; i++ {
		if i >= len(w.days) {
			return
		}
		if want = report.Grace; free >= statute.GraceDays {
			want = report.Overdue
		}
		if !w.off[i] {
			free++
		}
	}
	got, err := statute.State(w.date(due), w.date(due+after), c)
	if end := w.end(due, statute.GraceDays, statute.BusinessDay); end < 0 && err != nil {
		return
	}
	if err != nil || got != want {
		t.Fatalf("due %s in %s: on %s it is %s, %v; the walk says %s", w.date(due), c.ID, w.date(due+after), got, err, want)
	}
}
