package match

import "slices"

var generations = map[string]int{
	"sr": 1, "senior": 1, "jr": 2, "junior": 2, "ii": 2, "2nd": 2, "iii": 3, "3rd": 3, "iv": 4, "4th": 4,
}

var generationNames = [...]string{"", "Sr", "Jr or II", "III", "IV", "V"}

// takeGeneration takes a mark of generation out of a name. Senior and Junior
// are names too where little else is left; V, at the end, is as often a middle
// initial, so it goes and says nothing.
func takeGeneration(ws []word) ([]word, int) {
	g := 0
	kept := make([]word, 0, len(ws))
	for i, w := range ws {
		n := generations[w.text]
		long := w.text == "senior" || w.text == "junior"
		switch {
		case n != 0 && (!long || i >= 2):
			g = n
		case w.text == "v" && i >= 2 && i == len(ws)-1:
		default:
			kept = append(kept, w)
		}
	}
	return kept, g
}

// suffixClue compares generations. Two that are given and differ settle the
// matter; one that only the page gives is a strong sign of a parent or child,
// and settles it when the age does not fit either. One that only the subject
// gives says nothing.
func (m *Matcher) suffixClue(hits []hit, age clue) clue {
	const field = "suffix"
	var ours, theirs []int
	for _, p := range m.names {
		if p.generation != 0 {
			ours = append(ours, p.generation)
		}
	}
	for _, h := range hits {
		if h.generation != 0 {
			theirs = append(theirs, h.generation)
		}
	}
	if len(theirs) == 0 {
		return clue{}
	}
	for _, g := range theirs {
		if slices.Contains(ours, g) {
			return clue{field: field, bits: 3, text: "the same generation: " + generationNames[g]}
		}
	}
	text := "another generation: the page says " + generationNames[theirs[0]]
	switch {
	case len(ours) > 0 || age.bits < 0:
		return veto(field, text)
	case theirs[0] == 1: // a father becomes Sr when a son is named after him
		return clue{field: field, bits: -4, text: text + ", you gave none"}
	}
	return clue{field: field, bits: -5, text: text + ", you gave none"}
}
