package doubt

import (
	"slices"
	"strings"
)

// severalTable finds several strings in one leap from place to place, as Wu and
// Manber (A Fast Algorithm for Multi-Pattern Searching, 1994) do: by the last two
// bytes of a window as long as the shortest string it knows how far the next
// place is where one may begin.
type severalTable struct {
	texts []string
	width int // of the window
	leap  [1 << 12]uint8
}

func several(texts []string) *severalTable {
	t := &severalTable{texts: texts, width: 255}
	for _, s := range texts {
		t.width = min(t.width, len(s))
	}
	for i := range t.leap {
		t.leap[i] = uint8(t.width - 1)
	}
	for _, s := range texts {
		for i := 1; i < t.width; i++ {
			at := pair(s[i-1], s[i])
			t.leap[at] = min(t.leap[at], uint8(t.width-1-i))
		}
	}
	return t
}

// pair is where in the table two bytes are; others may share their place.
func pair(a, b byte) int { return (int(a)<<5 ^ int(b)) & (1<<12 - 1) }

// in returns which of the strings a text has, by their place in the list.
func (t *severalTable) in(s string) (found []int) {
	for i := t.width - 1; i < len(s); {
		if leap := t.leap[pair(s[i-1], s[i])]; leap > 0 {
			i += int(leap)
			continue
		}
		for n, text := range t.texts {
			if strings.HasPrefix(s[i-t.width+1:], text) && !slices.Contains(found, n) {
				found = append(found, n)
			}
		}
		i++
	}
	return found
}

var markTable = several(checkMarks)
