package match

import (
	"slices"
	"strings"
)

// misspelled reports a last name written quite otherwise, or somewhat without an
// age that fits, where nothing else that few people share vouches for it:
// neighbours of the alphabet have towns in common too, and ages within a year
// or a decade. How the page spells the name of relatives and mailboxes tells a
// slip from a name.
func (c *Comparison) misspelled() bool {
	last := c.best.last
	if c.nameless || last != far && last != near {
		return false
	}
	if c.street.level >= nearStreet || c.phone.level >= nearContact || c.email.level == sameContact || c.kin.shared > 1 {
		return false
	}
	if ours, theirs := c.spelledElsewhere(); ours || theirs {
		return !ours
	}
	if c.kin.shared > 0 {
		return false
	}
	plain := c.aged() && c.age.extra > -1 && c.age.text != bornOtherYear // no wide band
	same := plain && c.age.term == ageSame
	slip := c.oneSlip()
	more := c.middle == middleSame || c.place.level == sameZip
	switch {
	case last == far, plain && !slip:
		return !same || !(slip || last == near && more)
	case plain:
		return !(same || more || c.town() && c.others < faintOthers)
	case !slip, c.old() && !c.age.behind: // no page that has stood still
		return true
	case more, c.old() || c.age.term == ageTwo || c.age.text == bornOtherYear:
		return !more
	}
	return !((c.place.cities > 1 || c.middleAgrees()) && c.town() && c.others < slipOthers) // no age, or hardly one
}

// leastSpelled is how many letters a last name has, at least, of which the
// spelling elsewhere on the page says something.
const leastSpelled = 5

// spelledElsewhere reports how the page spells the last name in the names of
// relatives and in mailboxes: anywhere as the subject does, or else as in its
// headline. The first is a slip of the headline's, the second a family of
// another name.
func (c *Comparison) spelledElsewhere() (ours, theirs bool) {
	for i := range c.best.theirs.words {
		w := &c.best.theirs.words[i]
		if len(w.text) < leastSpelled || !c.otherwise(w) {
			continue
		}
		ofKin, ofMail := c.kinNamed(w.text), c.mailNamed(w.text)
		ours = ours || ofKin == asOurs || ofMail == asOurs
		theirs = theirs || ofKin == asTheirs || ofMail == asTheirs
	}
	return ours, theirs && !ours
}

// otherwise reports a word of the page's name that is the subject's last name in
// other letters.
func (c *Comparison) otherwise(w *word) bool {
	like := false
	for i := range c.best.ours.lasts() {
		k := compareLast(&c.best.ours.lasts()[i], w)
		if k == exact {
			return false
		}
		like = like || k == near || k == far
	}
	return like
}

// written says whose last name stands somewhere.
type written uint8

const (
	asNeither written = iota
	asOurs
	asTheirs
)

// kinNamed reports whether a relative on the page bears the subject's last name,
// or else this one of the page's.
func (c *Comparison) kinNamed(last string) written {
	as := asNeither
	for i := range c.record.relatives {
		n := &c.record.relatives[i]
		if slices.ContainsFunc(n.words, c.ourLast) {
			return asOurs
		}
		if _, of := n.ends(); of == last {
			as = asTheirs
		}
	}
	return as
}

// mailNamed reports whether a mailbox on the page is named by the subject's last
// name, or else by this one of the page's.
func (c *Comparison) mailNamed(last string) written {
	as := asNeither
	for i := range c.record.emails {
		local, _, _ := strings.Cut(c.record.emails[i].value, "@")
		switch ours := c.best.ours.coreLast; {
		case len(ours) >= leastSpelled && strings.Contains(local, ours):
			return asOurs
		case strings.Contains(local, last):
			as = asTheirs
		}
	}
	return as
}

// ourLast reports a word of the subject's last name.
func (c *Comparison) ourLast(w word) bool {
	return slices.ContainsFunc(c.best.ours.lasts(), func(o word) bool { return o.text == w.text && !o.particle() })
}

// turnedOtherwise reports a name that fits only in the other order, where the
// page tells that its order is the usual one: relatives bear the last name that
// would be the first, or it is not written as the subject's and stands before a
// comma, or is a last name of its own.
func (c *Comparison) turnedOtherwise() bool {
	h := &c.best
	if c.nameless || !h.turned || !h.whole() || c.own() || c.kin.shared > 0 {
		return false
	}
	k := len(h.theirs.words) - 1
	if h.theirs.comma > 0 {
		k = h.theirs.comma - 1
	}
	w := &h.theirs.words[k]
	return c.kinNamed(w.text) == asTheirs || (h.first > exact || h.last > exact) && (h.theirs.comma > 0 || w.isLast())
}

// oneSlip reports a last name of the page that is one slip away: Gonzales for
// Gonzalez, Williarns for Williams.
func (c *Comparison) oneSlip() bool {
	ours := c.best.ours.coreLast
	for i := range c.best.theirs.words {
		theirs := c.best.theirs.words[i].text
		if alike(ours, []byte(theirs), 1) || oneMisread(ours, theirs) {
			return true
		}
	}
	return false
}

// misread are letters that look alike to a scanner or sound alike to a clerk,
// one for two: what changes a name by two letters and is one slip all the same.
var misread = map[string]string{
	"rn": "m", "nn": "m", "in": "m", "cl": "d", "vv": "w", "ri": "n", "li": "h", "ii": "u", "lc": "k",
	"ph": "f", "ff": "v", "ee": "i", "oo": "u", "ks": "x",
}

// oneMisread reports whether two names differ by one such pair.
func oneMisread(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a) != len(b)+1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	return i < len(b) && a[i+2:] == b[i+1:] && misread[a[i:i+2]] == b[i:i+1]
}
