package match

import (
	"github.com/whohasme/whohasme/scan"

	"github.com/whohasme/whohasme/scan/match/spelling"
)

// compareMiddles compares middle names over all names of the subject and of the
// record that belong together: a name without a middle name beside one with it
// hides no contradiction.
func (m *Matcher) compareMiddles(hs *hits) term {
	var found, against, apart term // apart: each side has a name that the other lacks
	list := hs.list[:hs.n]
	if hs.n == 0 && hs.best.ours != nil {
		list = hs.list[:1]
		list[0] = hs.best
	}
	for i := range list {
		h := &list[i]
		for j := range h.theirs.words {
			w := &h.theirs.words[j]
			if h.rest&(1<<j) == 0 || isParticle(w.text) && len(w.text) > 1 { // E and Y are rather initials
				continue
			}
			t := m.middle(h, w)
			switch {
			case t == 0:
			case t <= middleSoft:
				if found == 0 || t < found {
					found = t
				}
			case !otherName(m, h):
				against = max(against, t)
				if len(w.text) > 1 && h.leaves() {
					apart = t
				}
			}
		}
	}
	if apart != 0 {
		return apart
	}
	if found != 0 {
		return found
	}
	return against
}

// leaves reports whether the subject's name has a whole word that the page's
// name has nothing like.
func (h *hit) leaves() bool {
	for i := range h.ours.words {
		w := &h.ours.words[i]
		if len(w.text) > 1 && !isParticle(w.text) && !h.theirs.has(w) {
			return true
		}
	}
	return false
}

// has reports whether some word of a page's name may be w.
func (n *pageName) has(w *word) bool {
	for j := range n.words {
		if compareFirst(w, &n.words[j]).agrees() || compareLast(w, &n.words[j]).agrees() {
			return true
		}
	}
	return w.known != nil && n.nick.text != "" && compareFirst(w, &n.nick).agrees()
}

// middle compares one middle name of a page's name.
func (m *Matcher) middle(h *hit, theirs *word) term {
	best := absent
	short := len(theirs.text) == 1
	for i := range m.middles {
		if k := compareFirst(&m.middles[i], theirs); best == absent || k < best {
			best = k
		}
		short = short || len(m.middles[i].text) == 1
	}
	switch {
	case best == exact && !short:
		return middleSame
	case best == exact || best == initial:
		return middleInitial
	case best == variant || best == near || best == sibling:
		return middleNear
	case m.elsewhere(h, theirs):
		return middleSoft
	case h.first == part && !short && h.leaves(): // "Mary Ann" and "Mary Beth"
		return middleDiffers
	case best == absent || best == far:
		return 0
	case short:
		return middleOtherInitial
	case theirs.isLast() && !theirs.isFirst():
		return middleSurname
	}
	return middleDiffers
}

// elsewhere reports whether a middle name is a name of the subject that may
// stand there: a maiden name, or the first name of those who go by their middle
// name.
func (m *Matcher) elsewhere(h *hit, theirs *word) bool {
	for i := range m.names {
		p := &m.names[i]
		for j := range p.words {
			middle := j >= p.first && j < p.last
			own := j < p.first && p.wholeFirst == h.ours.wholeFirst && h.first != moved || j >= p.last && p.wholeLast == h.ours.wholeLast && h.last != part
			if !middle && !own && (p.words[j].text == theirs.text || spelling.InitialOf(p.words[j].text, theirs.text)) {
				return true
			}
		}
	}
	return false
}

// otherName reports whether a hit is on an alias with another first name, such
// as a stage name, whose middle name need not be that of the others.
func otherName(m *Matcher, h *hit) bool {
	p, own := h.ours, &m.names[0]
	if p.kind != scan.AliasName || p.first != p.last || p.first == 0 || own.first == 0 {
		return false
	}
	k := compareFirst(&own.words[0], &p.words[0])
	return !k.agrees() || k > sibling
}
