package doubt

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// strays: nothing on the page reads like a record that was not read.
func (f *Frame) strays(p *Page, s *survey) string {
	const why = "the page shows what looks like people whom the definition does not read"
	if f != nil && len(p.Signs) > 0 && len(f.Signs) > 0 && !f.Ages && tellsAge(s, p) {
		return why // where there is nobody there are no ages
	}
	last := scan.Fold(p.Last)
	var known hashes
	if f != nil {
		if known = f.Known; len(p.Signs) > 0 && len(f.Nobody) > 0 {
			known = f.Nobody
		}
	}
	run := make([]bool, len(s.blocks)) // blocks of a shape that the controls did not have
	for i, b := range s.blocks {
		run[i] = f == nil || !known.full() && !known.has(b.shape)
	}
	first := scan.Fold(p.First)
	for i, b := range s.blocks {
		if !run[i] {
			continue
		}
		if f != nil && len(p.Signs) > 0 && f.counts(b, last) {
			return "the page says that there is nobody, and counts somebody"
		}
		fact := hasAge(b.text) || hasDigits(b.text) && phoneMark.MatchString(b.text)
		place := strings.Contains(b.text, ",") && placeMark.MatchString(b.text)
		if !fact && !place {
			continue
		}
		near := ""
		for j := max(0, i-3); j <= i; j++ {
			if run[j] {
				near += " " + s.blocks[j].text
			}
		}
		folded := scan.Fold(near)
		named := last != "" && holds(folded, last)
		if !named && (b.beside > within || personal(lower(b.text))) {
			continue
		}
		if fact && place && named || (fact || place) && named && f != nil {
			return why
		}
		ours := named || first != "" && holds(folded, first) || masked.MatchString(near) || bareFact(b.text)
		if ours && fact && (place || len(p.Signs) > 0 && f != nil) {
			return why // where there is nobody there is nothing to tell
		}
	}
	return ""
}

// counts: a text tells how many there are.
func (f *Frame) counts(b block, last string) bool {
	if b.beside > within || !countMark.MatchString(b.text) || personal(lower(b.text)) {
		return false
	}
	for i := 0; i+1 < len(f.Counts); i += 2 {
		if f.Counts[i] == b.shape {
			return true
		}
	}
	return countOnly.MatchString(b.text) || last != "" && holds(scan.Fold(b.text), last)
}

// bareFact reports whether a text is an age or a telephone number and hardly
// anything more, and names nobody.
func bareFact(s string) bool {
	return len(strings.Fields(s)) <= 4 && hasDigits(s) && (ageMark.MatchString(s) || phoneMark.MatchString(s)) && !namesSomebody(s) && !tellsOf(s)
}

// tellsAge reports whether an age is told that may be that of the person asked
// for.
func tellsAge(s *survey, p *Page) bool {
	last := scan.Fold(p.Last)
	return slices.ContainsFunc(s.blocks, func(b block) bool {
		if b.beside > within || !hasAge(b.text) {
			return false
		}
		return last != "" && holds(scan.Fold(b.text), last) || bareFact(b.text) && !personal(lower(b.text))
	})
}

func hasAge(s string) bool { return hasDigits(s) && ageMark.MatchString(s) }

// hasDigits reports whether two digits stand side by side, as they do in every
// age and telephone number.
func hasDigits(s string) bool {
	for i := 1; i < len(s); i++ {
		if isDigit(s[i]) && isDigit(s[i-1]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
