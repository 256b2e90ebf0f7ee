package statute

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
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
	Weekend []string             `yaml:"weekend,omitempty"` // days of the week in English; none: Saturday and Sunday
	Years   map[string][]Holiday `yaml:"years"`             // a year that is not here is not known

	known map[int]bool
	off   map[brokers.Date]bool
}

// Holiday is a weekday on which offices close, as observed. A file writes it
// as the day and the name with a space between them.
type Holiday struct {
	Date brokers.Date
	Name string
}

// UnmarshalText reads "2026-01-01 New Year's Day".
func (h *Holiday) UnmarshalText(text []byte) error {
	day, name, _ := strings.Cut(string(text), " ")
	date, err := brokers.ParseDate(day)
	if err != nil {
		return fmt.Errorf("want a day and a name, such as 2026-01-01 New Year's Day: %w", err)
	}
	if h.Date, h.Name = date, strings.TrimSpace(name); h.Name == "" {
		return fmt.Errorf("want a name after the day")
	}
	return nil
}

// NewCalendar returns a calendar of the given holidays. Every year that may be
// counted in needs its key, with no holidays if it has none.
func NewCalendar(id string, years map[string][]Holiday) *Calendar {
	c := &Calendar{ID: id, Years: years}
	c.index()
	return c
}

func (c *Calendar) index() {
	c.known, c.off = map[int]bool{}, map[brokers.Date]bool{}
	for year, holidays := range c.Years {
		if y, err := strconv.Atoi(year); err == nil {
			c.known[y] = true
		}
		for _, h := range holidays {
			c.off[h.Date] = true
		}
	}
}

// weekday returns the day of the week of an English name, or -1.
func weekday(name string) time.Weekday {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if d.String() == name {
			return d
		}
	}
	return -1
}

func (c *Calendar) weekend(day brokers.Date) bool {
	if len(c.Weekend) == 0 {
		return day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	}
	return slices.Contains(c.Weekend, day.Weekday().String())
}

// Business reports whether a day is no weekend and no holiday. A year the
// calendar does not hold is an error, never a year without holidays.
//
// Saturday is left out although Cal. Civ. Code §§ 7 and 9 count it: the CCPA
// regulations do not define a business day, and the later date is the fair one.
func (c *Calendar) Business(day brokers.Date) (bool, error) {
	if !c.known[day.Year] {
		return false, fmt.Errorf("calendar %s has no year %d", c.ID, day.Year)
	}
	return !c.weekend(day) && !c.off[day], nil
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
