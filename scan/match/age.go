package match

import (
	"fmt"
	"math"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// oldest is the greatest age that is read as one.
const oldest = 130

// ageClue compares the birth date with the age and the birth date of the page.
// Where the page gives both, an agreement counts once and a contradiction wins.
func ageClue(born scan.Born, r scan.Record, asOf brokers.Date) clue {
	if born.IsZero() {
		return clue{}
	}
	age, birth := agesApart(born, r.Age, asOf), bornApart(born, r.Born)
	switch {
	case age.field == "":
		return birth
	case birth.field == "":
		return age
	case age.bits < 0 || birth.bits < 0:
		if age.bits < birth.bits {
			return age
		}
		return birth
	case age.bits > birth.bits:
		return age
	}
	return birth
}

// byYears is the weight of an age that is so many years off. About one adult in
// sixty is of the very same age; pages are often a year off and rarely more.
var byYears = [...]float64{5.5, 4, 1, -2, -5, -5}

func yearsClue(off int) clue {
	if off >= len(byYears) {
		return clue{field: "age", bits: vetoBits, veto: true}
	}
	return clue{field: "age", bits: byYears[off], backs: byYears[off] > 0}
}

func agesApart(born scan.Born, theirs scan.Age, asOf brokers.Date) clue {
	if asOf.IsZero() || theirs.IsZero() || theirs.Low < 0 || theirs.High < theirs.Low || theirs.Low > oldest {
		return clue{}
	}
	ours := born.AgeOn(asOf)
	theirs.High = min(theirs.High, oldest)
	off := max(theirs.Low-ours.High, ours.Low-theirs.High, 0)
	c := yearsClue(off)
	if c.bits > 0 { // a wide band says little
		width := float64(theirs.High - theirs.Low + ours.High - ours.Low + 1)
		c.bits = max(c.bits-math.Log2(width)*0.9, 0.2)
	}
	switch {
	case off == 0:
		c.text = fmt.Sprintf("age %s fits", theirs)
	case off == 1:
		c.text = fmt.Sprintf("age %s fits, within a year", theirs)
	default:
		c.text = fmt.Sprintf("age %s, you are %s", theirs, spoken(ours))
	}
	return c
}

func spoken(a scan.Age) string {
	if a.Low == a.High {
		return a.String()
	}
	return fmt.Sprintf("%d or %d", a.Low, a.High)
}

func bornApart(ours, theirs scan.Born) clue {
	if theirs.IsZero() || theirs.Year <= 0 {
		return clue{}
	}
	sameMonth := ours.Month != 0 && ours.Month == theirs.Month
	sameDay := sameMonth && ours.Day != 0 && ours.Day == theirs.Day
	off := ours.Year - theirs.Year
	off = max(off, -off)
	c := yearsClue(off)
	switch {
	case off > 0 && sameDay: // rather one birth date with a slip in the year
		return clue{field: "age", bits: max(4-float64(off), -3), text: "born on the same day of another year", backs: off < 4}
	case off > 0:
		c.text = "born in another year"
	case sameDay:
		c.bits, c.text = 12, "born on the same day"
	case sameMonth && (ours.Day == 0 || theirs.Day == 0):
		c.bits, c.text = 8.5, "born in the same month"
	case sameMonth:
		c.bits, c.text = 5, "born in the same month, on another day"
	case ours.Month == 0 || theirs.Month == 0:
		c.text = "born in the same year"
	case int(ours.Month) == theirs.Day && int(theirs.Month) == ours.Day:
		c.bits, c.text = 9, "born on the same day, with day and month changed about"
	default:
		c = clue{field: "age", bits: -2, text: "born in the same year, on another day"}
	}
	return c
}
