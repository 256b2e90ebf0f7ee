package statute

import (
	"fmt"
	"strconv"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// Calendar says which weekdays are no business days, year by year.
type Calendar struct {
	ID      string               `yaml:"id"` // the file's name
	Name    string               `yaml:"name"`
	Note    string               `yaml:"note,omitempty"`
	Sources []brokers.Source     `yaml:"sources"`
	Checked brokers.Date         `yaml:"checked"`
	Years   map[string][]Holiday `yaml:"years"` // a year that is not here is not known

	off map[brokers.Date]bool
}

// Holiday is a weekday on which offices close, as observed.
type Holiday struct {
	Date brokers.Date `yaml:"date"`
	Name string       `yaml:"name"`
}

// NewCalendar returns a calendar of the given holidays. Every year that may be
// counted in needs its key, with no holidays if it has none.
func NewCalendar(id string, years map[string][]Holiday) *Calendar {
	c := &Calendar{ID: id, Years: years}
	c.index()
	return c
}

func (c *Calendar) index() {
	c.off = map[brokers.Date]bool{}
	for _, holidays := range c.Years {
		for _, h := range holidays {
			c.off[h.Date] = true
		}
	}
}

// Business reports whether a day is Monday to Friday and no holiday. A year
// the calendar does not hold is an error, never a year without holidays.
//
// Saturday is left out although Cal. Civ. Code §§ 7 and 9 count it: the CCPA
// regulations do not define a business day, and the later date is the fair one.
func (c *Calendar) Business(day brokers.Date) (bool, error) {
	if _, known := c.Years[strconv.Itoa(day.Year)]; !known {
		return false, fmt.Errorf("calendar %s has no year %d", c.ID, day.Year)
	}
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return !weekend && !c.off[day], nil
}

// maxDays is the longest period that is counted; no law's comes near it.
const maxDays = 3660

// AddBusinessDays returns the n-th business day after a day, which is itself
// not counted; for n of 0 it returns the day as it is.
func AddBusinessDays(c *Calendar, from brokers.Date, n int) (brokers.Date, error) {
	if n < 0 || n > maxDays {
		return brokers.Date{}, fmt.Errorf("count business days: %d is no such number", n)
	}
	day := from
	for n > 0 {
		day = day.AddDays(1)
		business, err := c.Business(day)
		if err != nil {
			return brokers.Date{}, err
		}
		if business {
			n--
		}
	}
	return day, nil
}

// Roll returns the day itself or, when it is no business day, the next one: a
// period whose last day is a weekend or a holiday ends on the next business
// day (Cal. Civ. Code §§ 10 and 11).
func Roll(c *Calendar, day brokers.Date) (brokers.Date, error) {
	for {
		business, err := c.Business(day)
		if err != nil {
			return brokers.Date{}, err
		}
		if business {
			return day, nil
		}
		day = day.AddDays(1)
	}
}
