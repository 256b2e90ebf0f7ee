package statute

import (
	"fmt"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// Period is one clock of an act: how long, counted how, from when.
type Period struct {
	Kind   report.ClockKind `yaml:"kind"`
	N      int              `yaml:"n"`
	Extend int              `yaml:"extend,omitempty"` // further units the broker may take, with notice inside the first N
	Unit   Unit             `yaml:"unit"`
	From   string           `yaml:"from"` // receipt
	Note   string           `yaml:"note,omitempty"`
}

// Unit is what a period is counted in.
type Unit string

// The units. A month ends on the same day number of a later month or, where
// there is none, on that month's last day (Regulation 1182/71, art. 3(2)(c));
// so does a year.
const (
	BusinessDay Unit = "business-day"
	CalendarDay Unit = "calendar-day"
	Week        Unit = "week"
	Month       Unit = "month"
	Year        Unit = "year"
)

// Units are all units a file may name.
var Units = []Unit{BusinessDay, CalendarDay, Week, Month, Year}

// End returns the last day of the period when the event is on a day, which is
// itself not counted. An end on a weekend or a holiday moves to the next
// business day.
func (p Period) End(c *Calendar, event brokers.Date) (brokers.Date, error) {
	return end(c, event, p.N, p.Unit)
}

// Extended returns the last day of the period when the broker took all the
// further time it may. It counts from the same event, not from the notice.
func (p Period) Extended(c *Calendar, event brokers.Date) (brokers.Date, error) {
	return end(c, event, p.N+p.Extend, p.Unit)
}

func end(c *Calendar, event brokers.Date, n int, unit Unit) (brokers.Date, error) {
	if n < 0 || n > maxDays {
		return brokers.Date{}, fmt.Errorf("count a period: %d is no such number", n)
	}
	switch unit {
	case BusinessDay:
		return AddBusinessDays(c, event, n)
	case CalendarDay:
		return Roll(c, event.AddDays(n))
	case Week:
		return Roll(c, event.AddDays(7*n))
	case Month:
		return Roll(c, addMonths(event, n))
	case Year:
		return Roll(c, addMonths(event, 12*n))
	}
	return brokers.Date{}, fmt.Errorf("count a period: no unit %q", unit)
}

func addMonths(d brokers.Date, n int) brokers.Date {
	first := brokers.DateOf(time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	last := brokers.DateOf(time.Date(d.Year, d.Month+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC))
	return first.AddDays(min(d.Day, last.Day) - 1)
}

// GraceDays are the business days left for late mail after a period ended,
// before a broker is called late. They are our courtesy, not a law's.
const GraceDays = 3

// State says how a day stands to the last day of a period: due up to and on
// it, grace for three business days more, overdue after them.
func State(due, today brokers.Date, c *Calendar) (report.ClockState, error) {
	if !today.After(due) {
		return report.Due, nil
	}
	late, err := AddBusinessDays(c, due, GraceDays)
	if err != nil {
		return "", fmt.Errorf("count grace: %w", err)
	}
	if !today.After(late) {
		return report.Grace, nil
	}
	return report.Overdue, nil
}

// PostDays are the business days a letter is taken to travel where nobody
// knows when it arrived. They are our assumption, and shown as such.
const PostDays = 5

// Received returns the day a request sent on a day is taken to be received: by
// post five business days later, by every other channel the same day.
func Received(sent brokers.Date, by brokers.Channel, c *Calendar) (brokers.Date, error) {
	switch by {
	case brokers.ByEmail, brokers.ByForm, brokers.ByPhone, brokers.ByDROP:
		return sent, nil
	case brokers.ByPost:
		day, err := AddBusinessDays(c, sent, PostDays)
		if err != nil {
			return brokers.Date{}, fmt.Errorf("count post: %w", err)
		}
		return day, nil
	}
	return brokers.Date{}, fmt.Errorf("count post: no channel %q", by)
}
