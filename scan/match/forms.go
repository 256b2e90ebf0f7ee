package match

import "github.com/whohasme/whohasme/scan"

// Forms reports whether two first names are forms of one: Bob and Robert.
func Forms(a, b string) bool {
	names := lexicon().names
	x, y := names[scan.Fold(a)], names[scan.Fold(b)]
	if x == nil || y == nil {
		return false
	}
	for _, f := range x.families {
		for _, g := range y.families {
			if f.group == g.group {
				return true
			}
		}
	}
	return false
}
