package drop

import (
	"cmp"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// State is the state whose platform it is.
const State = "CA"

// Coverage says which brokers of a catalogue one request reaches.
type Coverage struct {
	Year     int       `json:"year"` // of the state's register, as the catalogue has it; 0: it has none
	Old      bool      `json:"old"`  // a later register should be out
	Covered  []Covered `json:"covered"`
	Excluded []Covered `json:"excluded,omitempty"` // by the person, in the request
	Lapsed   []Covered `json:"lapsed,omitempty"`   // in an earlier register and not in this one
	Others   int       `json:"others"`             // brokers in no register of the state that we know
}

// Covered is a broker and how it stands to the request.
type Covered struct {
	Broker   string `json:"broker"`
	Name     string `json:"name"`
	Category string `json:"category"`
	Year     int    `json:"registered"` // last year in the register
	Visible  bool   `json:"visible"`    // our own looks can see what it shows
}

// CoverageOf joins a catalogue to the state's register on a day. Brokers
// register in January (Cal. Civ. Code § 1798.99.82(a)): a register of the year
// before is the last one until then.
func CoverageOf(all []*brokers.Broker, today brokers.Date, excluded []string) Coverage {
	c := Coverage{}
	for _, b := range all {
		c.Year = max(c.Year, registered(b, today.Year))
	}
	c.Old = c.Year != 0 && c.Year < today.Year && today.Month > time.January
	for _, b := range all {
		year := registered(b, today.Year)
		_, visible := b.Look()
		one := Covered{Broker: b.ID, Name: b.Name, Category: b.Category, Year: year, Visible: visible}
		switch {
		case year == 0:
			c.Others++
		case slices.Contains(excluded, b.ID):
			c.Excluded = append(c.Excluded, one)
		case year == c.Year:
			c.Covered = append(c.Covered, one)
		default:
			c.Lapsed = append(c.Lapsed, one)
		}
	}
	for _, list := range [][]Covered{c.Covered, c.Excluded, c.Lapsed} {
		slices.SortFunc(list, func(x, y Covered) int { return cmp.Compare(x.Broker, y.Broker) })
	}
	return c
}

// registered returns the last year up to one in which the state's register
// lists a broker, 0 where none does.
func registered(b *brokers.Broker, until int) int {
	year := 0
	for _, r := range b.Registered {
		if r.State == State && r.Year <= until {
			year = max(year, r.Year)
		}
	}
	return year
}

// Covers reports whether the request reaches a broker.
func (c Coverage) Covers(id string) bool {
	return slices.ContainsFunc(c.Covered, func(x Covered) bool { return x.Broker == id })
}

// Guards are the covered brokers that banks and health care check identities
// by: a person may want to leave them out of the request.
func (c Coverage) Guards() (list []Covered) {
	for _, x := range c.Covered {
		if x.Category == brokers.IdentityCheck {
			list = append(list, x)
		}
	}
	return list
}

// Visible is how many covered brokers our own looks can see.
func (c Coverage) Visible() int {
	n := 0
	for _, x := range c.Covered {
		if x.Visible {
			n++
		}
	}
	return n
}
