package match

import (
	"slices"

	"github.com/whohasme/whohasme/scan"
)

// middleClue compares middle names over all names of the subject and of the
// record that belong together: a name without a middle name beside one with it
// hides no contradiction.
func (m *Matcher) middleClue(hits []hit) clue {
	const field = "middle"
	var against clue
	var found clue
	for _, h := range hits {
		for _, w := range h.middles {
			if slices.Contains(particles, w.text) {
				continue
			}
			c := m.middle(h, w.text)
			switch {
			case c.bits > 0 && c.bits > found.bits:
				found = c
			case c.bits < against.bits && !otherName(m, h):
				against = c
			}
		}
	}
	c := found
	if c.bits == 0 {
		c = against
	}
	if c.bits != 0 {
		c.field = field
	}
	return c
}

// middle weighs one middle name of a page's name.
func (m *Matcher) middle(h hit, theirs string) clue {
	var best, soft likeness
	short := letters(theirs) == 1
	for _, o := range m.middles {
		best = better(best, compareFirst(o, theirs))
		short = short || letters(o) == 1
	}
	for _, o := range m.elsewhere(h) {
		if o == theirs || initialOf(o, theirs) {
			soft = likeness{variant, 1.5}
		}
	}
	switch {
	case best.kind == exact && !short:
		return clue{bits: min(best.bits, 8), text: "the same middle name"}
	case best.kind == exact || best.kind == initial:
		return clue{bits: 3, text: "the same first letter of the middle name"}
	case best.kind >= near:
		return clue{bits: 3, text: "the same middle name, spelled differently"}
	case soft.bits > 0:
		return clue{bits: soft.bits, text: "the middle name is another name of yours"}
	case len(m.middles) == 0 || best.kind == far:
		return clue{}
	case short:
		return clue{bits: -7, text: "the page gives another letter for the middle name"}
	case looksLikeSurname(theirs):
		return clue{bits: -3, text: "the page gives another middle name, perhaps a last name"}
	}
	return veto("middle", "the page gives another middle name")
}

// elsewhere are names of the subject that may stand in a middle place beside
// the name that was hit: a maiden name, or the first name of those who go by
// their middle name.
func (m *Matcher) elsewhere(h hit) []string {
	var out []string
	if h.first.kind == moved {
		out = append(out, h.ours.first...)
	}
	for _, p := range m.names {
		if !slices.Equal(p.last, h.ours.last) {
			out = append(out, p.last...)
		}
		if !slices.Equal(p.first, h.ours.first) {
			out = append(out, p.first...)
		}
	}
	return out
}

// otherName reports whether a hit is on an alias with another first name, such
// as a stage name, whose middle name need not be that of the others.
func otherName(m *Matcher, h hit) bool {
	return h.ours.kind == scan.AliasName && len(h.ours.middles) == 0 && len(m.names) > 0 &&
		join(h.ours.first) != join(m.names[0].first)
}
