package statute

import (
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Act is one law that gives people rights against brokers, as one file of
// acts describes it.
type Act struct {
	ID           string           `yaml:"id"` // the file's name
	Name         string           `yaml:"name"`
	Citation     string           `yaml:"citation"`
	Jurisdiction scan.Place       `yaml:"jurisdiction"` // whose residents it protects; no state: the whole country
	Force        Span             `yaml:"force"`
	Calendar     string           `yaml:"calendar"` // id of the calendar its days are counted by
	Certain      Certain          `yaml:"certain,omitempty"`
	Asks         []Right          `yaml:"asks"`
	Regulator    Regulator        `yaml:"regulator,omitempty"`
	Sources      []brokers.Source `yaml:"sources"`
	Confidence   string           `yaml:"confidence"` // high, medium, low
	Checked      brokers.Date     `yaml:"checked"`    // last time somebody read the sources

	days *Calendar
}

// Span is the time a law is in force.
type Span struct {
	From  brokers.Date `yaml:"from"`
	Until brokers.Date `yaml:"until,omitempty"` // last day; zero: still in force
}

// Certain says when the act is known to reach a broker. In all other cases a
// letter says "to the extent the act applies to you".
type Certain struct {
	Registered string `yaml:"registered,omitempty"` // state whose register of brokers names it
}

// Right is one ask that the act gives a right to.
type Right struct {
	Ask    brokers.Ask `yaml:"ask"`
	Cites  Cites       `yaml:"cites"`
	Note   string      `yaml:"note,omitempty"` // a limit the person should know
	Clocks []Period    `yaml:"clocks,omitempty"`
}

// Cites are the provisions a letter rests on. An empty one means that the act
// has no such rule, and the letter does not speak of it.
type Cites struct {
	Right      string `yaml:"right"`
	Unverified string `yaml:"unverified,omitempty"` // no proof of identity may be asked for
	Recipients string `yaml:"recipients,omitempty"` // recipients must be told
	Again      string `yaml:"again,omitempty"`      // no new request for consent within 12 months
	Deadline   string `yaml:"deadline,omitempty"`
}

// Regulator is who hears complaints.
type Regulator struct {
	Name      string `yaml:"name"`
	Complaint string `yaml:"complaint,omitempty"` // address of the complaint page
}

// Right returns what the act says of an ask, and false when it gives no right
// to it.
func (a *Act) Right(ask brokers.Ask) (Right, bool) {
	i := slices.IndexFunc(a.Asks, func(r Right) bool { return r.Ask == ask })
	if i < 0 {
		return Right{}, false
	}
	return a.Asks[i], true
}

// InForce reports whether the act is law on a day.
func (a *Act) InForce(day brokers.Date) bool {
	return !day.Before(a.Force.From) && (a.Force.Until.IsZero() || !day.After(a.Force.Until))
}

// Protects reports whether the act protects people who live at a place. A
// place with a state and no country is taken to be in the United States.
func (a *Act) Protects(residence scan.Place) bool {
	country := residence.Country
	if _, state := brokers.StateName(residence.State); country == "" && state {
		country = "US"
	}
	return country == a.Jurisdiction.Country && (a.Jurisdiction.State == "" || a.Jurisdiction.State == residence.State)
}

// Reaches reports whether the act is known to reach a broker on a day.
func (a *Act) Reaches(b *brokers.Broker, day brokers.Date) bool {
	return a.Certain.Registered != "" && b.RegisteredIn(a.Certain.Registered, day.Year)
}

// Days returns the calendar the act's days are counted by.
func (a *Act) Days() *Calendar { return a.days }

// Clocks returns the periods that run on an ask received on a day, without
// ids and state. The error says that the act gives no such right or that the
// calendar lacks a year.
func (a *Act) Clocks(ask brokers.Ask, received brokers.Date) ([]report.Clock, error) {
	right, ok := a.Right(ask)
	if !ok {
		return nil, fmt.Errorf("count days of %s: no right to %s", a.ID, ask)
	}
	var clocks []report.Clock
	for _, p := range right.Clocks {
		due, err := p.End(a.days, received)
		if err != nil {
			return nil, fmt.Errorf("count days of %s: %w", a.ID, err)
		}
		clocks = append(clocks, report.Clock{Ask: ask, Kind: p.Kind, From: received, Due: due})
	}
	return clocks, nil
}
