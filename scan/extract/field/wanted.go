package field

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan"
)

// Wanted are the names that a page was asked for, ready to be looked for.
type Wanted struct {
	names []wanted
	lasts []string // folded words of the last names, those worth looking for
}

type wanted struct {
	first, last []string // folded
	glued       []string // of scripts that leave no space: last and first in either order
}

// Likeness says how much a printed name is like the one that was asked for.
type Likeness uint8

// The degrees.
const (
	Unlike  Likeness = iota
	Surname          // shares a word of the last name
	Alike            // and the first name, or its initial
)

// Want prepares names. A name without a last name is left out.
func Want(names []scan.Name) *Wanted {
	w := &Wanted{}
	for _, n := range names {
		one := wanted{first: strings.Fields(scan.Fold(n.First)), last: significant(strings.Fields(scan.Fold(n.Last)))}
		if len(one.last) == 0 || len(one.first) == 0 {
			continue
		}
		if f, l := strings.Join(one.first, ""), strings.Join(one.last, ""); gluing(f) && gluing(l) {
			one.glued = []string{l + f, f + l}
		}
		w.names = append(w.names, one)
		w.lasts = append(w.lasts, one.last...)
		w.lasts = append(w.lasts, one.glued...)
	}
	slices.Sort(w.lasts)
	w.lasts = slices.Compact(w.lasts)
	return w
}

// Empty reports whether there is nothing to look for.
func (w *Wanted) Empty() bool { return w == nil || len(w.names) == 0 }

// significant leaves out particles, unless nothing else is there.
func significant(words []string) []string {
	kept := slices.DeleteFunc(slices.Clone(words), func(s string) bool { return particles[s] })
	if len(kept) == 0 {
		return words
	}
	return kept
}

var particles = set("de del de la las los el al da das do dos di du van von der den ter ten zu y e bin ibn ben bint st san santa le")

func gluing(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

// Mentioned reports whether a word of a last name may stand in a text. It is
// quick and may err on the side of yes.
func (w *Wanted) Mentioned(s string) bool {
	for _, last := range w.lasts {
		if len(last) <= len(s) && containsFold(s, last) {
			return true
		}
	}
	if len(s) > longText {
		return w.mentionedIn(s)
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] == '\'' {
			folded := scan.Fold(s)
			return slices.ContainsFunc(w.lasts, func(last string) bool { return strings.Contains(folded, last) })
		}
	}
	return false
}

// longText is the length from which only the words of a text that need it are
// folded, in bytes: scripts are long and full of apostrophes.
const longText = 256

// mentionedIn is Mentioned for the words with letters outside ASCII or with
// apostrophes inside.
func (w *Wanted) mentionedIn(s string) bool {
	for i := 0; i < len(s); {
		j, plain := i, true
		for ; j < len(s) && (s[j] >= utf8.RuneSelf || letterByte(s[j]) || s[j] == '\'' || s[j] == '-'); j++ {
			plain = plain && s[j] < utf8.RuneSelf && s[j] != '\''
		}
		if !plain {
			if word := strings.Trim(s[i:j], "'"); strings.IndexByte(word, '\'') >= 0 || strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
				folded := scan.Fold(word)
				if slices.ContainsFunc(w.lasts, func(last string) bool { return strings.Contains(folded, last) }) {
					return true
				}
			}
		}
		i = j + 1
	}
	return false
}

// containsFold is strings.Contains for a needle in lower case and ASCII
// letters in either.
func containsFold(s, needle string) bool {
	lower, upper := needle[0], needle[0]
	if lower >= 'a' && lower <= 'z' {
		upper -= 'a' - 'A'
	}
	low, up := strings.IndexByte(s, lower), -1
	if up = low; upper != lower {
		up = strings.IndexByte(s, upper)
	}
	for low >= 0 || up >= 0 { // the nearer of the two, each looked for by itself
		i := low
		if low < 0 || up >= 0 && up < low {
			i = up
		}
		if i+len(needle) > len(s) {
			return false
		}
		if equalFold(s[i:i+len(needle)], needle) {
			return true
		}
		if i == low {
			low = next(s, lower, i+1)
		}
		if i == up {
			up = next(s, upper, i+1)
		}
	}
	return false
}

// next returns where a byte stands from a place on, or -1.
func next(s string, c byte, from int) int {
	if k := strings.IndexByte(s[from:], c); k >= 0 {
		return from + k
	}
	return -1
}

// equalFold compares a text with one in lower case, ASCII letters in either.
func equalFold(s, low string) bool {
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != low[i] {
			return false
		}
	}
	return true
}

// Like compares a printed name with the names that are wanted.
func (w *Wanted) Like(name string) Likeness {
	if !w.Mentioned(name) {
		return Unlike
	}
	words := strings.Fields(scan.Fold(name))
	best := Unlike
	for _, n := range w.names {
		best = max(best, n.like(words))
	}
	return best
}

func (n *wanted) like(words []string) Likeness {
	for _, g := range n.glued {
		if strings.Contains(strings.Join(words, ""), g) {
			return Alike
		}
	}
	shared, at := false, -1
	for i, word := range words {
		if slices.Contains(n.last, word) && (at < 0 || len(n.first) == 0 || word != n.first[0]) {
			shared, at = true, i
		}
	}
	if !shared {
		return Unlike
	}
	for i, word := range words {
		if i == at {
			continue
		}
		if word == n.first[0] || utf8.RuneCountInString(word) == 1 && i == firstPlace(at) && strings.HasPrefix(n.first[0], word) {
			return Alike
		}
	}
	return Surname
}

// firstPlace is where the first name stands when the last name stands at i.
func firstPlace(i int) int {
	if i == 0 {
		return 1
	}
	return 0
}

// Called reports whether a first name that is wanted may stand in a text.
func (w *Wanted) Called(s string) bool {
	for i := range w.names {
		first := w.names[i].first[0]
		if len(first) > 2 && (containsFold(s, first) || strings.Contains(scan.Fold(s), first)) {
			return true
		}
	}
	return false
}

// Near reports whether a printed name has the first name and, for its last
// name, one with two letters changed places or one letter wrong.
func (w *Wanted) Near(name string) bool {
	words := strings.Fields(scan.Fold(name))
	for i := range w.names {
		n := &w.names[i]
		if !slices.Contains(words, n.first[0]) {
			continue
		}
		for _, last := range n.last {
			if slices.ContainsFunc(words, func(word string) bool { return slip(word, last) }) {
				return true
			}
		}
	}
	return false
}

// slip reports whether two words of five letters or more differ by one letter,
// or by two that changed places.
func slip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) < 5 || len(y) < 5 || a == b {
		return a == b
	}
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	x, y = x[i:], y[i:]
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return len(x) <= 1 && len(y) <= 1 || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}
