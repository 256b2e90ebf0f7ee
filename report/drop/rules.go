package drop

import (
	"fmt"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

// Rules are the days of the platform, as the act sets them.
type Rules struct {
	act           *statute.Act
	change, again statute.Period
}

// RulesOf reads the platform's days from its act.
func RulesOf(a *statute.Act) (Rules, error) {
	r := Rules{act: a}
	var ok bool
	if r.change, ok = a.Period("change"); !ok {
		return r, fmt.Errorf("read the days of %s: there is none to change a request after", a.ID)
	}
	if r.again, ok = a.Period("again"); !ok {
		return r, fmt.Errorf("read the days of %s: there is none to delete again after", a.ID)
	}
	return r, nil
}

// MayChange returns the first day on which a request may be changed: so many
// days after it was filed or last changed. It is a day of the site, not a
// deadline, so a weekend does not move it.
func (r Rules) MayChange(f Filing) (brokers.Date, error) {
	last := f.On
	if f.Changed.After(last) {
		last = f.Changed
	}
	if r.change.Unit != statute.CalendarDay {
		return last, fmt.Errorf("count days of %s: a change is counted in %q", r.act.ID, r.change.Unit)
	}
	return last.AddDays(r.change.N), nil
}

// Due returns the day by which every broker must have acted on the request as
// it was filed.
func (r Rules) Due(f Filing) (brokers.Date, error) {
	k, err := r.clock(f.On)
	return k.Due, err
}

func (r Rules) clock(from brokers.Date) (report.Clock, error) {
	clocks, err := r.act.Clocks(brokers.Delete, statute.Events{Received: from})
	if err != nil {
		return report.Clock{}, err
	}
	if len(clocks) != 1 {
		return report.Clock{}, fmt.Errorf("count days of %s: want one clock, found %d", r.act.ID, len(clocks))
	}
	return clocks[0], nil
}

// RequestID is what the platform's clocks are listed under.
func RequestID(subject string) string { return subject + "." + Platform }

// Platform stands in lists where other requests have their broker.
const Platform = "drop"

// Clocks returns the periods that run on a request. That of the filing runs
// until our looks were held against it after its last day and none of the
// covered brokers showed the person; that of a change likewise. Then it is our
// own to look again, as often as the brokers have to.
func (r Rules) Clocks(f Filing, subject string, today brokers.Date) ([]report.Clock, error) {
	if !f.Open() || today.Before(f.On) {
		return nil, nil
	}
	var clocks []report.Clock
	for _, from := range []brokers.Date{f.On, f.Changed} {
		if from.IsZero() {
			continue
		}
		k, err := r.clock(from)
		if err != nil {
			return nil, err
		}
		if f.Verified.After(k.Due) && f.Showing == 0 {
			continue
		}
		clocks = append(clocks, k)
	}
	if !f.Verified.IsZero() && f.Showing == 0 {
		clocks = append(clocks, report.Clock{Kind: report.LookClock, From: f.Verified, Due: f.Verified.AddDays(r.again.N)})
	}
	for i := range clocks {
		k := &clocks[i]
		k.Request, k.Broker, k.Subject, k.Ask = RequestID(subject), Platform, subject, brokers.Delete
		var err error
		if k.State, err = statute.State(k.Due, today, r.act.Days()); err != nil {
			return nil, err
		}
	}
	return clocks, nil
}

// State says how a day stands to the last day of the request.
func (r Rules) State(f Filing, today brokers.Date) (report.ClockState, error) {
	due, err := r.Due(f)
	if err != nil {
		return "", err
	}
	return statute.State(due, today, r.act.Days())
}
