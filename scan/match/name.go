package match

// hit is the best way found to read a page's name as a name of the subject.
type hit struct {
	ours        *person
	theirs      *pageName
	first, last kind
	firstBits   float32 // how rare the agreeing first name is
	lastBits    float32
	worth       float32
	rest        uint8 // given names of the page left over: one bit for each word
	turned      bool  // the last name stands first, without a comma
	alias       bool  // the page's name is not its headline
}

// named reports whether the two names may be one: both parts agree, at least
// one of them well.
func (h *hit) named() bool {
	strong := h.first.agrees() && h.first <= sibling || h.last.agrees() && h.last <= sibling
	return strong && (h.first.agrees() || h.first == absent) && (h.last.agrees() || h.last == absent)
}

// whole reports whether both parts are there and agree.
func (h *hit) whole() bool { return h.named() && h.first != absent && h.last != absent }

// partly reports whether the names have a part in common.
func (h *hit) partly() bool { return h.first.agrees() || h.last.agrees() }

const unseen = kind(255)

// fitting compares one name of the subject with one of a page, word by word and
// no pair of words twice.
type fitting struct {
	p    *person
	n    *pageName
	seen [maxOurs][maxTheirs]kind
	best hit
}

const (
	turnedCost = 1.5 // bits, for the less usual order
	aliasCost  = 1.0 // pages are generous with aliases
)

// fit finds the best reading of a page's name as p.
func fit(p *person, n *pageName) hit {
	f := fitting{p: p, n: n}
	for i := range p.words {
		for j := range n.words {
			f.seen[i][j] = unseen
		}
	}
	f.best = hit{ours: p, theirs: n, first: differs, last: differs, worth: -1e9}
	k := len(n.words)
	switch {
	case k == 0:
		return f.best
	case joined(p.wholeFirst, p.wholeLast, n.words) || k > 1 && n.comma == 0 && joined(p.wholeLast, p.wholeFirst, n.words):
		f.best.first, f.best.last = exact, exact
		if p.wholeFirst == "" {
			f.best.first = absent
		}
		if p.wholeLast == "" {
			f.best.last = absent
		}
		f.best.firstBits, f.best.lastBits = p.firstBits, p.lastBits
		f.best.worth = p.firstBits + p.lastBits
		return f.best
	case n.comma > 0:
		f.try(n.comma, k, 0, n.comma, false)
		f.try(0, n.comma, n.comma, k, true)
		return f.best
	case k == 1:
		f.try(0, 1, 0, 0, false)
		f.try(0, 0, 0, 1, false)
		return f.best
	}
	cut := false
	for i := k - 1; i > 0; i-- {
		if !n.words[i].glued {
			cut = true
			f.try(0, i, i, k, false)
			f.try(i, k, 0, i, true)
		}
	}
	if !cut { // one hyphenated word
		f.try(0, 1, 1, k, false)
		f.try(0, k, 0, 0, false)
		f.try(0, 0, 0, k, false)
	}
	for i := range p.middles() { // first and middle name only
		if f.at(p.first+i, k-1) <= variant && len(n.words[k-1].text) > 1 {
			f.try(0, k, 0, 0, false)
		}
	}
	return f.best
}

// try weighs one reading: given names in words [g0,g1), last names in [f0,f1).
func (f *fitting) try(g0, g1, f0, f1 int, turned bool) {
	h := hit{ours: f.p, theirs: f.n, turned: turned}
	var used uint8
	h.first, used = f.given(g0, g1)
	h.last = f.family(f0, f1)
	h.rest = span(g0, g1) &^ used
	h.firstBits, h.lastBits = f.p.firstBits, f.p.lastBits
	if h.first == variant || h.first == sibling || h.first == moved {
		if b := f.n.words[g0].firstBits(f.p.decade); b < h.firstBits {
			h.firstBits = b
		}
	}
	h.worth = h.first.worth(h.firstBits) + h.last.worth(h.lastBits)
	if turned {
		if f.strained(&h, f0, f1) {
			return
		}
		h.worth -= turnedCost
	}
	if h.worth > f.best.worth {
		f.best = h
	}
}

// strained reports a turned reading that asks too much: against a comma with
// less than a first name; with an initial beside a whole name that is none of
// the subject's, as in "Miller A Price"; or with a first name among the last
// ones, as in "Miller James Randolph".
func (f *fitting) strained(h *hit, f0, f1 int) bool {
	if f.n.comma > 0 {
		return h.first == moved || h.first == initial
	}
	for j := range f.n.words {
		w := &f.n.words[j]
		switch {
		case len(w.text) == 1 || w.glued || w.particle():
		case h.first == initial && h.rest&(1<<j) != 0 && !f.ours(j):
			return true
		case h.last == part && j >= f0 && j < f1 && w.isFirst() && !f.ours(j):
			return true
		}
	}
	return false
}

// ours reports whether word j of the page's name is like one of the subject's.
func (f *fitting) ours(j int) bool {
	for i := range f.p.words {
		if f.at(i, j).agrees() {
			return true
		}
	}
	return false
}

func span(lo, hi int) uint8 { return uint8(1<<hi) - uint8(1<<lo) }

// at compares word i of the subject's name with word j of the page's.
func (f *fitting) at(i, j int) kind {
	k := f.seen[i][j]
	if k == unseen {
		if i >= f.p.last {
			k = compareLast(&f.p.words[i], &f.n.words[j])
		} else {
			k = compareFirst(&f.p.words[i], &f.n.words[j])
		}
		f.seen[i][j] = k
	}
	return k
}

const (
	maxHits   = 8
	maxOthers = 12
)

// hits are the names of a record that may be the subject's, the best first.
type hits struct {
	list [maxHits]hit
	n    int
	best hit // of all names, whether it is a hit or not
	safe int // the safe name that the page shows

	headed bool // the page's own name is a hit

	others [maxOthers]hit // every pair of names with a part in common
	m      int
}

// note keeps a hit that might be read instead of the best.
func (hs *hits) note(h *hit) {
	if h.partly() && hs.m < maxOthers {
		hs.others[hs.m] = *h
		hs.m++
	}
}

// betters reports whether a hit is stronger than another in some way.
func (h *hit) betters(o *hit) bool {
	return h.first < o.first || h.last < o.last || h.worth > o.worth || o.alias && !h.alias
}

// take makes a hit the best, and the one of its page's name.
func (hs *hits) take(h hit) {
	hs.best = h
	for i := range hs.n {
		if hs.list[i].theirs == h.theirs {
			hs.list[i] = h
		}
	}
}

// compareNames fits every name of a record to every name of the subject. It
// reports false where the record gives no name.
func (m *Matcher) compareNames(names []pageName, hs *hits) bool {
	given := false
	hs.best.worth = -1e9
	bits := 0.0
	several := len(m.names) > 1 || len(names) > 1
	for i := range names {
		n := &names[i]
		if len(n.words) == 0 {
			continue
		}
		given = true
		top, most := hit{worth: -1e9}, 0.0
		for j := range m.names {
			h := fit(&m.names[j], n)
			h.alias = i > 0
			if h.alias {
				h.worth -= aliasCost
			}
			if h.ours.safe > 0 && hs.safe == 0 && h.whole() {
				hs.safe = h.ours.safe
			}
			b := 0.0
			if several {
				b = m.nameBits(&h)
				hs.note(&h)
			}
			if top.ours == nil || b > most || b == most && h.worth > top.worth {
				top, most = h, b
			}
		}
		if top.ours == nil {
			continue
		}
		if hs.best.ours == nil || most > bits || most == bits && top.worth > hs.best.worth {
			hs.best, bits = top, most
		}
		hs.headed = hs.headed || top.named() && !top.alias
		if top.named() && hs.n < maxHits {
			hs.list[hs.n] = top
			hs.n++
		}
	}
	hs.best.alias = hs.best.alias && !hs.headed // further names of a page whose own name agrees cost nothing
	return given
}

// nameBits is what a hit says: of several names the one counts that says most.
func (m *Matcher) nameBits(h *hit) float64 {
	b, w := 0.0, &m.weights.Bits
	if h.first != absent {
		b += w[firstExact+term(h.first-exact)]
		if h.first.agrees() && h.first != initial {
			b += w[firstRare] * float64(h.firstBits-usualFirst)
		}
	}
	if h.last != absent {
		b += w[lastExact+term(h.last-exact)]
		if h.last.agrees() && h.last != initial {
			b += w[lastRare] * float64(h.lastBits-usualLast)
		}
	}
	if h.turned {
		b += w[nameTurned]
	}
	if h.alias {
		b += w[nameAlias]
	}
	return b
}
