package pairs

import (
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
)

// typo makes one slip of the keyboard in a word of at least five letters.
func (m *maker) typo(s string) (string, bool) {
	w := []rune(s)
	if len(w) < 5 {
		return s, false
	}
	i := m.between(1, len(w)-2)
	switch m.IntN(4) {
	case 0:
		w[i], w[i+1] = w[i+1], w[i]
	case 1:
		w = append(w[:i], w[i+1:]...)
	case 2:
		w = append(w[:i+1], w[i:]...) // a letter twice
	default:
		w[i] = rune("etaonsrlid"[m.IntN(10)])
	}
	return string(w), string(w) != s
}

// confusions are letters that a scanner takes for others, sounds that are
// written in several ways likewise; either way round. After ocr-errors and
// phonetic variations of pseudopeople (IHME, BSD-3-Clause), and our own hand.
var (
	confusions = rows(`m rn; d cl; w vv; o 0; l 1; s 5; b 8; i l; u v; h b; e c; n ri; g q; z 2`)
	sounds     = rows(`ph f; ck k; c k; ie y; ei ie; ey y; ll l; nn n; tt t; ss s; z s; v f; ou oo; ea ee; th t; wr r; kn n; sch sh; x ks; ay ai; er ar; on en; son sen; y i; w v; gh g; dt t; mm m`)
)

// swap replaces one spelling by another of a table, after the first letter of
// the word.
func (m *maker) swap(s string, table [][]string) (string, bool) {
	low := strings.ToLower(brokers.ASCII(s))
	for _, i := range m.Perm(len(table)) {
		from, to := table[i][0], table[i][1]
		if m.chance(0.4) {
			from, to = to, from
		}
		if at := strings.LastIndex(low, from); at > 0 {
			return strings.ToUpper(low[:1]) + low[1:at] + to + low[at+len(from):], true
		}
	}
	return s, false
}

// hide replaces all letters of a word but the first.
func hide(word string) string {
	first := true
	return strings.Map(func(r rune) rune {
		if first || !unicode.IsLetter(r) {
			first = false
			return r
		}
		return '*'
	}, word)
}
