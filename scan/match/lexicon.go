package match

import (
	_ "embed"
	"fmt"
	"github.com/whohasme/whohasme/scan/match/spelling"
	"strconv"
	"strings"
	"sync"
)

//go:embed surnames.txt
var surnamesText string

//go:embed firstnames.txt
var firstNamesText string

//go:embed nicknames.txt
var nicknamesText string

//go:embed places.txt
var placesText string

// What a name or city outside the tables weighs, in bits.
const (
	rareFirst = 16.0
	rareLast  = 18.5
	rareCity  = 15.0
)

const decades = 9 // 1930s to 2010s

// known is what the tables say of a word as a name.
type known struct {
	first                     [decades]uint8 // bits by decade of birth; 0: too rare there
	last                      float32        // bits; 0: no common last name
	given                     bool           // is a first name
	families                  []nickFamily
	spanishFirst, spanishLast bool
	romanized                 []int32 // groups of last names that are ways to write one
}

// nickFamily is a group of forms of one first name.
type nickFamily struct {
	group int32
	head  bool // the full name, not a form of it
}

// lexicon is read once, when it is first needed: embedded tables with a fault
// are a fault of the program.
var lexicon = sync.OnceValue(readLexicon)

type tables struct {
	names  map[string]*known
	cities map[city]float32
}

type city struct{ name, state string }

func readLexicon() tables {
	t := tables{names: make(map[string]*known, 16_000), cities: make(map[city]float32, 2_500)}
	eachLine(surnamesText, func(w []string) {
		b := number(w[0])
		for _, name := range w[1:] {
			t.name(name).last = b
		}
	})
	eachLine(firstNamesText, func(w []string) {
		k := t.name(w[0])
		k.given = true
		for d := range min(decades, len(w[1])) {
			if c := w[1][d]; c != '.' {
				k.first[d] = c - 'a' + 4
			}
		}
	})
	group := int32(0)
	eachLine(nicknamesText, func(w []string) {
		for i, form := range w {
			k := t.name(form)
			k.given = true
			k.families = append(k.families, nickFamily{group, i == 0})
		}
		group++
	})
	readRomanized(t)
	readSpanish(t)
	eachLine(placesText, func(w []string) {
		for _, name := range strings.Split(strings.Join(w[2:], " "), ",") {
			t.cities[city{cityName(name), w[0]}] = number(w[1])
		}
	})
	return t
}

func (t tables) name(s string) *known {
	k := t.names[s]
	if k == nil {
		k = new(known)
		t.names[s] = k
	}
	return k
}

func number(s string) float32 {
	n, err := strconv.ParseFloat(s, 32)
	if err != nil {
		panic(fmt.Sprintf("read tables: %q is no number", s))
	}
	return float32(n)
}

// eachLine calls do with the words of every line that is not a comment.
func eachLine(text string, do func(words []string)) {
	for line := range strings.Lines(text) {
		if w := strings.Fields(line); len(w) > 1 && !strings.HasPrefix(line, "#") {
			do(w)
		}
	}
}

// look completes words with what the tables say of them.
func look(ws []word) []word {
	names := lexicon().names
	for i := range ws {
		ws[i].known = names[ws[i].text]
		ws[i].sound = spelling.SoundOf(ws[i].text)
	}
	return ws
}

// anyDecade stands for a birth that is not known.
const anyDecade = -1

func decadeOf(year int) int {
	if year <= 0 {
		return anyDecade
	}
	return min(max((year-1930)/10, 0), decades-1)
}

// firstBits says how rare a first name is among those born in a decade.
func (w word) firstBits(decade int) float32 {
	switch {
	case w.known == nil || !w.known.given:
		return rareFirst
	case decade != anyDecade:
		if b := w.known.first[decade]; b != 0 {
			return float32(b)
		}
		return rareFirst - 1
	}
	least := float32(rareFirst - 1)
	for _, b := range w.known.first {
		if b != 0 {
			least = min(least, float32(b)+1)
		}
	}
	return least
}

// lastBits says how rare a last name is.
func (w word) lastBits() float32 {
	if w.known == nil || w.known.last == 0 {
		return rareLast
	}
	return w.known.last
}

func (w word) isFirst() bool { return w.known != nil && w.known.given }
func (w word) isLast() bool  { return w.known != nil && w.known.last != 0 }

// forms says how two first names belong together: as a name and a form of it
// (direct), or as two forms of one name.
func forms(a, b *known) (direct, siblings bool) {
	if a == nil || b == nil {
		return false, false
	}
	for _, x := range a.families {
		for _, y := range b.families {
			if x.group == y.group {
				direct = direct || x.head || y.head
				siblings = true
			}
		}
	}
	return direct, siblings
}
