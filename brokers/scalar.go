package brokers

import (
	"errors"
	"fmt"
	"time"
)

// When is a date as exact as its source gives it: a year, a month or a day.
type When string

// UnmarshalText reads YYYY, YYYY-MM or YYYY-MM-DD.
func (w *When) UnmarshalText(b []byte) error {
	for _, form := range []string{"", "2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(form, string(b)); err == nil {
			*w = When(b)
			return nil
		}
	}
	return errors.New("want YYYY, YYYY-MM or YYYY-MM-DD")
}

// First returns the earliest day that a date can mean, or the zero Date for
// none: facts of 2025 may be as old as its first of January.
func (w When) First() Date {
	for _, form := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(form, string(w)); err == nil {
			return DateOf(t)
		}
	}
	return Date{}
}

// IsZero reports whether the file gives no pace.
func (p Pace) IsZero() bool { return !p.Set }

// MarshalText writes the pace as a duration such as 5s.
func (p Pace) MarshalText() ([]byte, error) { return []byte(p.Value.String()), nil }

// UnmarshalText reads a duration such as 5s or 500ms.
func (p *Pace) UnmarshalText(b []byte) error {
	d, err := time.ParseDuration(string(b))
	if err != nil {
		return errors.New("want a duration such as 5s")
	}
	if d < 0 || d > time.Hour {
		return fmt.Errorf("want a duration between 0s and 1h")
	}
	*p = Pace{Set: true, Value: d}
	return nil
}
