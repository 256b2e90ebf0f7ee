package match

import "strings"

// couple takes the name of a household, "David & Nicole Egan" or "Egan, David
// and Nicole", apart into those of two people. It reports false for the name of
// one.
func couple(s string) (one, other string, ok bool) {
	at, wide := strings.IndexByte(s, '&'), 1
	if at < 0 {
		if at, wide = indexWord(s, "and"); at < 0 {
			return "", "", false
		}
	}
	one, other = strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+wide:])
	if one == "" || other == "" {
		return "", "", false
	}
	if last, given, comma := strings.Cut(one, ","); comma {
		if strings.TrimSpace(given) == "" {
			return "", "", false
		}
		if strings.IndexByte(other, ',') < 0 && len(strings.Fields(other)) < 3 {
			other = last + ", " + other
		}
		return one, other, true
	}
	others := strings.Fields(other)
	if n := len(strings.Fields(one)); len(others) > 1 && (n == 1 || n == 2 && len(strings.TrimRight(strings.Fields(one)[1], ".")) == 1) {
		one += " " + strings.Join(others[familyAt(others):], " ")
	}
	return one, other, true
}

// familyAt is where the last name of a plain name begins: at the last word, or
// at the particles and before the generation that belong to it.
func familyAt(ws []string) int {
	i := len(ws) - 1
	if i > 1 && generationOf(strings.ToLower(strings.Trim(ws[i], "."))) != 0 {
		i--
	}
	for i > 1 && isParticle(strings.ToLower(ws[i-1])) {
		i--
	}
	return i
}

// indexWord finds a word that stands between spaces, in any case.
func indexWord(s, word string) (at, wide int) {
	for i := 0; i+len(word)+2 <= len(s); i++ {
		if s[i] == ' ' && s[i+1+len(word)] == ' ' && strings.EqualFold(s[i+1:i+1+len(word)], word) {
			return i + 1, len(word)
		}
	}
	return -1, 0
}
