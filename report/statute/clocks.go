package statute

import (
	"fmt"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Events are the days a request's clocks run from and are moved by. A zero
// day is one that has not come.
type Events struct {
	Received brokers.Date // of the request; for a platform of the state, filed
	Verified brokers.Date // day the identity was proven, where the company asked for it; zero: it did not ask, or waits
	Waits    bool         // the company asked for proof and has none: what runs from verification does not run
	Extended brokers.Date // day the company announced that it takes longer
	Place    scan.Place   // where the person lives, for the holidays of member states; zero: not known
	Days     string       // id of the calendar to count by, where it was chosen before; empty: that of Place
}

// Clocks returns the periods that run on an ask, without ids and state. There
// are none where the act sets no number of days. The error says that the act
// gives no such right on the day of receipt or that the calendar lacks a year.
func (a *Act) Clocks(ask brokers.Ask, on Events) ([]report.Clock, error) {
	right, ok := a.Right(ask, on.Received)
	if !ok {
		return nil, fmt.Errorf("count days of %s: no right to %s", a.ID, ask)
	}
	var clocks []report.Clock
	for _, p := range right.Clocks {
		if p.Unit == Promptly || p.From == Verification && on.Waits {
			continue
		}
		from := p.from(on.Received)
		if p.From == Verification && on.Verified.After(from) {
			from = on.Verified
		}
		due, _, err := p.Due(a.days(on), from, on.Extended)
		if err != nil {
			return nil, fmt.Errorf("count days of %s: %w", a.ID, err)
		}
		clocks = append(clocks, report.Clock{Ask: ask, Kind: p.Kind, From: from, Due: due})
	}
	return clocks, nil
}

// days returns the calendar that events are counted by.
func (a *Act) days(on Events) *Calendar {
	if c := a.calendars.get(on.Days); c != nil {
		return c
	}
	return a.DaysIn(on.Place)
}

// AppealClock returns the period within which an appeal received on a day must
// be decided, and false when the act gives no appeal or no number of days.
func (a *Act) AppealClock(ask brokers.Ask, on Events) (report.Clock, bool, error) {
	if a.Appeal == nil || a.Appeal.Unit == Promptly {
		return report.Clock{}, false, nil
	}
	due, _, err := a.Appeal.Due(a.days(on), on.Received, on.Extended)
	if err != nil {
		return report.Clock{}, false, fmt.Errorf("count days of %s: %w", a.ID, err)
	}
	return report.Clock{Ask: ask, Kind: report.AppealClock, From: on.Received, Due: due}, true, nil
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
