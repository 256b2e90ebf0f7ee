package match

// generationOf reads Sr, Jr, II, III and the like; 0 for none.
func generationOf(s string) int {
	switch s {
	case "sr", "senior":
		return 1
	case "jr", "junior", "ii", "2nd":
		return 2
	case "iii", "3rd":
		return 3
	case "iv", "4th":
		return 4
	}
	return 0
}

var generationNames = [...]string{"", "Sr", "Jr or II", "III", "IV", "V"}

// takeGeneration takes a mark of generation out of a name, of which so many
// words stand before these. Senior and Junior are names too where little else is
// left; V, at the end, is as often a middle initial, so it goes and says nothing.
func takeGeneration(ws []word, before int) ([]word, int) {
	g := 0
	kept := ws[:0]
	for i, w := range ws {
		n := generationOf(w.text)
		long := w.text == "senior" || w.text == "junior"
		switch {
		case n != 0 && (!long || before+i >= 2):
			g = n
		case w.text == "v" && before == 0 && i >= 2 && i == len(ws)-1:
		default:
			kept = append(kept, w)
		}
	}
	return kept, g
}

// generationFound is what generations say.
type generationFound struct {
	term   term // 0: nothing
	theirs int
}

// compareGenerations compares generations over all names. One that only the
// subject gives says nothing.
func (m *Matcher) compareGenerations(hs *hits) generationFound {
	var f generationFound
	for i := range hs.n {
		g := hs.list[i].theirs.generation
		if g == 0 {
			continue
		}
		if f.theirs == 0 {
			f.theirs = g
		}
		for j := range m.names {
			if m.names[j].generation == g {
				return generationFound{suffixSame, g}
			}
		}
	}
	switch {
	case f.theirs == 0:
	case m.generation:
		f.term = suffixDiffers
	default:
		f.term = suffixOnlyTheirs
	}
	return f
}
