// Package spelling folds texts and compares how words are spelled: letters, edits
// and sounds. It knows no names and no people.
package spelling

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"github.com/whohasme/whohasme/brokers"
)

// MaxText is how many bytes of a text are read: longer ones are no names and no
// addresses.
const MaxText = 200

// Fold takes marks, case and invisible characters away and writes other scripts
// in Latin letters: "GARCÍA" becomes "garcia", "Ольга" "ol'ga", "王伟" "wang wei".
func Fold(s string) string {
	if len(s) > MaxText {
		s = s[:MaxText]
	}
	if IsASCII(s) {
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
	if IsASCII(s) {
		return strings.ToLower(s)
	}
	// Some letters show their mark only once they are small.
	s = brokers.ASCII(strings.ToLower(s))
	if IsASCII(s) {
		return s
	}
	return strings.ToLower(unidecode.Unidecode(s))
}

// IsASCII reports whether a text has ASCII characters only.
func IsASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
