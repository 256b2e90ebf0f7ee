package match

import (
	"strings"

	"github.com/whohasme/whohasme/scan/match/spelling"
)

// word is one word of a text, in small plain letters.
type word struct {
	text    string
	letters uint32         // which letters it has, one bit each
	glued   bool           // a hyphen binds it to the word before
	sound   spelling.Sound // of a name
	known   *known         // what the tables say of it as a name; nil: nothing
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
		text = text[:min(len(text), spelling.MaxWord)]
		out = append(out, word{text: text, letters: spelling.Letters(text), glued: glue && len(out) > 0})
		glue = false
	}
	return out
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' }

func apostrophe(c byte) bool { return c == '\'' || c == '`' }

var dropApostrophes = strings.NewReplacer("'", "", "`", "").Replace

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

// soundsAlike reports whether two names sound the same; one sound is too little
// to tell.
func soundsAlike(a, b *word) bool {
	return a.sound == b.sound && a.sound > 31 && len(a.text) > 2 && len(b.text) > 2
}
