package field

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// PersonLike reports whether a name, as [Name] returns it, is written like
// that of one person: up to seven words, each with a capital or in a script
// without capitals, but for particles.
func PersonLike(name string) bool {
	words, capitals, letters := 0, 0, 0
	for w := range strings.FieldsSeq(name) {
		words++
		r, n := utf8.DecodeRuneInString(w)
		if (r == '(' || r == '"' || r == '\'' || r == '“') && len(w) > n {
			r, _ = utf8.DecodeRuneInString(w[n:])
		}
		switch {
		case unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r) || unicode.Is(unicode.Georgian, r): // Georgian has no capitals in use
			capitals++
		case particles[strings.ToLower(strings.Trim(w, ".,"))] || ordinal.MatchString(w):
		default:
			return false
		}
		letters += len(w)
	}
	return words > 0 && words <= 7 && capitals > 0 && letters > 1
}

// plainName reports whether a text is a name and nothing else, without a word
// that any rule of [Name] acts on. It may err on the side of no.
func plainName(s string) bool {
	if len(s) < 3 || len(s) > 60 || !utf8.ValidString(s) {
		return false
	}
	words, long := 0, false
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] != ' ' {
			j++
		}
		if !plainWord(s[i:j]) {
			return false
		}
		words++
		long = long || utf8.RuneCountInString(s[i:j]) > 2
		i = j + 1
	}
	return words > 1 && long && s[len(s)-1] != ' ' && !endsSentence(s)
}

// plainWord reports whether a word is letters, with single apostrophes,
// hyphens and full stops between or after them, and no trigger.
func plainWord(w string) bool {
	if w == "" || len(w) > 24 {
		return false
	}
	letter, run := false, 0
	var low [24]byte
	for i, r := range w {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) && letter:
			letter = true
		case (r == '\'' || r == '-' || r == '.' || r == '’') && letter:
			letter = false
		default:
			return false
		}
		if r == 'x' || r == 'X' {
			if run++; run > 1 {
				return false
			}
		} else {
			run = 0
		}
		if r < utf8.RuneSelf {
			low[i] = byte(unicode.ToLower(r))
		}
	}
	end := len(w)
	if w[end-1] == '.' {
		end--
	}
	return w[len(w)-1] != '-' && !triggers[string(low[:end])]
}

// triggers are the words that some rule of Name acts on.
var triggers = set(`name names full legal primary current former maiden other first last aka a.k.a also may formerly previously otherwise
	better known aliases alias person record records result results search report reports profile background about check is age aged
	ages who currently lives lived living resides residing located used has born in from of near dob d.o.b related view public
	deceased verified premium unknown na none null undefined loading more anonymous private details relatives hidden redacted withheld
	masked unavailable see show click no not page`)
