package match

import (
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/scan"
)

// hit is a name of the page that may be a name of the subject.
type hit struct {
	ours        person
	first, last likeness
	middles     []word // given names of the page beyond the first
	generation  int
	bits        float64 // 0: no hit
}

// nameClue compares all names of the record with all names of the subject and
// weighs the best pair. contact is what phones and e-mail addresses say: with
// them, an unknown last name may be a new one.
func (m *Matcher) nameClue(r scan.Record, contact float64) ([]hit, clue) {
	const field = "name"
	var hits []hit
	var firstFits, lastFits, given bool
	for i, name := range append([]string{r.Name}, few(r.Aliases)...) {
		n := readPageName(name)
		if n.all == "" {
			continue
		}
		given = true
		h, first, last := m.best(n)
		firstFits, lastFits = firstFits || first, lastFits || last
		if h.bits > 0 {
			if i > 0 {
				h.bits = max(h.bits-1, 0.5) // pages are generous with aliases
			}
			hits = append(hits, h)
		}
	}
	switch {
	case len(hits) > 0:
		slices.SortStableFunc(hits, byBits)
		return hits, clue{field: field, bits: hits[0].bits, text: nameText(hits), slim: hits[0].slimness()}
	case !given:
		return nil, clue{field: field, text: "the page gives no name"}
	case firstFits && contact >= 8:
		return nil, clue{field: field, bits: -3, text: "the same first name, with a last name you did not give"}
	case lastFits:
		return nil, veto(field, "another first name")
	case firstFits:
		return nil, veto(field, "another last name")
	}
	return nil, veto(field, "another name")
}

func byBits(a, b hit) int {
	switch {
	case a.bits > b.bits:
		return -1
	case a.bits < b.bits:
		return 1
	}
	return 0
}

// best finds the reading of a page's name that fits the subject best, and
// whether any reading fits a first or a last name at least.
func (m *Matcher) best(n pageName) (found hit, first, last bool) {
	for _, p := range m.names {
		whole := join(p.first) + join(p.last)
		if n.all == whole || n.all == join(p.last)+join(p.first) {
			found = stronger(found, fit(p, reading{given: wordsOf(p.first), family: wordsOf(p.last)}))
		}
		for _, r := range n.readings {
			h := fit(p, r)
			first = first || h.first.kind >= near
			last = last || h.last.kind >= near
			found = stronger(found, h)
		}
	}
	found.generation = n.generation
	return found, first, last
}

func stronger(a, b hit) hit {
	if b.bits > a.bits {
		return b
	}
	return a
}

// fit compares one reading of a page's name with one name of the subject; a
// hit without bits is none.
func fit(p person, r reading) hit {
	h := hit{ours: p}
	h.first, h.middles = compareGiven(p, r.given)
	h.last = compareFamily(p, r.family)
	if together(h.first.kind, h.last.kind) {
		h.bits = max(h.first.bits+h.last.bits-r.cost, 0.5)
		if common(p) {
			h.bits = min(h.bits, commonBits)
		}
	}
	return h
}

// slimness says how little of the first name a hit rests on.
func (h hit) slimness() slimness {
	_, common := surnames[join(h.ours.last)]
	switch {
	case h.first.kind > initial:
		return full
	case h.first.kind == initial && !common:
		return lettered
	}
	return bare
}

// commonBits is the most that a name says whose both parts are common: first
// and last names are not chosen apart from each other, so that Maria Garcia is
// far more frequent than the two frequencies multiplied.
const commonBits = 14.0

func common(p person) bool {
	_, first := firstNames[join(p.first)]
	_, last := surnames[join(p.last)]
	return first && last
}

// together reports whether two agreements suffice for a name: at most one of
// the parts may be weak.
func together(first, last agreement) bool {
	if first == differs || last == differs {
		return false
	}
	return max(first, last) >= near && (min(first, last) != far || max(first, last) >= part)
}

// nameText says how the best name fits. A safe name that the page shows is told
// first, by its number only.
func nameText(hits []hit) string {
	h := hits[0]
	for _, other := range hits {
		if other.ours.safe > 0 && other.bits > h.bits-3 {
			return fmt.Sprintf("the page shows safe name %d", other.ours.safe)
		}
	}
	text := "the same name"
	switch h.ours.kind {
	case scan.FormerName:
		text = "the name you used before"
	case scan.AliasName:
		text = "a name you also use"
	}
	if h.ours.safe > 0 {
		return fmt.Sprintf("the page shows safe name %d", h.ours.safe)
	}
	switch {
	case h.last.kind == absent:
		return text + ", the first name only"
	case h.first.kind == absent:
		return text + ", the last name only"
	case h.first.kind == initial:
		return text + ", with only the first letter of the first name"
	case h.last.kind == initial:
		return text + ", with only the first letter of the last name"
	case h.first.kind == moved:
		return text + ", with the middle name as first name"
	case h.first.kind == variant:
		return text + ", in a short or other form"
	case h.first.kind <= near || h.last.kind <= near:
		return text + ", spelled differently"
	case h.last.kind == part:
		return text + ", with one last name more or less"
	}
	return text + howCommon(h.bits)
}

func howCommon(bits float64) string {
	switch {
	case bits >= 20:
		return ", an unusual one"
	case bits < 16:
		return ", a very common one"
	}
	return ""
}
