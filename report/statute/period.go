package statute

import (
	"errors"
	"fmt"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// Period is one clock of an act: how long, counted how, from when.
type Period struct {
	Kind   report.ClockKind `yaml:"kind,omitempty"`
	N      int              `yaml:"n,omitempty"`
	Extend int              `yaml:"extend,omitempty"` // further units the company may take, with notice inside the first N
	Unit   Unit             `yaml:"unit"`
	From   Event            `yaml:"from"`
	Start  brokers.Date     `yaml:"start,omitempty"` // an earlier event counts as if on this day
	Cite   string           `yaml:"cite,omitempty"`
	Note   string           `yaml:"note,omitempty"`
}

// Unit is what a period is counted in.
type Unit string

// The units. A month ends on the same day number of a later month or, where
// there is none, on that month's last day (Regulation 1182/71, art. 3(2)(c));
// so does a year. Hours run from the delivery without regard to days off.
// Promptly is a period without a number.
const (
	Hour        Unit = "hour"
	BusinessDay Unit = "business-day"
	CalendarDay Unit = "calendar-day"
	Week        Unit = "week"
	Month       Unit = "month"
	Year        Unit = "year"
	Promptly    Unit = "promptly"
)

// Units are all units a file may name.
var Units = []Unit{Hour, BusinessDay, CalendarDay, Week, Month, Year, Promptly}

// Event is what a period runs from.
type Event string

// The events.
const (
	Receipt      Event = "receipt"      // of the request
	Verification Event = "verification" // of the person's identity, where the company may ask for it; else receipt
	Filing       Event = "filing"       // with a state's platform
	Appealed     Event = "appeal"       // receipt of the appeal
	Complained   Event = "complaint"    // receipt of the complaint
	Obtaining    Event = "obtaining"    // of the data by the company
	Completion   Event = "completion"   // of the company's inquiry
	Decision     Event = "decision"     // of the company
	Placing      Event = "placing"      // of a freeze
	Reinserting  Event = "reinsertion"  // of data that had been removed
)

// EventWords are all events a file may name.
var EventWords = []Event{Receipt, Verification, Filing, Appealed, Complained, Obtaining, Completion, Decision, Placing, Reinserting}

// ErrNoNumber says that a rule asks for speed and sets no number of days.
var ErrNoNumber = errors.New("the rule sets no number of days")

// End returns the last day of the period when the event is on a day, which is
// itself not counted. An end on a weekend or a holiday moves to the next
// business day (Cal. Civ. Code §§ 10 and 11; Tex. Gov't Code § 311.014; Minn.
// Stat. § 645.15; Regulation 1182/71, art. 3(4)), except that of hours.
func (p Period) End(c *Calendar, event brokers.Date) (brokers.Date, error) {
	return end(c, p.from(event), p.N, p.Unit)
}

// Extended returns the last day of the period when the company took all the
// further time it may. It counts from the same event, not from the notice.
func (p Period) Extended(c *Calendar, event brokers.Date) (brokers.Date, error) {
	return end(c, p.from(event), p.N+p.Extend, p.Unit)
}

// Due returns the last day of the period when the company announced on a day
// that it takes longer, and whether that counts: only a notice inside the
// first period does. A zero announced is none.
func (p Period) Due(c *Calendar, event, announced brokers.Date) (due brokers.Date, extended bool, err error) {
	due, err = p.End(c, event)
	if err != nil || p.Extend == 0 || announced.IsZero() || announced.After(due) {
		return due, false, err
	}
	due, err = p.Extended(c, event)
	return due, err == nil, err
}

// EndAt returns the instant at which a period of hours ends. Hours are elapsed
// ones, whatever the clocks on the wall do meanwhile.
func (p Period) EndAt(event time.Time) (time.Time, error) {
	if p.Unit != Hour || p.N < 0 || p.N > maxDays {
		return time.Time{}, fmt.Errorf("count hours: the period is in %q", p.Unit)
	}
	return event.Add(time.Duration(p.N) * time.Hour), nil
}

func (p Period) from(event brokers.Date) brokers.Date {
	if event.Before(p.Start) {
		return p.Start
	}
	return event
}

func end(c *Calendar, event brokers.Date, n int, unit Unit) (brokers.Date, error) {
	if n < 0 || n > maxDays {
		return brokers.Date{}, fmt.Errorf("count a period: %d is no such number", n)
	}
	switch unit {
	case Hour: // the event may be as late as the end of its day
		return event.AddDays((n + 23) / 24), nil
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
	case Promptly:
		return brokers.Date{}, fmt.Errorf("count a period: %w", ErrNoNumber)
	}
	return brokers.Date{}, fmt.Errorf("count a period: no unit %q", unit)
}

func addMonths(d brokers.Date, n int) brokers.Date {
	first := brokers.DateOf(time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	last := brokers.DateOf(time.Date(d.Year, d.Month+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC))
	return first.AddDays(min(d.Day, last.Day) - 1)
}
