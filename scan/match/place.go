package match

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// place is a town of the subject or of a page, folded.
type place struct {
	city, state, zip string
	label            string // "Dayton, OH" for people; of a safe address only its number
	safe             int
}

func readPlace(a scan.Address) place {
	p := place{city: cityName(a.City), zip: zipCode(a.Zip)}
	if code, ok := brokers.StateCode(a.State); ok {
		p.state = code
	} else {
		p.state = join(plainWords(a.State))
	}
	return p
}

var cityShort = strings.NewReplacer("saint ", "st ", "sainte ", "ste ", "fort ", "ft ", "mount ", "mt ")

func cityName(s string) string {
	return strings.ReplaceAll(cityShort.Replace(strings.Join(plainWords(s), " ")), " ", "")
}

// zipCode returns the first five digits of a ZIP code, or another country's
// code as it stands; a row of zeros is none.
func zipCode(s string) string {
	z := join(plainWords(s))
	if strings.Trim(z, "0") == "" {
		return ""
	}
	if len(z) == 9 && strings.Trim(z, "0123456789") == "" {
		return z[:5]
	}
	return z
}

func (m *Matcher) addAddresses(s *scan.Subject) {
	add := func(a scan.Address, safe int) {
		p := readPlace(a)
		p.safe, p.label = safe, townLabel(a)
		if p.city+p.state+p.zip != "" {
			m.places = append(m.places, p)
		}
		if st := readStreet(a); st.name != "" {
			st.safe = safe
			m.streets = append(m.streets, st)
		}
	}
	for _, a := range s.Addresses {
		add(a, 0)
	}
	if s.Residence.State != "" && len(s.Addresses) == 0 {
		add(scan.Address{State: s.Residence.State}, 0)
	}
	for i, a := range s.Safe.Addresses {
		add(a, i+1)
	}
}

func townLabel(a scan.Address) string {
	return scan.Address{City: strings.Join(strings.Fields(a.City), " "), State: strings.TrimSpace(a.State)}.String()
}

// Weights of places, in bits. Searches are by state, so a state says little. A
// city is one of some hundred of a state, and people share the large ones.
const (
	zipBits       = 8.0
	cityBits      = 6.0
	cityAloneBits = 4.5 // one side gives no state
	cityNearBits  = 4.5 // spelled a little differently
	stateBits     = 1.5
	otherCityBits = -0.5 // the same state, another city
	elsewhereBits = -2.0
	moreCityBits  = 2.0 // for each further city in common, twice at most
)

type placeLevel uint8

const (
	unsaid placeLevel = iota
	elsewhere
	otherCity
	sameState
	sameCity
	sameZip
)

// placeClue compares the towns of the subject with those of the page. Both list
// former ones, so the best pair counts, and no pair is only weakly against.
func placeClue(ours []place, addresses []scan.Address) clue {
	theirs := make([]place, 0, len(few(addresses)))
	for _, a := range few(addresses) {
		theirs = append(theirs, readPlace(a))
	}
	var best float64
	var level placeLevel
	var at place
	var cities []string
	for _, o := range ours {
		for _, p := range theirs {
			b, l := comparePlace(o, p)
			if l > level || l == level && b > best {
				best, level, at = b, l, o
			}
			if key := o.state + "/" + o.city; l >= sameCity && !slices.Contains(cities, key) {
				cities = append(cities, key)
			}
		}
	}
	if level == unsaid {
		return clue{}
	}
	best += moreCityBits * float64(min(max(len(cities)-1, 0), 2))
	text := placeText(level, at, len(cities))
	if n := safeTown(ours, theirs); n > 0 {
		text = fmt.Sprintf("the page shows the town of safe address %d", n)
	}
	return clue{field: "place", bits: best, text: text, backs: best > 0}
}

func comparePlace(a, b place) (float64, placeLevel) {
	states := a.state != "" && b.state != ""
	switch {
	case states && a.state != b.state:
		return elsewhereBits, elsewhere
	case a.zip != "" && a.zip == b.zip:
		return zipBits, sameZip
	case a.city != "" && a.city == b.city && states:
		return cityBits, sameCity
	case a.city != "" && a.city == b.city:
		return cityAloneBits, sameCity
	case misspelled(a.city, b.city, cityBits, false).kind == near:
		return cityNearBits, sameCity
	case states && a.city != "" && b.city != "":
		return otherCityBits, otherCity
	case states:
		return stateBits, sameState
	case a.city != "" && b.city != "":
		return elsewhereBits, elsewhere
	}
	return 0, unsaid
}

// safeTown returns the number of a safe address whose town the page shows and
// no address that is not safe shares; 0 for none.
func safeTown(ours, theirs []place) int {
	for _, o := range ours {
		if o.safe == 0 || slices.ContainsFunc(ours, func(p place) bool { return p.safe == 0 && p.city == o.city && p.state == o.state }) {
			continue
		}
		for _, p := range theirs {
			if _, l := comparePlace(o, p); l >= sameCity {
				return o.safe
			}
		}
	}
	return 0
}

func placeText(l placeLevel, at place, cities int) string {
	switch {
	case at.safe > 0 && l == sameZip:
		return fmt.Sprintf("the page shows the ZIP code of safe address %d", at.safe)
	case at.safe > 0 && l >= sameCity:
		return "lived in a place you gave"
	case at.safe > 0 && l != elsewhere:
		return fmt.Sprintf("the state of safe address %d", at.safe)
	}
	switch l {
	case elsewhere:
		return "no place in common with those you gave"
	case otherCity:
		return "the same state, another city"
	case sameState:
		return "the same state, " + at.state
	}
	text := "lived in " + at.label + " as you did"
	if at.label == "" {
		text = "lived in the same ZIP code as you did"
	}
	if cities > 1 {
		text += ", and in another place you gave"
	}
	return text
}
