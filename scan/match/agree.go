package match

import (
	"strings"

	"github.com/whohasme/whohasme/scan/match/spelling"
)

// kind says in what way two names, or parts of names, belong together.
type kind uint8

// The kinds, strongest first after absent.
const (
	absent  kind = iota // one side does not give the part
	exact               // the same
	variant             // another form of the name, as Bob for Robert
	near                // spelled a little differently
	part                // one of two names
	moved               // another part of the name stands in its place
	sibling             // two forms of one name, as Bob and Rob
	far                 // spelled rather differently, or sounding alike
	initial             // one side gives only its first letter
	twin                // a letter apart, but both are names of their own, as Mario and Maria
	differs
	kinds
)

// agrees reports whether the parts may be one.
func (k kind) agrees() bool { return k >= exact && k <= initial }

// quality is how much of the weight of a name an agreement carries; it ranks
// readings of one name and nothing else.
var quality = [kinds]float32{exact: 1, variant: 0.85, near: 0.8, part: 0.75, moved: 0.6, sibling: 0.6, far: 0.45, initial: 0.2, twin: -0.15, differs: -0.4}

// worth ranks an agreement on a name that is so rare.
func (k kind) worth(bits float32) float32 {
	if k == initial {
		return 2
	}
	return quality[k] * bits
}

// compareFirst compares a given name of the subject with one of the page.
func compareFirst(a, b *word) kind {
	if a.text == b.text {
		return exact
	}
	if spelling.InitialOf(a.text, b.text) {
		return initial
	}
	if direct, siblings := forms(a.known, b.known); direct {
		return variant
	} else if siblings {
		return sibling
	}
	return misspelled(a, b, a.isFirst() && b.isFirst(), 6)
}

// compareLast compares a last name of the subject with one of the page.
func compareLast(a, b *word) kind {
	if a.text == b.text {
		return exact
	}
	if spelling.InitialOf(a.text, b.text) {
		return initial
	}
	if oneRomanized(a, b) {
		return variant
	}
	return misspelled(a, b, a.isLast() && b.isLast(), 7)
}

// misspelled says whether two different words may be one in two spellings. Two
// that are both names of their own are rather two names: Mario is no Maria;
// only long ones as Gonzalez and Gonzales, and those that sound alike, pass.
func misspelled(a, b *word, bothKnown bool, longest int) kind {
	short := min(len(a.text), len(b.text))
	if short < 3 {
		return differs
	}
	alike := soundsAlike(a, b) && (!bothKnown || sameSex(a.text, b.text))
	edits := 4
	if long := max(len(a.text), len(b.text)); long-short <= 3 && !spelling.FarApart(a.letters, b.letters, 3) {
		edits = spelling.Distance(a.text, b.text)
	} else if !alike {
		return differs
	}
	switch {
	case bothKnown && (edits == 1 && (short >= longest || short >= 5 && plural(a.text, b.text)) || alike && edits <= 2 || alike && edits == 3 && short >= 6):
		return far
	case bothKnown && edits == 1 && short >= 4:
		return twin
	case bothKnown:
		return differs
	case edits == 1 && short >= 4, edits == 2 && (short >= 7 || oneMisread(a.text, b.text)), alike && edits <= 2 && short >= 5:
		return near
	case edits <= 1, edits == 2 && short >= 5, edits == 3 && short >= 8, alike:
		return far
	case short >= 4 && a.letters == b.letters && len(a.text) == len(b.text): // letters thrown about
		return far
	case short >= 5 && edits <= 3 && spelling.JaroWinkler(a.text, b.text) >= 0.88:
		return far
	}
	return differs
}

// plural reports whether two names differ by an s at the end, as Robert and
// Roberts.
func plural(a, b string) bool { return a+"s" == b || b+"s" == a }

// sameSex reports that the endings of two names do not tell a woman's from a
// man's: Maria from Mario, Daniela from Daniel. Anna may be Anne.
func sameSex(a, b string) bool {
	if doubled(a, b) || doubled(b, a) {
		return false
	}
	x, y := ending(a), ending(b)
	return x == y || x+y == 'a'+'e' || x != 'a' && x != 'o' && y != 'a' && y != 'o'
}

// doubled reports that one name is the other with its last letter twice and an
// e, as Danielle and Adrienne, or with an e more, as Renee.
func doubled(short, long string) bool {
	if len(short) < 4 || len(long) <= len(short) || long[:len(short)] != short {
		return false
	}
	last := short[len(short)-1:]
	return long[len(short):] == last+"e" || last == "e" && long[len(short):] == "e"
}

func ending(s string) int {
	s = strings.TrimSuffix(s, "h")
	if s == "" {
		return 0
	}
	return int(s[len(s)-1])
}
