package match

import (
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match/spelling"
)

// street is a street address, folded.
type street struct {
	number  string
	name    string // without number, kind and direction
	whole   string // with kind and direction
	letters uint32 // of whole
	at      place
	safe    int
}

// Words that addresses carry or leave out at will (USPS Publication 28,
// appendices C1 and C2, and its directionals).
var (
	streetKinds = set(`st str street ave av avenue rd road dr drive ln la lane ct court blvd boulevard pl place cir circle
		ter terrace way wy pkwy parkway hwy highway trl trail tr sq square loop cres crescent close walk aly alley xing crossing`)
	directions = set("n s e w ne nw se sw so no north south east west northeast northwest southeast southwest")
	units      = set("apt apartment unit ste suite rm room fl floor lot trlr bldg building num penthouse")
)

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

const maxStreetWords = 12

// readStreet cuts "12 N. Elm St, Apt 4" down to number 12 and name elm.
func readStreet(a scan.Address, at place) street {
	s := street{at: at}
	if a.Street == "" {
		return s
	}
	folded := spelling.Fold(a.Street)
	text, _, _ := strings.Cut(folded, "#")
	if strings.TrimSpace(text) == "" {
		text = folded
	}
	ws := words(text)
	ws = ws[:min(len(ws), maxStreetWords)]
	var name, whole []word
	for i, w := range ws {
		if i > 0 && units[w.text] {
			break
		}
		if s.number == "" && strings.ContainsAny(w.text, "0123456789") {
			s.number = w.text
			continue
		}
		whole = append(whole, w)
		if !streetKinds[w.text] && !directions[w.text] {
			name = append(name, w)
		}
	}
	if len(name) == 0 {
		name = whole
	}
	s.name, s.whole = join(name), join(whole)
	s.letters = spelling.Letters(s.whole)
	return s
}

// splitLine takes a city, state and ZIP code out of a street that is a whole
// address on one line, as far as it can tell them: what stands behind the
// street's kind, and a state and code at the end.
func splitLine(a scan.Address) (scan.Address, bool) {
	if a.City != "" || a.State != "" || len(a.Street) < 12 {
		return a, false
	}
	line := a.Street[:min(len(a.Street), spelling.MaxText)]
	fields := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
	if n := len(fields); n > 3 && a.Zip == "" && len(zipCode(fields[n-1])) == 5 && strings.Trim(fields[n-1], "0123456789-") == "" {
		a.Zip, fields = fields[n-1], fields[:n-1]
	}
	if n := len(fields); n > 3 && len(fields[n-1]) == 2 {
		a.State, fields = fields[n-1], fields[:n-1]
	}
	for i := 1; i < len(fields)-1; i++ {
		if k := strings.ToLower(strings.Trim(fields[i], ".")); streetKinds[k] {
			for i+2 < len(fields) && directions[strings.ToLower(strings.Trim(fields[i+1], "."))] {
				i++
			}
			a.Street, a.City = strings.Join(fields[:i+1], " "), strings.Join(fields[i+1:], " ")
			return a, true
		}
	}
	return a, false
}

// streetLevel says how much two street addresses have in common.
type streetLevel uint8

const (
	noStreet    streetLevel = iota
	otherStreet             // none in common: people move
	sameRoad                // the street without the number
	awayStreet              // the same words in another town
	nearStreet              // a slip in the number or the name
	sameStreet
)

const leastRoad = 3

type streetFound struct {
	level streetLevel
	safe  int
}

func compareStreets(ours, theirs []street) streetFound {
	var f streetFound
	for i := range ours {
		for j := range theirs {
			l := compareStreet(&ours[i], &theirs[j])
			if l >= nearStreet && ours[i].safe > 0 && f.safe == 0 {
				f.safe = ours[i].safe
			}
			f.level = max(f.level, l)
		}
	}
	return f
}

func compareStreet(a, b *street) streetLevel {
	if a.name == "" || b.name == "" {
		return noStreet
	}
	same, like := sameRoads(a, b)
	if !same && !like {
		return otherStreet
	}
	numbers := a.number != "" && b.number != ""
	equal := numbers && a.number == b.number
	slip := numbers && !equal && slipped(a.number, b.number)
	away := comparePlace(&a.at, &b.at) == elsewhere
	switch {
	case away && same && equal:
		return awayStreet
	case away:
		return otherStreet
	case same && equal:
		return sameStreet
	case same && slip, like && equal:
		return nearStreet
	case same:
		return sameRoad
	}
	return otherStreet
}

func sameRoads(a, b *street) (same, like bool) {
	if a.name == b.name && len(a.name) >= leastRoad || a.whole == b.whole {
		return true, true
	}
	long, short := max(len(a.whole), len(b.whole)), min(len(a.whole), len(b.whole))
	if short < leastRoad+2 {
		return false, false
	}
	edits := min(1+short/6, 3)
	if long-short > edits || spelling.FarApart(a.letters, b.letters, edits) {
		return false, false
	}
	return false, spelling.Distance(a.whole, b.whole) <= edits
}

// slipped reports whether a digit was lost or two changed places; with another
// digit it is the neighbours' house.
func slipped(a, b string) bool {
	return spelling.Distance(a, b) == 1 && (len(a) != len(b) || turnedDigits(a, b))
}

func turnedDigits(a, b string) bool {
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i]
		}
	}
	return false
}
