package statute_test

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"pgregory.net/rapid"
)

func day(s string) brokers.Date {
	d, err := brokers.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

var loaded = sync.OnceValues(statute.Load)

func book(t testing.TB) *statute.Book {
	t.Helper()
	b, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func california(t testing.TB) *statute.Calendar {
	t.Helper()
	c, ok := book(t).Calendar("us-ca")
	if !ok {
		t.Fatal("no calendar us-ca")
	}
	return c
}

// The first four cases are computed by hand from a wall calendar; so are the
// others, which stand on the edges.
func TestBusinessDays(t *testing.T) {
	for name, c := range map[string]struct {
		from string
		n    int
		want string
	}{
		"acknowledge, over Thanksgiving":       {"2026-11-20", 10, "2026-12-08"},
		"opt out, over Thanksgiving":           {"2026-11-20", 15, "2026-12-15"},
		"over Christmas and New Year":          {"2026-12-18", 10, "2027-01-05"},
		"post before a holiday weekend":        {"2026-07-01", 5, "2026-07-09"},
		"none":                                 {"2026-11-26", 0, "2026-11-26"},
		"from a Saturday":                      {"2026-11-21", 1, "2026-11-23"},
		"from a Sunday":                        {"2026-11-22", 1, "2026-11-23"},
		"31 March is off":                      {"2026-03-30", 1, "2026-04-01"},
		"31 March on a Sunday moves":           {"2030-03-29", 1, "2030-04-02"},
		"31 March on a Saturday is lost":       {"2029-03-30", 1, "2029-04-02"},
		"Juneteenth on a Saturday moves":       {"2027-06-17", 1, "2027-06-21"},
		"New Year is observed the year before": {"2027-12-30", 1, "2028-01-03"},
		"over a leap day":                      {"2028-02-28", 1, "2028-02-29"},
		"over the end of a leap February":      {"2028-02-28", 2, "2028-03-01"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := statute.AddBusinessDays(california(t), day(c.from), c.n)
			if err != nil || got != day(c.want) {
				t.Errorf("%d business days from %s: got %v, %v; want %s", c.n, c.from, got, err, c.want)
			}
		})
	}
}

func TestPeriods(t *testing.T) {
	weekends := statute.NewCalendar("weekends", map[string][]statute.Holiday{"2026": nil, "2027": nil, "2028": nil, "2029": nil})
	for name, c := range map[string]struct {
		n     int
		unit  statute.Unit
		event string
		want  string
	}{
		"45 days":                                  {45, statute.CalendarDay, "2026-11-20", "2027-01-04"},
		"90 days":                                  {90, statute.CalendarDay, "2026-11-20", "2027-02-18"},
		"90 days from a Saturday":                  {90, statute.CalendarDay, "2026-11-21", "2027-02-19"},
		"ends on Saturday, moves to Monday":        {1, statute.CalendarDay, "2026-11-20", "2026-11-23"},
		"ends on Sunday, moves to Monday":          {2, statute.CalendarDay, "2026-11-20", "2026-11-23"},
		"a month from the 31st, end on a Saturday": {1, statute.Month, "2026-01-31", "2026-03-02"},
		"three months from the 30th":               {3, statute.Month, "2026-11-30", "2027-03-01"},
		"a month into a leap February":             {1, statute.Month, "2028-01-31", "2028-02-29"},
		"a month over the year's end":              {1, statute.Month, "2026-12-15", "2027-01-15"},
		"a year from a leap day":                   {1, statute.Year, "2028-02-29", "2029-02-28"},
		"two weeks":                                {2, statute.Week, "2026-11-20", "2026-12-04"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := statute.Period{N: c.n, Unit: c.unit}.End(weekends, day(c.event))
			if err != nil || got != day(c.want) {
				t.Errorf("got %v, %v; want %s", got, err, c.want)
			}
		})
	}
	if _, err := (statute.Period{N: 1, Unit: "fortnight"}).End(weekends, day("2026-01-01")); err == nil {
		t.Error("an unknown unit is counted")
	}
}

func TestAnUnknownYearIsAnError(t *testing.T) {
	c := california(t)
	if _, err := statute.AddBusinessDays(c, day("2032-12-20"), 15); err == nil {
		t.Error("counted into a year without holidays")
	}
	if _, err := statute.Roll(c, day("2033-01-04")); err == nil {
		t.Error("rolled in a year without holidays")
	}
	if _, err := statute.State(day("2032-12-30"), day("2033-02-01"), c); err == nil {
		t.Error("called late in a year without holidays")
	}
	for _, n := range []int{-1, 1 << 30} {
		if _, err := statute.AddBusinessDays(c, day("2026-01-05"), n); err == nil {
			t.Errorf("counted %d days", n)
		}
	}
}

func TestState(t *testing.T) {
	c := california(t)
	for today, want := range map[string]report.ClockState{
		"2026-11-20": report.Due, "2026-11-25": report.Due, // the last day is a Wednesday
		"2026-11-26": report.Grace, "2026-11-29": report.Grace, "2026-12-02": report.Grace, // holiday, weekend, third business day
		"2026-12-03": report.Overdue, "2027-12-03": report.Overdue,
	} {
		if got, err := statute.State(day("2026-11-25"), day(today), c); err != nil || got != want {
			t.Errorf("on %s: got %v, %v; want %v", today, got, err, want)
		}
	}
}

func TestReceived(t *testing.T) {
	c := california(t)
	for by, want := range map[brokers.Channel]string{
		brokers.ByEmail: "2026-11-21", brokers.ByForm: "2026-11-21", brokers.ByPost: "2026-12-01", // sent on a Saturday
	} {
		if got, err := statute.Received(day("2026-11-21"), by, c); err != nil || got != day(want) {
			t.Errorf("by %s: got %v, %v; want %s", by, got, err, want)
		}
	}
	if _, err := statute.Received(day("2026-11-21"), "pigeon", c); err == nil {
		t.Error("an unknown channel is counted")
	}
}

// holiday knows the rules; the calendar has dates. Nothing is shared.
func holiday(d brokers.Date) bool {
	nth := (d.Day-1)/7 + 1
	last := d.AddDays(7).Month != d.Month
	switch wd := d.Weekday(); {
	case wd == time.Monday && (nth == 3 && (d.Month == time.January || d.Month == time.February) || last && d.Month == time.May ||
		nth == 1 && d.Month == time.September || nth == 2 && d.Month == time.October):
		return true
	case d.Month == time.November && (wd == time.Thursday && nth == 4 || wd == time.Friday && (d.Day-2)/7+1 == 4 && d.Day > 1):
		return true
	}
	fixed := func(d brokers.Date) bool {
		switch [2]int{int(d.Month), d.Day} {
		case [2]int{1, 1}, [2]int{6, 19}, [2]int{7, 4}, [2]int{11, 11}, [2]int{12, 25}:
			return true
		}
		return false
	}
	march := func(d brokers.Date) bool { return d.Month == time.March && d.Day == 31 }
	switch d.Weekday() {
	case time.Friday:
		return fixed(d) || march(d) || fixed(d.AddDays(1))
	case time.Monday:
		return fixed(d) || march(d) || fixed(d.AddDays(-1)) || march(d.AddDays(-1))
	}
	return fixed(d) || march(d)
}

func TestCalendarAgreesWithTheRules(t *testing.T) {
	c := california(t)
	for d := day("2025-01-01"); d.Year <= 2032; d = d.AddDays(1) {
		got, err := c.Business(d)
		if err != nil {
			t.Fatal(err)
		}
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if want := !weekend && !holiday(d); got != want {
			t.Errorf("%s %s: business day %v, by the rules %v", d.Weekday(), d, got, want)
		}
	}
	if len(c.Years) != 8 {
		t.Errorf("%d years, want 2025 to 2032", len(c.Years))
	}
}

// TestAgainstASlowWalk counts the days between instead of walking to the end.
func TestAgainstASlowWalk(t *testing.T) {
	c := california(t)
	weekday := func(d brokers.Date) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }
	rapid.Check(t, func(t *rapid.T) {
		from := day("2025-01-01").AddDays(rapid.IntRange(0, 7*365).Draw(t, "from"))
		n := rapid.IntRange(1, 90).Draw(t, "n")
		due, err := statute.AddBusinessDays(c, from, n)
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for d := due; d.After(from); d = d.AddDays(-1) {
			if weekday(d) && !holiday(d) {
				count++
			}
		}
		if count != n || !weekday(due) || holiday(due) {
			t.Fatalf("%d business days from %s end on %s, which is the %d-th", n, from, due, count)
		}
		plain := from.AddDays(n)
		rolled, err := statute.Period{N: n, Unit: statute.CalendarDay}.End(c, from)
		if err != nil {
			t.Fatal(err)
		}
		for plain.Before(rolled) {
			if weekday(plain) && !holiday(plain) {
				t.Fatalf("%d days from %s passed over %s", n, from, plain)
			}
			plain = plain.AddDays(1)
		}
		if plain != rolled || !weekday(rolled) || holiday(rolled) {
			t.Fatalf("%d days from %s end on %s", n, from, rolled)
		}
	})
}

func FuzzPeriod(f *testing.F) {
	c := california(f)
	f.Add(2026, 11, 20, 15, "business-day")
	f.Add(2028, 2, 29, 1, "year")
	f.Fuzz(func(t *testing.T, y, m, d, n int, unit string) {
		from := brokers.DateOf(time.Date(y%3000, time.Month(m%12), d%31, 0, 0, 0, 0, time.UTC))
		due, err := statute.Period{N: n, Unit: statute.Unit(unit)}.End(c, from)
		if err == nil && (due.Before(from) || c.Years[strconv.Itoa(due.Year)] == nil && n > 0) {
			t.Errorf("%d %s from %s end on %s", n, unit, from, due)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		book, err := statute.Load()
		if err != nil {
			b.Fatal(err)
		}
		book.Acts()
	}
}
