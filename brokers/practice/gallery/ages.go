package gallery

import (
	"fmt"

	"github.com/whohasme/whohasme/brokers"
)

// ageForm writes an age and says what can be read back.
type ageForm func(born, day brokers.Date) (text string, low, high int)

func years(born, day brokers.Date) int {
	n := day.Year - born.Year
	if day.Month < born.Month || day.Month == born.Month && day.Day < born.Day {
		n--
	}
	return n
}

// numbered is a form with one number in it.
func numbered(pattern string) ageForm {
	return func(born, day brokers.Date) (string, int, int) {
		n := years(born, day)
		return fmt.Sprintf(pattern, n), n, n
	}
}

func ageBand(born, day brokers.Date) (string, int, int) {
	low := years(born, day) / 5 * 5
	return fmt.Sprintf("%d-%d", low, low+4), low, low + 4
}

func ageBandWide(born, day brokers.Date) (string, int, int) {
	low := years(born, day)/10*10 + 5
	if years(born, day) < low {
		low -= 10
	}
	return fmt.Sprintf("%d–%d", low, low+9), low, low + 9
}

func ageDecade(born, day brokers.Date) (string, int, int) {
	low := years(born, day) / 10 * 10
	return fmt.Sprintf("in their %ds", low), low, low + 9
}

// bareAges stand where a label says that it is an age; spokenAges say so
// themselves.
var (
	bareAges   = []ageForm{numbered("%d"), numbered("%d"), numbered("%d"), ageBand, ageBandWide}
	spokenAges = []ageForm{numbered("Age %d"), numbered("Age: %d"), numbered("%d years old"), numbered("%d yrs"), numbered("%d y/o"), numbered("Aged %d"), numbered("(age %d)"), ageDecade}
	ages       = append(append([]ageForm{}, bareAges[1:]...), numbered("%d years old"), numbered("%d yrs"), ageDecade)
)

// bornForm writes a day of birth and says what can be read back.
type bornForm func(brokers.Date) (text, value string)

func bornYear(d brokers.Date) (string, string) {
	return fmt.Sprint(d.Year), fmt.Sprint(d.Year)
}

func bornMonth(d brokers.Date) (string, string) {
	return d.Month.String()[:3] + " " + fmt.Sprint(d.Year), d.String()[:7]
}

func bornMonthLong(d brokers.Date) (string, string) {
	return d.Month.String() + " " + fmt.Sprint(d.Year), d.String()[:7]
}

func bornDay(d brokers.Date) (string, string) {
	return d.Time().Format("January 2, 2006"), d.String()
}

func bornSlash(d brokers.Date) (string, string) {
	return d.Time().Format("01/2006"), d.String()[:7]
}

var bornForms = []bornForm{bornYear, bornYear, bornMonth, bornMonthLong, bornDay, bornSlash}
