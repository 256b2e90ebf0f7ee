package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
)

// Longer texts than these are no names and no addresses; the rest is not read.
const (
	maxText = 200 // bytes of one text
	maxWord = 40  // letters of one word
)

// word is one word of a text, in small plain letters.
type word struct {
	text  string
	glued bool // a hyphen binds it to the word before
}

// fold takes marks, case and invisible characters away: "GARCÍA" and "garcia"
// become the same.
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
	// Some letters show their mark only once they are small.
	return brokers.ASCII(strings.ToLower(s))
}

// words splits folded text at everything that is no letter, mark or digit; an
// apostrophe joins, so that "O'Brien" is one word.
func words(folded string) []word {
	var out []word
	var b strings.Builder
	glue, letters := false, 0
	end := func() {
		if b.Len() > 0 {
			out = append(out, word{b.String(), glue && len(out) > 0})
			glue = false
		}
		b.Reset()
		letters = 0
	}
	for _, r := range folded {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if letters++; letters <= maxWord {
				b.WriteRune(r)
			}
		case r == '\'' || r == '`' || r == '´':
		default:
			end()
			glue = r == '-' && len(out) > 0
		}
	}
	end()
	return out
}

// plainWords are the words without what binds them.
func plainWords(s string) []string {
	var out []string
	for _, w := range words(fold(s)) {
		out = append(out, w.text)
	}
	return out
}

func texts(ws []word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.text
	}
	return out
}

func join(ws []string) string { return strings.Join(ws, "") }

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// letters counts the letters of a word.
func letters(s string) int { return utf8.RuneCountInString(s) }

// initialOf reports whether one of the two is a single letter and the other
// begins with it.
func initialOf(a, b string) bool {
	if letters(a) > 1 {
		a, b = b, a
	}
	return letters(a) == 1 && strings.HasPrefix(b, a)
}
