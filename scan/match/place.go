package match

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match/spelling"
)

// place is a town of the subject or of a page, folded.
type place struct {
	city, state, zip string
	letters          uint32
	known            bool    // the city is in the table
	bits             float32 // how rare it is to live there
	stateBits        float32 // how rare it is to live in the state
	label            string  // "Dayton, OH" for people; of a safe address only its number
	safe             int
}

func readPlace(a scan.Address) place {
	p := place{city: cityName(a.City), zip: zipCode(a.Zip)}
	if !spelling.IsASCII(a.State) {
		a.State = spelling.Fold(a.State)
	}
	if code, ok := brokers.StateCode(a.State); ok {
		p.state, p.stateBits = code, stateBits(code)
	} else if a.State != "" {
		p.state = region(join(words(spelling.Fold(a.State))))
	}
	p.letters = spelling.Letters(p.city)
	if p.city != "" {
		p.bits = rareCity
		if b, ok := lexicon().cities[city{p.city, p.state}]; ok {
			p.bits, p.known = b, true
		}
	}
	return p
}

// regions are states, provinces and nations that addresses in English give
// besides the states of the United States.
var regions = set("nsw vic qld sa tas act nt ab bc mb nb nl ns on pe qc sk yt nu uk gb england scotland wales ireland")

// region leaves out what is no known state: a misprint contradicts nothing.
func region(s string) string {
	if len(s) <= 3 && !regions[s] {
		return ""
	}
	return s
}

// cityName joins the words of a city; Saint, Fort and Mount are shortened.
func cityName(s string) string {
	if s == "" {
		return ""
	}
	ws := words(spelling.Fold(s))
	for i, w := range ws[:max(len(ws)-1, 0)] {
		switch w.text {
		case "saint":
			ws[i].text = "st"
		case "sainte":
			ws[i].text = "ste"
		case "fort":
			ws[i].text = "ft"
		case "mount":
			ws[i].text = "mt"
		}
	}
	return join(ws)
}

// zipCode returns the first five digits of a ZIP code, or another country's
// code as it stands; a row of zeros is none.
func zipCode(s string) string {
	if s == "" {
		return ""
	}
	z := join(words(spelling.Fold(s)))
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
		a, oneLine := splitLine(a)
		p := readPlace(a)
		p.safe = safe
		if safe == 0 && !oneLine {
			p.label = townLabel(a)
		}
		if p.city+p.state+p.zip != "" {
			m.places = append(m.places, p)
		}
		if st := readStreet(a, p); st.name != "" {
			st.safe = safe
			m.streets = append(m.streets, st)
		}
	}
	for _, a := range s.Addresses {
		if _, safe := s.Safe.IsAddress(a); !safe { // else it goes by its label, below
			add(a, 0)
		}
	}
	if home := (scan.Address{State: s.Residence.State}); home.State != "" && len(s.Addresses) == 0 && !inSafeState(s, home) {
		add(home, 0)
	}
	for i, a := range s.Safe.Addresses {
		add(a, i+1)
	}
}

// inSafeState reports whether a safe address lies in the state of a place.
func inSafeState(s *scan.Subject, at scan.Address) bool {
	return slices.ContainsFunc(s.Safe.Addresses, func(a scan.Address) bool { return readPlace(a).state == readPlace(at).state })
}

func townLabel(a scan.Address) string {
	return scan.Address{City: strings.Join(strings.Fields(a.City), " "), State: strings.TrimSpace(a.State)}.String()
}

// nearness says how near two places are.
type nearness uint8

const (
	unsaid    nearness = iota
	elsewhere          // another state, or another city where states are not given
	otherCity          // the same state, another city
	sameState          // and no city on one side
	nearCity           // spelled a little differently, or one name within the other
	sameCity
	sameZip
)

// placeFound is what the towns of a subject and of a page have in common.
type placeFound struct {
	level  nearness
	bits   float32 // how rare it is to live there
	state  float32 // how rare it is to live in the state, where only that is shared
	cities int     // how many cities in common
	at     int     // the subject's place of the best pair
	safe   int     // the safe address whose town, shared with no other, the page shows
}

// comparePlaces looks for the best pair of towns: both sides list former ones,
// so that no pair is only weakly against.
func comparePlaces(ours, theirs []place) placeFound {
	var f placeFound
	for i := range ours {
		shared := false
		for j := range theirs {
			l := comparePlace(&ours[i], &theirs[j])
			if l > f.level || l == f.level && l >= nearCity && ours[i].bits > f.bits {
				f.level, f.bits, f.at = l, ours[i].bits, i
			}
			if l == sameState || l == otherCity {
				f.state = max(f.state, ours[i].stateBits)
			}
			shared = shared || l >= nearCity
			if l >= nearCity && ours[i].safe > 0 && f.safe == 0 && !openTown(ours, &ours[i]) {
				f.safe = ours[i].safe
			}
		}
		if shared && !seenCity(ours[:i], &ours[i], theirs) {
			f.cities++
		}
	}
	return f
}

// seenCity reports whether the same city was shared before.
func seenCity(before []place, p *place, theirs []place) bool {
	for i := range before {
		if before[i].city != p.city || before[i].state != p.state {
			continue
		}
		for j := range theirs {
			if comparePlace(&before[i], &theirs[j]) >= nearCity {
				return true
			}
		}
	}
	return false
}

// openTown reports whether an address that is not safe lies in the same town.
func openTown(ours []place, p *place) bool {
	for i := range ours {
		if ours[i].safe == 0 && ours[i].city == p.city && ours[i].state == p.state {
			return true
		}
	}
	return false
}

func comparePlace(a, b *place) nearness {
	states := a.state != "" && b.state != ""
	cities := a.city != "" && b.city != ""
	apart := states && a.state != b.state
	switch {
	case apart && !(a.zip != "" && a.zip == b.zip && a.city == b.city): // one of the two rather mistyped
		return elsewhere
	case a.zip != "" && a.zip == b.zip:
		return sameZip
	case cities && a.city == b.city:
		return sameCity
	case cities && similarCity(a, b):
		return nearCity
	case states && cities:
		return otherCity
	case states:
		return sameState
	case cities:
		return elsewhere
	}
	return unsaid
}

const leastCity = 4 // letters of a city name that is compared but for equality

func similarCity(a, b *place) bool {
	short, long := a.city, b.city
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) < leastCity {
		return false
	}
	if len(short) > leastCity && strings.Contains(long, short) { // Tonbridge and Malling
		return true
	}
	if a.known && b.known { // Austin is no Boston
		return false
	}
	edits := 1 + (len(short)-leastCity)/2
	return len(long)-len(short) <= edits && !spelling.FarApart(a.letters, b.letters, edits) && spelling.Distance(short, long) <= min(edits, 3)
}
