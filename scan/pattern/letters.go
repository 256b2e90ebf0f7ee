package pattern

import (
	"strings"
	"unicode/utf8"
)

// letters is a set of ASCII characters, and whether there are others.
type letters struct {
	low, high uint64 // below 64, and from 64 to 127
	far       bool   // outside ASCII
}

// lettersOf returns the characters of a text.
func lettersOf(s string) (l letters) {
	var set [2]uint64
	var bytes byte
	for i := range len(s) {
		c := s[i]
		bytes |= c
		set[c>>6&1] |= 1 << (c & 63)
	}
	if bytes < utf8.RuneSelf {
		return letters{low: set[0], high: set[1]}
	}
	set = [2]uint64{} // bytes of other characters looked like ASCII
	for i := range len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			set[c>>6] |= 1 << (c & 63)
		}
	}
	return letters{set[0], set[1], true}
}

func letterOf(r rune) letters {
	if r < 64 {
		return letters{low: 1 << r}
	}
	return letters{high: 1 << (r - 64)}
}

func (l letters) with(m letters) letters {
	return letters{l.low | m.low, l.high | m.high, l.far || m.far}
}

// meets reports whether the sets have one in common.
func (l letters) meets(m letters) bool { return l.low&m.low|l.high&m.high != 0 || l.far && m.far }

// holds reports whether the set has all of another.
func (l letters) holds(m letters) bool {
	return m.low&^l.low == 0 && m.high&^l.high == 0 && (l.far || !m.far)
}

// lower is the set with its capitals as small letters: in ASCII both are 32
// apart.
func (l letters) lower() letters {
	const capitals = (1<<26 - 1) << 1 // A to Z, counted from 64
	l.high |= l.high & capitals << 32
	return l
}

// folds reports whether a text holds one of the two characters outside ASCII
// that a pattern in either case takes for an ASCII letter: the long s and the
// Kelvin sign.
func (l letters) folds(s string) bool {
	return l.far && (strings.Contains(s, "\u017f") || strings.Contains(s, "\u212a"))
}
