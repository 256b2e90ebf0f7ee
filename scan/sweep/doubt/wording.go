package doubt

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan"
)

// basis is where an FNV-1a hash begins.
const basis = 2166136261

// says is a hash of a text without numbers, whatever name was asked for.
func says(s string, p *Page) uint32 {
	if h, ok := saysASCII(s, p.askedWords()); ok {
		return h
	}
	return saysAny(s, p.askedWords())
}

func saysAny(s string, asked map[string]bool) uint32 {
	var out []string
	for w := range strings.FieldsFuncSeq(scan.Fold(plain(s)), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		if asked[w] {
			w = "#"
		}
		if len(out) == 0 || w != "#" || out[len(out)-1] != "#" {
			out = append(out, w)
		}
	}
	return hash(strings.Join(out, " "))
}

// saysASCII is saysAny for texts without other letters, as most are. Every text
// of a page comes through here, so that nothing of it is copied.
func saysASCII(s string, asked map[string]bool) (h uint32, ok bool) {
	var room [64]byte
	word := room[:0]
	h = basis
	name, some := false, false // the last word was asked for; there was one
	end := func() {
		if len(word) == 0 {
			return
		}
		if was := name; asked[string(word)] {
			if name = true; was {
				word = word[:0]
				return
			}
			word = append(word[:0], '#')
		} else {
			name = false
		}
		if some {
			h = hashByte(h, ' ')
		}
		for _, c := range word {
			h = hashByte(h, c)
		}
		some, word = true, word[:0]
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return 0, false
		case c >= 'a' && c <= 'z':
			word = append(word, c)
		case c >= 'A' && c <= 'Z':
			word = append(word, c+'a'-'A')
		case c == '\'' || c == '.' || c == '`': // folding takes these out of a word
		default:
			end()
		}
	}
	end()
	return h, true
}

// wording is a hash of the small words of a text, whoever is named in it; of
// texts with hardly any, it is that of all they say.
func wording(s string, p *Page) uint32 {
	h, n, ok := smallASCII(s)
	if !ok {
		list := small(s)
		h, n = hash(strings.Join(list, " ")), len(list)
	}
	if n < 3 {
		return says(s, p)
	}
	return h
}

// small are the words of a text in lower case: no names and no
// places, as most sites write them.
func small(s string) []string {
	var list []string
	if eachSmallASCII(s, func(w string) { list = append(list, w) }) {
		return list
	}
	return smallAny(s)
}

func smallAny(s string) []string {
	var list []string
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		if !strings.ContainsFunc(w, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsTitle(r) }) {
			list = append(list, w) // and not d'Alene
		}
	}
	return list
}

// smallASCII is the hash of the small words of a text without other letters,
// and how many there are.
func smallASCII(s string) (h uint32, n int, ok bool) {
	h = basis
	ok = eachSmallASCII(s, func(w string) {
		if n++; n > 1 {
			h = hashByte(h, ' ')
		}
		h = hashOn(h, w)
	})
	return h, n, ok
}

// eachSmallASCII goes through the small words of a text that has no other
// letters, and reports whether it is such a text.
func eachSmallASCII(s string, do func(string)) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	from, capital := -1, false // of the word under way
	for i := 0; i <= len(s); i++ {
		if i < len(s) && (isLetter(s[i]) || s[i] == '\'') {
			if from < 0 {
				from = i
			}
			capital = capital || s[i] >= 'A' && s[i] <= 'Z'
			continue
		}
		if from >= 0 && !capital {
			do(s[from:i])
		}
		from, capital = -1, false
	}
	return true
}
