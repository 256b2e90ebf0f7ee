package match

import (
	"fmt"
)

// Weights of relatives, in bits. They come in families: the second tells less
// than the first.
const (
	relativeBits     = 5.0
	moreRelativeBits = 2.0
	mostRelativeBits = 9.0
	firstOnlyBits    = 2.0
)

// readRelative reads the name of a relative as the subject gave it: the last
// word is the last name.
func readRelative(s string) person {
	ws, g := takeGeneration(words(fold(s)))
	if len(ws) == 0 {
		return person{}
	}
	p := person{generation: g, first: texts(ws[:1])}
	if n := len(ws); n > 1 {
		p.middles, p.last = texts(ws[1:n-1]), texts(ws[n-1:])
	}
	return p
}

// relativesClue counts the relatives of the subject that the page names. None
// says nothing.
func relativesClue(ours []person, theirs []string) clue {
	count := 0
	full := false
	names := make([]pageName, 0, len(few(theirs)))
	for _, t := range few(theirs) {
		names = append(names, readPageName(t))
	}
	for _, o := range ours {
		found := false
		for _, n := range names {
			whole, some := related(o, n)
			full = full || whole
			found = found || whole || some
		}
		if found {
			count++
		}
	}
	if count == 0 {
		return clue{}
	}
	bits := firstOnlyBits
	if full {
		bits = relativeBits
	}
	bits = min(bits+moreRelativeBits*float64(count-1), mostRelativeBits)
	text := "names a relative you gave"
	if count > 1 {
		text = fmt.Sprintf("names %d relatives you gave", count)
	}
	return clue{field: "relatives", bits: bits, text: text, backs: true, own: true}
}

// related reports whether a page's name is a relative's: whole by first and
// last name, or some, by the only name that either side gives.
func related(o person, n pageName) (whole, some bool) {
	if len(o.first) == 0 {
		return false, false
	}
	if len(o.last) > 0 && n.all == join(o.first)+join(o.last) {
		return true, false
	}
	for _, r := range n.readings {
		first, _ := compareGiven(o, r.given)
		last := compareFamily(o, r.family)
		whole = whole || first.kind >= variant && last.kind >= near || first.kind >= near && last.kind == exact
		some = some || first.kind == exact && last.kind == absent
	}
	return whole, some
}
