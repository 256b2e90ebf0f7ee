package match

import (
	"slices"
	"strings"
)

// compareGiven compares the given names of a page with the first name, and
// returns those that are left over as middle names.
func compareGiven(p person, given []word) (likeness, []word) {
	if len(given) == 0 || len(p.first) == 0 {
		return likeness{kind: absent}, given
	}
	ours := join(p.first)
	best, rest := compareFirst(ours, given[0].text), given[1:]
	try := func(l likeness, left []word) {
		if l.kind != differs && (best.kind == differs || l.bits > best.bits) {
			best, rest = l, left
		}
	}
	if letters(given[0].text) > 1 { // "Mary Ann" and "Maryann"
		for i := 2; i <= len(given); i++ {
			if l := compareFirst(ours, join(texts(given[:i]))); l.kind >= near {
				try(l, given[i:])
			}
		}
	}
	if len(p.first) > 1 { // "Mary" for "Mary Ann"
		if l := compareFirst(p.first[0], given[0].text); l.kind >= variant {
			l.kind = part
			try(l.less(1), without(given[1:], p.first[1:]))
		}
	}
	for _, m := range p.middles { // people who go by their middle name
		if l := compareFirst(m, given[0].text); l.kind >= variant && letters(m) > 1 {
			l.kind = moved
			try(l.less(3), given[1:])
		}
	}
	if len(given) > 1 && len(p.middles) == 0 && given[1].text == ours { // and whose page knows the other one
		cost := 5.0
		if letters(given[0].text) == 1 {
			cost = 2
		}
		try(likeness{moved, firstBits(ours)}.less(cost), given[2:])
	}
	return best, rest
}

var particles = strings.Fields("de del de la las los el al da das do dos di du van von der den ter ten zu y e bin ibn ben bint")

// compareFamily compares the family names of a page with the last name. Of a
// double name either half may stand alone, and the halves may change places.
func compareFamily(p person, family []word) likeness {
	if len(family) == 0 || len(p.last) == 0 {
		return likeness{kind: absent}
	}
	ours, theirs := core(wordsOf(p.last)), core(family)
	a, b := join(texts(ours)), join(texts(theirs))
	weight := lastBits(ours[0].text)
	for _, w := range ours[1:] {
		weight = min(max(weight, lastBits(w.text))+2, rareLast+2)
	}
	switch {
	case a == b, join(p.last) == join(texts(family)):
		return likeness{exact, weight}
	case len(ours) == 1 && len(theirs) == 1:
		l := compareLast(a, b)
		if l.kind == differs {
			return maiden(p, b)
		}
		return l
	}
	if l := halves(ours, theirs, weight); l.kind != differs {
		return l
	}
	if l := misspelled(a, b, weight, false); l.kind == near {
		return l
	}
	return likeness{}
}

// halves compares last names of which at least one is double.
func halves(ours, theirs []word, weight float64) likeness {
	used := make([]bool, len(theirs))
	var best likeness
	shared, first := 0, -1
	for _, o := range ours {
		for i, t := range theirs {
			l := compareLast(o.text, t.text)
			if used[i] || l.kind < near {
				continue
			}
			used[i] = true
			shared++
			best = better(best, l)
			if first < 0 || i < first {
				first = i
			}
			break
		}
	}
	best.kind = part
	switch {
	case shared == 0:
		return likeness{}
	case shared == len(ours) && shared == len(theirs):
		return likeness{part, weight}.less(2)
	case shared == len(theirs):
		return best.less(1)
	case shared == len(ours) && first > 0 && !theirs[first].glued:
		return likeness{} // what stands before a single last name is a middle name
	case shared == len(ours):
		return best.less(1.5)
	}
	best.kind = far // one half is shared, the other is not
	return best.less(6)
}

// maiden accepts a last name that the subject gave as a middle name, as many
// do who took a new one.
func maiden(p person, family string) likeness {
	for _, m := range p.middles {
		if _, first := firstNames[m]; m == family && !first && letters(m) > 2 {
			return likeness{part, lastBits(m)}.less(4)
		}
	}
	return likeness{}
}

// core leaves the particles out, unless nothing else is there.
func core(ws []word) []word {
	kept := slices.DeleteFunc(slices.Clone(ws), func(w word) bool { return slices.Contains(particles, w.text) })
	if len(kept) == 0 {
		return ws
	}
	return kept
}

func wordsOf(texts []string) []word {
	ws := make([]word, len(texts))
	for i, t := range texts {
		ws[i].text = t
	}
	return ws
}

func without(ws []word, drop []string) []word {
	return slices.DeleteFunc(slices.Clone(ws), func(w word) bool { return slices.Contains(drop, w.text) })
}
