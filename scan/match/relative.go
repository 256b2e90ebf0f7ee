package match

import (
	"slices"

	"github.com/whohasme/whohasme/scan/match/spelling"
)

// readRelative reads the name of a relative as the subject gave it: the last
// word is the last name.
func readRelative(s string, decade int) person {
	ws, g := takeGeneration(words(spelling.Fold(s)), 0)
	var p person
	p.generation = g
	switch n := len(ws); n {
	case 0:
	case 1:
		p.assemble(ws, nil, nil, decade)
	default:
		p.assemble(ws[:1], ws[1:n-1], ws[n-1:], decade)
	}
	return p
}

// same reports whether two persons are written with the same words.
func (p *person) same(o person) bool {
	return p.generation == o.generation && slices.EqualFunc(p.words, o.words, func(a, b word) bool { return a.text == b.text })
}

// kinFound is what the relatives say.
type kinFound struct {
	shared int     // relatives of the subject that the page names
	bits   float32 // how rare their names are, beside the subject's own
	full   bool    // one of them by first and last name
	isOne  bool    // the page's own name is that of a relative of the subject
	double bool    // a relative of the subject has the page's own name, as the subject has
	twice  bool    // the page names a relative of the page's own name
}

// compareKin counts the relatives of the subject that the page names.
func compareKin(ours []person, theirs, names []pageName, self *hit) kinFound {
	var f kinFound
	if len(names) == 0 {
		return f
	}
	f.twice = namesake(&names[0], theirs)
	if len(ours) == 0 {
		return f
	}
	for i := range ours {
		found := false
		for j := range theirs {
			if !mayBe(&ours[i], &theirs[j]) {
				continue
			}
			h := fit(&ours[i], &theirs[j])
			whole := h.whole() && h.first <= near && h.last <= part
			f.full = f.full || whole
			found = found || whole || h.first == exact && h.last == absent
		}
		if found {
			f.shared++
			f.bits += kinBits(&ours[i], self)
		}
	}
	for i := range ours {
		if !mayBe(&ours[i], &names[0]) {
			continue
		}
		h := fit(&ours[i], &names[0])
		like := h.whole() && h.first <= variant && h.last <= part
		f.isOne = f.isOne || like && self.first != exact && h.worth > self.worth
		f.double = f.double || like && self.first == exact && self.last <= part
	}
	return f
}

// kinBits says how much it takes away from chance that a page names a relative:
// the rarity of the first name, and of the last name if that is not the
// subject's own, less what several names on either side give to chance.
func kinBits(p *person, self *hit) float32 {
	b := p.firstBits
	if self.ours == nil || p.coreLast != "" && p.coreLast != self.ours.coreLast {
		b += p.lastBits
	}
	return max(b-5, 1)
}

// mayBe reports, from the letters alone, whether a page's name can be a
// relative's: some word of it is like the first name.
func mayBe(p *person, n *pageName) bool {
	if p.first == 0 {
		return false
	}
	w := &p.words[0]
	for j := range n.words {
		t := &n.words[j]
		if !spelling.FarApart(w.letters, t.letters, 2) || w.sound == t.sound || w.known != nil && t.known != nil && len(w.known.families) > 0 && len(t.known.families) > 0 {
			return true
		}
	}
	return false
}

// namesake reports whether one of the relatives has the same first and last
// name as a page's headline: a parent or a child. The middle name may be
// missing on one side.
func namesake(own *pageName, relatives []pageName) bool {
	first, last := own.ends()
	if first == "" || last == "" {
		return false
	}
	for i := range relatives {
		if f, l := relatives[i].ends(); f == first && l == last {
			return true
		}
	}
	return false
}

// ends are the first word of the given names and the last of the family names;
// both are blank in a name of one word.
func (n *pageName) ends() (first, last string) {
	k := len(n.words)
	switch {
	case k < 2:
		return "", ""
	case n.comma > 0:
		return n.words[n.comma].text, n.words[n.comma-1].text
	}
	return n.words[0].text, n.words[k-1].text
}
