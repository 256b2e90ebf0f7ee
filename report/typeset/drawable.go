package typeset

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// missing stands for what no font draws.
const missing = '\uFFFD'

// Drawable returns a text with a sign in place of characters that no font
// draws, such as emoji, and whether there were any.
func Drawable(s string) (drawable string, replaced bool) {
	if plainText(s) {
		return s, false
	}
	var b strings.Builder
	after := false // a sign was written last
	for _, r := range norm.NFC.String(seen(s)) {
		switch {
		case after && (r == '\u200c' || r == '\u200d'):
		case isDrawn(r):
			b.WriteRune(r)
			after = false
		case !after: // one sign for a row of them
			b.WriteRune(missing)
			after, replaced = true, true
		}
	}
	return b.String(), replaced
}

func plainText(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// isDrawn reports whether some font draws a character.
func isDrawn(r rune) bool {
	if r < 0x7f || r == '\u200c' || r == '\u200d' {
		return true
	}
	f, err := typefaceOf(r)
	if err != nil {
		return true // told when the text is set
	}
	_, ok := f.font.NominalGlyph(r)
	return ok
}
