package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"github.com/whohasme/whohasme/brokers"
)

// Longer texts than these are no names and no addresses; the rest is not read.
const (
	maxText = 200 // bytes of one text
	maxWord = 40  // letters of one word
)

// fold takes marks, case and invisible characters away and writes other scripts
// in Latin letters: "GARCÍA" becomes "garcia", "Ольга" "ol'ga", "王伟" "wang wei".
func fold(s string) string {
	if len(s) > maxText {
		s = s[:maxText]
	}
	if isASCII(s) {
		return strings.ToLower(s)
	}
	s = brokers.ASCII(strings.ToValidUTF8(s, " "))
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
	if isASCII(s) {
		return strings.ToLower(s)
	}
	// Some letters show their mark only once they are small.
	s = brokers.ASCII(strings.ToLower(s))
	if isASCII(s) {
		return s
	}
	return strings.ToLower(unidecode.Unidecode(s))
}

// word is one word of a text, in small plain letters.
type word struct {
	text    string
	letters uint32   // which letters it has, one bit each
	glued   bool     // a hyphen binds it to the word before
	sound   soundKey // of a name
	known   *known   // what the tables say of it as a name; nil: nothing
}

// words splits folded text at everything that is no letter and no digit; an
// apostrophe joins, so that "O'Brien" is one word.
func words(folded string) []word {
	n, within := 0, false
	for i := range len(folded) {
		in := letter(folded[i]) || within && apostrophe(folded[i])
		if in && !within {
			n++
		}
		within = in
	}
	out := make([]word, 0, n)
	glue := false
	for i := 0; i < len(folded); {
		if !letter(folded[i]) {
			glue = folded[i] == '-'
			i++
			continue
		}
		start, joined := i, false
		for i < len(folded) && (letter(folded[i]) || apostrophe(folded[i])) {
			joined = joined || apostrophe(folded[i])
			i++
		}
		text := folded[start:i]
		if joined {
			text = dropApostrophes(text)
		}
		text = text[:min(len(text), maxWord)]
		out = append(out, word{text: text, letters: letterSet(text), glued: glue && len(out) > 0})
		glue = false
	}
	return out
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' }

func apostrophe(c byte) bool { return c == '\'' || c == '`' }

var dropApostrophes = strings.NewReplacer("'", "", "`", "").Replace

// letterSet has one bit for every letter and for every digit but the last four.
func letterSet[T string | []byte](s T) uint32 {
	var set uint32
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			set |= 1 << (c - 'a')
		case c >= '0' && c <= '9':
			set |= 1 << (26 + min(c-'0', 5))
		}
	}
	return set
}

// join puts words together.
func join(ws []word) string {
	if len(ws) == 1 {
		return ws[0].text
	}
	var b strings.Builder
	for _, w := range ws {
		b.WriteString(w.text)
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// initialOf reports whether one of the two is a single letter and the other
// begins with it.
func initialOf(a, b string) bool {
	if len(a) > 1 {
		a, b = b, a
	}
	return len(a) == 1 && len(b) > 0 && b[0] == a[0]
}
