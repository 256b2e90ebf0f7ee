package match

import "github.com/whohasme/whohasme/scan/match/spelling"

// given compares the first name with the given names of a page, and returns
// which of them it used up; the others are middle names.
func (f *fitting) given(lo, hi int) (kind, uint8) {
	p, theirs := f.p, f.n.words
	if lo == hi || p.first == 0 {
		return absent, 0
	}
	best, used := f.at(0, lo), uint8(1)<<lo
	if best == exact && p.first == 1 {
		return best, used
	}
	try := func(k kind, u uint8) {
		if k.worth(p.firstBits) > best.worth(p.firstBits) {
			best, used = k, u
		}
	}
	for i := lo + 1; i <= hi && (p.first > 1 || i > lo+1); i++ { // "Mary Ann" and "Maryann"
		if joined(p.wholeFirst, "", theirs[lo:i]) {
			return exact, span(lo, i)
		}
	}
	if hi-lo > 1 && !best.agrees() && !theirs[lo].isFirst() && len(theirs[lo+1].text) > 1 { // a space too many
		var buffer [spelling.MaxWord]byte
		if b := spell(buffer[:0], theirs[lo:lo+2]); len(b) >= 5 && alike(p.wholeFirst, b, 1) {
			return near, 3 << lo
		}
	}
	if p.first > 1 { // one name of two
		if best.agrees() && best <= variant {
			best = part
		}
		for i := 1; i < p.first; i++ {
			if k := f.at(i, lo); k.agrees() && k <= variant && len(theirs[lo].text) > 1 {
				try(part, 1<<lo)
			}
		}
		for j := lo + 1; j < hi; j++ {
			for i := range p.first {
				if k := f.at(i, j); best == part && k.agrees() && k <= near {
					used |= 1 << j
				}
			}
		}
	}
	if best == part && lo+1 < hi && theirs[lo+1].glued && used&(1<<(lo+1)) == 0 && len(theirs[lo+1].text) > 1 { // "Ji-won" and "Ji-hoon"
		best = twin
	}
	for i := p.first; i < p.last; i++ { // people who go by their middle name
		if k := f.at(i, lo); k.agrees() && k <= variant && len(p.words[i].text) > 1 {
			try(moved, 1<<lo)
		}
	}
	if hi-lo > 1 && p.first == p.last && f.at(0, lo+1) == exact && len(p.words[0].text) > 1 { // and whose page knows the other one
		try(moved, 3<<lo)
	}
	if f.n.nick.text != "" {
		if k := compareFirst(&p.words[0], &f.n.nick); k.agrees() && k <= sibling {
			try(max(k, variant), 1<<lo)
		}
	}
	return best, used
}

// family compares the last name with the family names of a page. Of a double
// name either half may stand alone, and the halves may change places.
func (f *fitting) family(lo, hi int) kind {
	p := f.p
	if lo == hi || p.last == len(p.words) {
		return absent
	}
	var ourCore, theirCore [maxOurs]uint8
	ours := core(ourCore[:0], p.words, p.last, len(p.words))
	theirs := core(theirCore[:0], f.n.words, lo, hi)
	if len(ours) == 1 && len(theirs) == 1 {
		k := f.at(int(ours[0]), int(theirs[0]))
		switch {
		case k == exact:
		case joined(p.wholeLast, "", f.n.words[lo:hi]): // "Van Dyke" and "Vandyke"
			return exact
		case k.agrees():
		case f.maiden(int(theirs[0])):
			return moved
		}
		return k
	}
	if joined(p.wholeLast, "", f.n.words[lo:hi]) || joined(p.coreLast, "", f.n.words[lo:hi]) || joinedAt(p.coreLast, f.n.words, theirs) {
		return exact
	}
	if k := f.halves(ours, theirs); k != differs {
		return k
	}
	var buffer [spelling.MaxWord]byte
	b := spell(buffer[:0], f.n.words[lo:hi])
	if edits := 1 + len(b)/9; alike(p.coreLast, b, min(edits, 2)) {
		return near
	}
	return differs
}

// alike reports that so many edits at most lie between two words.
func alike(a string, b []byte, edits int) bool {
	long, short := max(len(a), len(b)), min(len(a), len(b))
	return long-short <= edits && !spelling.FarApart(spelling.Letters(a), spelling.Letters(b), edits) && spelling.Distance(a, b) <= edits
}

// spell puts words together, as far as there is room.
func spell(to []byte, ws []word) []byte {
	for _, w := range ws {
		to = append(to, w.text[:min(len(w.text), cap(to)-len(to))]...)
	}
	return to
}

// halves compares last names of which at least one is double.
func (f *fitting) halves(ours, theirs []uint8) kind {
	var used uint8
	shared, first := 0, -1
	for _, i := range ours {
		for n, j := range theirs {
			if k := f.at(int(i), int(j)); used&(1<<n) == 0 && k.agrees() && k <= near {
				used |= 1 << n
				shared++
				if first < 0 || n < first {
					first = n
				}
				break
			}
		}
	}
	switch {
	case shared == 0:
		return differs
	case shared == len(ours) && shared == len(theirs):
		return variant
	case shared == len(theirs):
		return part
	case shared == len(ours) && first > 0 && !f.n.words[theirs[first]].glued && int(theirs[first]) >= f.n.comma:
		return differs // what stands before a single last name is a middle name
	case shared == len(ours):
		return part
	}
	return twin // one half is shared, and each side has another one
}

// maiden accepts a last name that the subject gave as a middle name, as many
// do who took a new one.
func (f *fitting) maiden(j int) bool {
	for i := f.p.first; i < f.p.last; i++ {
		if k := f.at(i, j); k.agrees() && k <= variant && len(f.p.words[i].text) > 2 {
			return true
		}
	}
	return false
}

// core appends the words lo to hi that are no particles, or all if they all are.
func core(to []uint8, ws []word, lo, hi int) []uint8 {
	for i := lo; i < hi; i++ {
		if !ws[i].particle() {
			to = append(to, uint8(i))
		}
	}
	if len(to) > 0 {
		return to
	}
	for i := lo; i < hi; i++ {
		to = append(to, uint8(i))
	}
	return to
}

// joined reports whether words, put together, spell a and b.
func joined(a, b string, ws []word) bool {
	if a == "" && b == "" {
		return false
	}
	for _, w := range ws {
		for i := 0; i < len(w.text); i++ {
			if a == "" {
				a, b = b, ""
			}
			if a == "" || a[0] != w.text[i] {
				return false
			}
			a = a[1:]
		}
	}
	return a == "" && b == ""
}

func joinedAt(a string, ws []word, at []uint8) bool {
	for _, j := range at {
		t := ws[j].text
		if len(a) < len(t) || a[:len(t)] != t {
			return false
		}
		a = a[len(t):]
	}
	return a == ""
}
