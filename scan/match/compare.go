package match

import (
	"math"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Comparison is what a record and the subject have in common. The words for it
// are made only when they are asked for.
type Comparison struct {
	Verdict scan.Verdict // what the program says: match is "yours"
	Fair    scan.Verdict // what is likelier than not: for lists that were matched before, and for measuring
	Score   float64      // probability that the record is the subject

	m        *Matcher
	record   *Record
	found    [maxFound]finding
	n        int
	bits     float64
	most     Limits
	held     uint32  // the rules that hold, one bit each
	veto     field   // the field that vetoes; fields: none
	others   float64 // how many other people may fit as well, in bits
	middle   term
	best     hit
	safeName int
	nameless bool
	age      ageFound
	suffix   generationFound
	place    placeFound
	street   streetFound
	phone    contactFound
	email    contactFound
	kin      kinFound
}

// finding is a term found, times a value.
type finding struct {
	term  term
	value float32
}

const maxFound = 20

func (c *Comparison) add(t term, value float32) {
	if t != 0 && c.n < maxFound && value != 0 {
		c.found[c.n] = finding{t, value}
		c.n++
	}
}

func (c *Comparison) when(yes bool, t term) {
	if yes {
		c.add(t, 1)
	}
}

// Compare compares a record with the subject. asOf is the day of the page.
func (m *Matcher) Compare(r *Record, asOf brokers.Date) Comparison {
	var hs hits
	c := m.meet(r, &hs)
	if !c.stranger() {
		c.weigh(&hs, asOf)
	}
	return c
}

// meet compares the names.
func (m *Matcher) meet(r *Record, hs *hits) Comparison {
	c := Comparison{m: m, record: r, veto: fields}
	c.nameless = !m.compareNames(r.names, hs)
	c.best, c.safeName = hs.best, hs.safe
	if !c.nameless && c.best.ours == nil { // the subject has no name
		c.best.first, c.best.last = differs, differs
	}
	return c
}

// weigh compares everything else.
func (c *Comparison) weigh(hs *hits, asOf brokers.Date) {
	m, r := c.m, c.record
	c.age = compareAges(m.born, r, asOf, m.weights)
	c.place = comparePlaces(m.places, r.places)
	c.street = compareStreets(m.streets, r.streets)
	c.phone = compareContacts(m.phones, r.phones, comparePhone)
	c.email = compareContacts(m.emails, r.emails, compareEmail)
	c.conclude(hs)
	if c.Verdict != scan.Match && hs.m > 1 && !(c.holds(farAgeNoSlip) && !c.stale()) { // no name makes up for such an age
		c.readOtherwise(hs)
	}
}

// conclude weighs what the fields have in common, with the best name as it is
// read.
func (c *Comparison) conclude(hs *hits) {
	m, r := c.m, c.record
	c.suffix = m.compareGenerations(hs)
	c.kin = compareKin(m.relatives, r.relatives, r.names, &hs.best)
	c.findName()
	c.middle = m.compareMiddles(hs)
	c.add(c.middle, 1)
	c.add(c.suffix.term, 1)
	c.add(c.age.term, 1)
	c.findPlace()
	c.findOwn()
	c.others = c.countOthers()
	c.findTogether()
	c.sum()
	c.limit()
	c.decide()
	c.Score = c.probability()
}

// readOtherwise takes every other name that fits for the best one, and keeps
// the first that does better: who gives one name more, or shows one, must not
// lose by it.
func (c *Comparison) readOtherwise(hs *hits) {
	for i := range hs.m {
		h := hs.others[i]
		h.alias = h.alias && !hs.headed
		if h.ours == hs.best.ours && h.theirs == hs.best.theirs || !h.betters(&hs.best) {
			continue
		}
		other, with := *c, *hs
		with.take(h)
		other.best, other.n = h, 0
		other.conclude(&with)
		if other.kin.isOne && !c.kin.isOne || c.kin.double && !other.kin.double { // a relative's name is no way out
			continue
		}
		if other.Verdict != c.Verdict && worst(other.Verdict, c.Verdict) == c.Verdict {
			*c = other
		}
	}
}

// stranger reports that neither first nor last name are the subject's, which
// settles the matter at once: most records of a list are such.
func (c *Comparison) stranger() bool {
	if c.nameless || c.best.first < twin || c.best.last < twin {
		return false
	}
	c.findName()
	c.sum()
	c.most, c.veto = Limits{scan.Other, scan.Other, scan.Other}, nameField
	c.held = 1 << anotherName
	c.Verdict, c.Fair, c.Score = scan.Other, scan.Other, c.probability()
	return true
}

// findName adds what the names say.
func (c *Comparison) findName() {
	if c.nameless {
		return
	}
	h := &c.best
	if h.first != absent {
		c.add(firstExact+term(h.first-exact), 1)
		if h.first.agrees() && h.first != initial {
			c.add(firstRare, h.firstBits-usualFirst)
		}
	}
	if h.last != absent {
		c.add(lastExact+term(h.last-exact), 1)
		if h.last.agrees() && h.last != initial {
			c.add(lastRare, h.lastBits-usualLast)
		}
	}
	c.when(h.turned, nameTurned)
	c.when(h.alias, nameAlias)
	c.when(h.first >= twin && h.last >= twin, nameStranger)
}

var placeTerms = [...]term{elsewhere: placeElsewhere, otherCity: placeOther, sameState: placeState, nearCity: placeNear, sameCity: placeCity, sameZip: placeZip}

func (c *Comparison) findPlace() {
	if c.place.level == unsaid {
		return
	}
	c.add(placeTerms[c.place.level], 1)
	if c.place.level >= nearCity {
		c.add(placeRare, c.place.bits-usualCity)
		c.add(placeMore, float32(min(c.place.cities-1, 2)))
	}
}

var (
	streetTerms = [...]term{noStreet: 0, otherStreet: 0, sameRoad: streetRoad, awayStreet: streetAway, nearStreet: streetNear, sameStreet: streetSame}
	phoneTerms  = [...]term{noContact: 0, otherContact: 0, maskedContact: phoneMasked, nearContact: phoneNear, sameContact: phoneSame}
	emailTerms  = [...]term{noContact: 0, otherContact: 0, maskedContact: emailMasked, nearContact: emailNear, sameContact: emailSame}
)

// findOwn adds what streets, phones, e-mail addresses and relatives say.
func (c *Comparison) findOwn() {
	c.add(streetTerms[c.street.level], 1)
	c.add(phoneTerms[c.phone.level], 1)
	c.add(emailTerms[c.email.level], 1)
	switch k := c.kin; {
	case k.shared > 1:
		c.add(kinMore, 1)
	case k.shared == 1 && k.full:
		c.add(kinOne, 1)
	case k.shared == 1:
		c.add(kinFirstOnly, 1)
	}
	c.when(c.kin.isOne, kinIsOne)
}

// findTogether adds what only several fields together say: fields are not
// independent of each other.
func (c *Comparison) findTogether() {
	h := &c.best
	aged, old, town, away := c.aged(), c.old(), c.town(), c.away()
	stranger := !c.nameless && (h.first >= twin || h.last >= twin)
	faint := !stranger && !c.nameless && (h.first == absent || h.last == absent || h.first == initial || h.last == initial)
	c.when(h.whole() && h.first > exact && h.last > exact, bothFaint)
	c.when(aged && town, agedPlaced)
	c.when(aged && away, agedAway)
	c.when(old && town, oldPlaced)
	c.when(stranger && old, strangerAge)
	c.when(stranger && aged, strangerFit)
	c.when(stranger && c.own(), strangerOwn)
	c.when(faint && town, faintPlaced)
	c.when(faint && aged, faintAged)
	c.when(c.stoodStill(), ageBehind)
}

// sum adds up the bits.
func (c *Comparison) sum() {
	w := c.m.weights
	c.bits = w.Bits[prior] + c.age.extra
	for _, f := range c.found[:c.n] {
		c.bits += w.Bits[f.term] * float64(f.value)
	}
}

// doubt is what a rule that leaves nothing but another person takes away, in
// bits: such rules are right about nineteen times in twenty.
const doubt = 6.0

func (c *Comparison) probability() float64 {
	if c.m.weights.fairly(c.bits, c.most) == scan.Other {
		return probability(c.bits - doubt)
	}
	return probability(c.bits)
}

// probability turns log2 odds into a probability with nine decimals.
func probability(bits float64) float64 {
	return rounded(1/(1+math.Exp2(-bits)), 1e9)
}

func rounded(x, unit float64) float64 { return math.Round(x*unit) / unit }

// Found calls do with every term found and its value, as the learning tool
// needs it, and with the bits that no term holds.
func (c *Comparison) Found(do func(term int, value float64)) (rest float64) {
	do(int(prior), 1)
	for _, f := range c.found[:c.n] {
		do(int(f.term), float64(f.value))
	}
	return c.age.extra
}
