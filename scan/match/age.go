package match

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// oldest is the greatest age that is read as one: beyond it stand default birth
// dates such as 1900, not people.
const oldest = 105

// ageFound is what ages and birth dates say.
type ageFound struct {
	term   term    // ageSame and below, or 0 where a side gives none
	extra  float64 // bits to add to those of the term: a birth date says more, a band less
	text   ageText
	ours   scan.Age
	years  int  // how far apart
	behind bool // the page makes the subject younger, as one that has stood still does
}

type ageText uint8

const (
	ageFits ageText = iota
	ageFitsNearly
	ageApart
	bornSameDay
	bornSameMonth
	bornMonthOtherDay
	bornSameYear
	bornTurned
	bornOtherDay
	bornDayOtherYear
	bornOtherYear
)

// termOfYears is the term of ages so many years apart.
func termOfYears(off int) term {
	switch {
	case off == 0:
		return ageSame
	case off == 1:
		return ageOne
	case off == 2:
		return ageTwo
	case off <= 5:
		return ageFew
	case off <= 9:
		return ageMany
	}
	return ageFar
}

// compareAges compares the birth date with the age and the birth date of the
// page. Where the page gives both, an agreement counts once and a contradiction
// wins.
func compareAges(born scan.Born, r *Record, asOf brokers.Date, w *Weights) ageFound {
	if born.IsZero() || born.Year <= 0 {
		return ageFound{}
	}
	age, birth := agesApart(born, r.age, asOf, w), bornApart(born, r.born)
	if r.couple && (age.term == ageFew || age.term == ageMany) { // it may be that of the other
		age.term = ageTwo
	}
	switch {
	case age.term == 0:
		return birth
	case birth.term == 0:
		return age
	}
	a, b := age.bits(w), birth.bits(w)
	if a < 0 || b < 0 {
		if a < b {
			return age
		}
		return birth
	}
	if a > b {
		return age
	}
	return birth
}

func (a ageFound) bits(w *Weights) float64 {
	if a.term == 0 {
		return 0
	}
	return w.Bits[a.term] + a.extra
}

func agesApart(born scan.Born, theirs scan.Age, asOf brokers.Date, w *Weights) ageFound {
	if asOf.IsZero() || theirs.IsZero() || theirs.Low < 0 || theirs.High < theirs.Low || theirs.Low > oldest {
		return ageFound{}
	}
	ours := born.AgeOn(asOf)
	theirs.High = min(theirs.High, oldest)
	off := max(theirs.Low-ours.High, ours.Low-theirs.High, 0)
	f := ageFound{term: termOfYears(off), ours: ours, years: off, text: ageApart, behind: theirs.High < ours.Low}
	if width := theirs.High - theirs.Low; width > 0 && w.Bits[f.term] > 0 { // a wide band says little
		f.extra = -w.Bits[f.term] * (1 - narrowness(width))
	}
	switch off {
	case 0:
		f.text = ageFits
	case 1:
		f.text = ageFitsNearly
	}
	return f
}

// narrowness is what is left of an agreement when an age is a band of so many
// years, by what a band leaves of the information.
func narrowness(width int) float64 {
	switch {
	case width <= 1:
		return 0.85
	case width <= 4:
		return 0.6
	case width <= 9:
		return 0.4
	case width <= 19:
		return 0.2
	}
	return 0.05
}

// bornApart compares birth dates. A day is one of 365 and a month one of 12, of
// which pages get some wrong: hence 6 and 3 bits beyond the year.
func bornApart(ours, theirs scan.Born) ageFound {
	if theirs.IsZero() || theirs.Year <= 0 {
		return ageFound{}
	}
	sameMonth := ours.Month != 0 && ours.Month == theirs.Month
	sameDay := sameMonth && ours.Day != 0 && ours.Day == theirs.Day
	off := ours.Year - theirs.Year
	off = max(off, -off)
	f := ageFound{term: termOfYears(off), years: off}
	switch {
	case off > 0 && off <= 4 && sameDay: // rather one birth date with a slip in the year
		f.term, f.text = ageTwo, bornDayOtherYear
	case off == 1 && ours.Month != 0 && theirs.Month != 0 && !sameMonth: // no slip, and nothing that a birthday explains
		f.term, f.text = ageFew, bornOtherYear
	case off > 0:
		f.text = bornOtherYear
	case sameDay:
		f.text, f.extra = bornSameDay, 6
	case sameMonth && (ours.Day == 0 || theirs.Day == 0):
		f.text, f.extra = bornSameMonth, 3
	case sameMonth:
		f.text = bornMonthOtherDay
	case ours.Month == 0 || theirs.Month == 0:
		f.text = bornSameYear
	case int(ours.Month) == theirs.Day && int(theirs.Month) == ours.Day:
		f.text, f.extra = bornTurned, 4
	default:
		f.term, f.text = ageFew, bornOtherDay
	}
	return f
}
