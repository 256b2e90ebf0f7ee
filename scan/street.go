package scan

import "strings"

// streetShort are the words of a street that people write in more than one
// way (USPS Publication 28, appendices B and C).
var streetShort = map[string]string{
	"street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "lane": "ln", "boulevard": "blvd", "court": "ct",
	"place": "pl", "terrace": "ter", "circle": "cir", "highway": "hwy", "parkway": "pkwy", "square": "sq", "trail": "trl",
	"north": "n", "south": "s", "east": "e", "west": "w",
	"northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
	"apartment": "apt", "unit": "apt", "suite": "apt", "ste": "apt",
}

// streetWords folds a text and shortens the words of streets in it.
func streetWords(s string) string {
	words := strings.Fields(Fold(strings.ReplaceAll(s, "#", " apt ")))
	for i, w := range words {
		if short, ok := streetShort[w]; ok {
			words[i] = short
		}
	}
	return strings.Join(words, " ")
}

// house is a street and number without the apartment.
func house(street string) string {
	words := streetWords(street)
	if before, _, ok := strings.Cut(words, " apt "); ok {
		return before
	}
	return words
}

// sameHouse reports whether two addresses give the same street and number and
// do not contradict each other in the rest.
func (a Address) sameHouse(b Address) bool {
	agree := func(x, y string) bool { return x == "" || y == "" || Fold(x) == Fold(y) }
	if house(a.Street) == "" || house(a.Street) != house(b.Street) || !agree(a.City, b.City) || !agree(a.State, b.State) {
		return false
	}
	return a.City != "" && b.City != "" || agree(zip5(a.Zip), zip5(b.Zip))
}
