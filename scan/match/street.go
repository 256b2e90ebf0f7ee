package match

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/scan"
)

// street is a street address, folded.
type street struct {
	number, name string
	at           place
	safe         int
}

// Words that addresses carry or leave out at will (USPS Publication 28,
// appendices C1 and C2, and its directionals).
var (
	streetKinds = strings.Fields(`st str street ave av avenue rd road dr drive ln la lane ct court blvd boulevard pl place cir circle
		ter terrace way pkwy parkway hwy highway trl trail sq square loop cres crescent close walk aly alley xing crossing`)
	directions = strings.Fields("n s e w ne nw se sw north south east west northeast northwest southeast southwest")
	units      = strings.Fields("apt apartment unit ste suite rm room fl floor lot trlr bldg building no num")
)

// readStreet cuts "12 N. Elm St, Apt 4" down to number 12 and name elm.
func readStreet(a scan.Address) street {
	ws := plainWords(strings.Split(a.Street, "#")[0])
	s := street{at: readPlace(a)}
	var name []string
	for i, w := range ws {
		if i > 0 && slices.Contains(units, w) {
			break
		}
		if s.number == "" && strings.ContainsFunc(w, unicode.IsDigit) {
			s.number = w
			continue
		}
		name = append(name, w)
	}
	if plain := slices.DeleteFunc(slices.Clone(name), unimportant); len(plain) > 0 {
		name = plain
	}
	s.name = join(name)
	return s
}

func unimportant(w string) bool {
	return slices.Contains(streetKinds, w) || slices.Contains(directions, w)
}

// Weights of streets, in bits. A household shares its address, so it never
// tells a parent from a child of the same name.
const (
	addressBits      = 10.0
	addressNearBits  = 8.0
	streetBits       = 4.0 // without a number on one side
	addressAwayBits  = 4.0 // the same words in another town
	addressLeastName = 3
)

// streetClue looks for a street address in common. None in common says
// nothing: people move.
func streetClue(ours []street, theirs []scan.Address) clue {
	var best float64
	safe := 0
	for _, a := range few(theirs) {
		if a.Street == "" {
			continue
		}
		t := readStreet(a)
		for _, o := range ours {
			b := compareStreet(o, t)
			if b >= addressNearBits && o.safe > 0 && safe == 0 {
				safe = o.safe
			}
			best = max(best, b)
		}
	}
	if best == 0 {
		return clue{}
	}
	c := clue{field: "street", bits: best, text: "the same street address", backs: true, own: true}
	switch {
	case safe > 0:
		c.text = fmt.Sprintf("the page shows safe address %d", safe)
	case best < addressNearBits:
		c.text = "the same street"
	}
	return c
}

func compareStreet(a, b street) float64 {
	if letters(a.name) < addressLeastName || letters(b.name) < addressLeastName {
		return 0
	}
	same := a.name == b.name
	if !same && misspelled(a.name, b.name, addressBits, false).kind != near {
		return 0
	}
	_, level := comparePlace(a.at, b.at)
	switch {
	case a.number != "" && b.number != "" && a.number != b.number:
		return 0
	case level == elsewhere:
		if same && a.number != "" && a.number == b.number {
			return addressAwayBits
		}
		return 0
	case a.number == "" || b.number == "":
		if same {
			return streetBits
		}
		return 0
	case same:
		return addressBits
	}
	return addressNearBits
}
