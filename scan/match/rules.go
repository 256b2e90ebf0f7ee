package match

import "github.com/whohasme/whohasme/scan"

// rule is a limit that stands above the sum of the bits: the best verdict that
// a kind of evidence allows.
type rule struct {
	name   string
	holds  func(c *Comparison) bool
	yours  scan.Verdict // what the program calls the subject's
	fair   scan.Verdict // what is likelier than not
	field  field        // what it is about
	change string       // what would change it
}

// Others are how many other people may fit as well as the subject, in bits
// (log2).
const (
	yoursOthers  = -1.0 // of three such records one may show another person of the country
	fairOthers   = 12.0
	fairAway     = 12
	strongOthers = -6.0 // so few that another town is rather a move
)

// rules in the order in which they are told. A veto is a rule that leaves
// nothing but another person.
var rules = []rule{
	{"the page hides the name", func(c *Comparison) bool { return c.nameless }, scan.Possible, scan.Possible, nameField, "the name in full would"},
	{"another name", (*Comparison).otherName, scan.Other, scan.Possible, nameField, "that name would, if it is one of yours and you add it"},
	{"another first name", (*Comparison).otherFirst, scan.Possible, scan.Possible, nameField, "that first name would, if it is one of yours and you add it"},
	{"another first name, and both are names of their own", (*Comparison).relativeFirst, scan.Other, scan.Possible, nameField, "that first name would, if it is one of yours and you add it"},
	{"another last name", (*Comparison).otherLast, scan.Possible, scan.Match, nameField, "that last name would, if you have used it and add it as a former name"},
	{"another last name, and nothing that few people share", func(c *Comparison) bool {
		return c.otherLast() && !(c.own() && c.best.first <= near)
	}, scan.Other, scan.Possible, nameField, "that last name would, if you have used it and add it as a former name"},
	{"another first or last name, and too little that fits", func(c *Comparison) bool {
		return (c.otherFirst() || c.otherLast()) && c.backing() < 2
	}, scan.Other, scan.Other, nameField, "that name would, if it is one of yours and you add it"},
	{"two contradictions", func(c *Comparison) bool { return c.contradictions() > 1 }, scan.Other, scan.Other, nameField, "only other facts about you would"},
	{"another generation", func(c *Comparison) bool { return c.suffix.term == suffixDiffers }, scan.Other, scan.Other, suffixField, "only another generation in the name you gave would"},
	{"another generation, and the age does not fit", func(c *Comparison) bool { return c.suffix.term == suffixOnlyTheirs && c.old() }, scan.Other, scan.Other, suffixField, "a generation such as Jr in the name you gave would, if it is yours"},
	{"a generation the subject did not give", func(c *Comparison) bool { return c.suffix.term == suffixOnlyTheirs }, scan.Possible, scan.Possible, suffixField, "a generation such as Jr in the name you gave would, if it is yours"},
	{"an age six years off or more", func(c *Comparison) bool { return c.farAged() && c.email.level < sameContact }, scan.Possible, scan.Possible, ageField, "another birth date would, if the one you gave is wrong"},
	{"an age six years off or more, and no sign of a slip", func(c *Comparison) bool {
		return c.farAged() && c.email.level < nearContact
	}, scan.Other, scan.Match, ageField, "another birth date would, if the one you gave is wrong"},
	{"an age some years off, and little that makes up for it", func(c *Comparison) bool {
		return c.old() && !c.own() && (!c.town() || c.age.years > 3)
	}, scan.Possible, scan.Match, ageField, "a town, street or phone in common would"},
	{"another middle name", func(c *Comparison) bool { return c.middle == middleDiffers }, scan.Other, scan.Possible, middleField, "that middle name would, if it is one of yours and you add it"},
	{"another middle initial", func(c *Comparison) bool { return c.middle == middleOtherInitial }, scan.Possible, scan.Possible, middleField, "a middle name with that letter would, if it is one of yours and you add it"},
	{"a relative of the subject has the same name", func(c *Comparison) bool {
		return c.kin.double && !c.aged() && c.suffix.term != suffixSame
	}, scan.Possible, scan.Possible, relativesField, "an age or a generation on the page would tell you apart"},
	{"too many others fit as well", func(c *Comparison) bool { return c.others > yoursOthers }, scan.Possible, scan.Match, nameField, "an age, a town, a street, a phone or a relative in common would"},
	{"very many others fit as well", func(c *Comparison) bool { return c.others > fairOthers }, scan.Possible, scan.Possible, nameField, "an age, a town, a street, a phone or a relative in common would"},
	{"nothing but a name, and other places", func(c *Comparison) bool { return c.away() && c.unbacked() }, scan.Possible, scan.Possible, placeField, "an age, a town, a street, a phone or a relative in common would"},
	{"nothing but a name that many bear, and other places", func(c *Comparison) bool { return c.away() && c.unbacked() && c.others > fairAway }, scan.Possible, scan.Other, placeField, "an age, a town, a street, a phone or a relative in common would"},
	{"nothing but a name", func(c *Comparison) bool { return !c.backed() }, scan.Possible, scan.Match, nameField, "an age, a town, a street, a phone or a relative in common would"},
}

// limit finds the best verdicts that the rules allow, and the field that vetoes.
func (c *Comparison) limit() {
	c.others = c.countOthers()
	c.mostYours, c.mostFair, c.veto = scan.Match, scan.Match, fields
	for i := range rules {
		r := &rules[i]
		if (worse(r.yours, c.mostYours) || worse(r.fair, c.mostFair)) && r.holds(c) {
			if worse(r.yours, c.mostYours) {
				c.mostYours = r.yours
			}
			if worse(r.fair, c.mostFair) {
				c.mostFair = r.fair
			}
			if r.yours == scan.Other && c.veto == fields {
				c.veto = r.field
			}
		}
	}
}

func worse(a, b scan.Verdict) bool {
	return a != b && (a == scan.Other || a == scan.Possible && b == scan.Match)
}

func (c *Comparison) otherName() bool {
	h := &c.best
	return !c.nameless && (h.first == absent || h.first >= initial) && (h.last == absent || h.last >= initial)
}

func (c *Comparison) otherFirst() bool { return !c.nameless && c.best.first >= twin }

// relativeFirst reports another first name that is no slip: another of the
// family.
func (c *Comparison) relativeFirst() bool {
	h := &c.best
	if !c.otherFirst() {
		return false
	}
	given := plainlyFirst(h.ours.words) && plainlyFirst(h.theirs.words)
	fits := c.aged() && (c.email.level >= nearContact || c.street.level >= nearStreet || c.town() && h.lastBits > usualLast)
	return given || !fits
}

// plainlyFirst reports whether a name begins with a first name, or with the
// letter of one, which is no slip.
func plainlyFirst(ws []word) bool {
	return len(ws) > 0 && (ws[0].isFirst() || len(ws[0].text) == 1)
}

func (c *Comparison) otherLast() bool { return !c.nameless && c.best.last >= twin }

func (c *Comparison) aged() bool { return c.age.term == ageSame || c.age.term == ageOne }

func (c *Comparison) old() bool { return c.age.term >= ageFew && c.age.term <= ageFar }

func (c *Comparison) farAged() bool { return c.age.term == ageMany || c.age.term == ageFar }

func (c *Comparison) town() bool { return c.place.level >= nearCity }

func (c *Comparison) away() bool { return c.place.level == otherCity || c.place.level == elsewhere }

// own reports whether the record shows what few people share with the subject.
func (c *Comparison) own() bool {
	return c.street.level >= nearStreet || c.phone.level >= nearContact || c.email.level >= nearContact
}

// backing counts what else agrees, and agrees well.
func (c *Comparison) backing() int {
	rare := c.town() && c.best.last == exact && c.best.lastBits >= rareLast
	return count(c.age.term == ageSame, c.town(), c.own(), rare)
}

// contradictions counts fields that rather speak of somebody else.
func (c *Comparison) contradictions() int {
	return count(c.otherFirst(), c.otherLast(), c.old(), c.middle >= middleOtherInitial && c.middle <= middleDiffers, c.away() && !c.own())
}

func count(facts ...bool) int {
	n := 0
	for _, f := range facts {
		if f {
			n++
		}
	}
	return n
}

// backed reports whether there is more than a name: missing fields never help,
// and where the page names other places than the subject's an age alone does
// not do either, unless hardly anybody else can be meant.
func (c *Comparison) backed() bool {
	h := &c.best
	if c.own() || c.kin.shared > 0 {
		return true
	}
	switch {
	case h.first == absent || h.last == absent || h.last == initial:
		return false
	case h.first == initial:
		return c.town() && c.aged() && h.lastBits > usualLast
	case c.away():
		return c.aged() && (c.middle != 0 && c.middle <= middleInitial || c.age.extra > 0 || c.others <= strongOthers)
	}
	return c.town() || c.aged()
}

// unbacked reports that nothing but the name agrees.
func (c *Comparison) unbacked() bool {
	return !c.aged() && !c.town() && !c.own() && c.kin.shared == 0
}

// country is the number of people a record may be of, in bits: most of the
// adults of the United States are listed.
const country = 28.0

// countOthers estimates how many other people of the country share what the
// record shares with the subject, in bits. Names, ages and places are taken for
// independent, which they are not quite; hence the caution in what each takes
// away.
func (c *Comparison) countOthers() float64 {
	h := &c.best
	b := country
	if !c.nameless {
		b -= float64(h.first.worth(h.firstBits) + h.last.worth(h.lastBits))
	}
	switch c.middle {
	case middleSame:
		b -= 6
	case middleInitial, middleNear:
		b -= 3
	}
	switch c.age.term {
	case ageSame:
		b -= max(5.5+c.age.extra, 0)
	case ageOne:
		b -= max(5+c.age.extra, 0)
	case ageTwo:
		b -= 3
	}
	switch c.place.level {
	case sameZip:
		b -= 13
	case sameCity, nearCity:
		b -= float64(c.place.bits)
	case sameState:
		b -= 1.5
	}
	switch c.street.level {
	case sameStreet:
		b -= 12
	case nearStreet:
		b -= 10
	case sameRoad, awayStreet:
		b -= 4
	}
	b -= contactBits(c.phone.level) + contactBits(c.email.level)
	switch {
	case c.kin.full:
		b -= min(4+4*float64(c.kin.shared), 12)
	case c.kin.shared > 0:
		b -= 4
	}
	return b
}

func contactBits(l contactLevel) float64 {
	switch l {
	case sameContact:
		return 20
	case nearContact:
		return 12
	case maskedContact:
		return 4
	}
	return 0
}
