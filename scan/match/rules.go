package match

import "github.com/whohasme/whohasme/scan"

// rule is a limit that stands above the sum of the bits: the best verdict that
// a kind of evidence allows.
type rule struct {
	name   string
	yours  scan.Verdict // what the program calls the subject's
	fair   scan.Verdict // what is likelier than not
	yields bool         // the fair one gives way to odds
	field  field        // what it is about
	change string       // what would change it
}

// ruleID is the place of a rule in the table.
type ruleID uint8

// The rules, in the order in which they are told.
const (
	hiddenName ruleID = iota
	anotherName
	anotherFirst
	relativesFirst
	anotherLast
	anotherLastAlone
	anotherNameAlone
	anotherPerson
	twoContradictions
	ageAndPlaceOff
	anotherGeneration
	generationAndAge
	generationNotGiven
	farAge
	ageOfParent
	farAgeNoSlip
	ageOffAlone
	misspelledAlone
	turnedAlone
	anotherMiddle
	anotherInitial
	sameNamedRelative
	sameNamedOnPage
	generationMissing
	manyOthers
	veryManyOthers
	nameElsewhere
	commonNameElsewhere
	nameAlone
	ruleCount
)

const (
	firm   = false
	yields = true
)

// rules are the limits. One that leaves only another person is a veto of its
// field.
var rules = [ruleCount]rule{
	hiddenName:          {"the page hides the name", scan.Possible, scan.Possible, firm, nameField, wholeName},
	anotherName:         {"no part of the name agrees well", scan.Other, scan.Possible, firm, nameField, addName},
	anotherFirst:        {"another first name", scan.Possible, scan.Possible, firm, nameField, addName},
	relativesFirst:      {"another first name, and no slip: another of the family", scan.Other, scan.Possible, firm, nameField, addName},
	anotherLast:         {"another last name", scan.Possible, scan.Match, firm, nameField, addLast},
	anotherLastAlone:    {"another last name, and nothing that few people share", scan.Other, scan.Possible, yields, nameField, addLast},
	anotherNameAlone:    {"another first or last name, and nothing else that fits", scan.Other, scan.Other, firm, nameField, addName},
	anotherPerson:       {"another first or last name, and too little that fits", scan.Other, scan.Other, yields, nameField, addName},
	twoContradictions:   {"two contradictions", scan.Other, scan.Other, firm, fields, "other facts would, if some that you gave are wrong"},
	ageAndPlaceOff:      {"an age some years off, and other places", scan.Other, scan.Other, yields, ageField, addFacts},
	anotherGeneration:   {"another generation", scan.Other, scan.Other, firm, suffixField, "another generation in the name you gave would, if the one there is wrong"},
	generationAndAge:    {"a generation the subject did not give, and an age that does not fit", scan.Other, scan.Other, firm, suffixField, addSr},
	generationNotGiven:  {"a generation the subject did not give", scan.Possible, scan.Possible, firm, suffixField, addSr},
	farAge:              {"an age six years off or more, without the same mailbox", scan.Possible, scan.Possible, yields, ageField, addBirth},
	ageOfParent:         {"an age a generation off", scan.Possible, scan.Match, firm, ageField, addBirth},
	farAgeNoSlip:        {"an age six years off or more, without a mailbox like it", scan.Other, scan.Match, firm, ageField, addBirth},
	ageOffAlone:         {"an age some years off, and little that makes up for it", scan.Possible, scan.Match, firm, ageField, addOwn},
	misspelledAlone:     {"a last name written quite otherwise, or somewhat and no age that fits", scan.Possible, scan.Match, firm, nameField, addSpelling},
	turnedAlone:         {"a name that fits in the other order only, and then not as it is written", scan.Possible, scan.Match, firm, nameField, addOwn},
	anotherMiddle:       {"another middle name", scan.Other, scan.Possible, firm, middleField, "that middle name would, if it is one of yours and you add it"},
	anotherInitial:      {"another middle initial", scan.Possible, scan.Possible, firm, middleField, "a middle name with that letter would, if it is one of yours and you add it"},
	sameNamedRelative:   {"a relative of the subject has the same name, and no age tells them apart", scan.Possible, scan.Possible, firm, relativesField, tellApart},
	sameNamedOnPage:     {"the page names a relative of the same name, and no age tells them apart", scan.Possible, scan.Match, firm, relativesField, tellApart},
	generationMissing:   {"a generation that the page does not show, and no age", scan.Possible, scan.Match, firm, suffixField, tellApart},
	manyOthers:          {"others fit as well", scan.Possible, scan.Match, firm, nameField, addFacts},
	veryManyOthers:      {"tens of thousands of others fit as well", scan.Possible, scan.Possible, yields, nameField, addFacts},
	nameElsewhere:       {"nothing but a name, and other places", scan.Possible, scan.Possible, firm, placeField, addFacts},
	commonNameElsewhere: {"nothing but a name that tens of thousands bear, and other places", scan.Possible, scan.Other, yields, placeField, addFacts},
	nameAlone:           {"nothing but a name", scan.Possible, scan.Match, firm, nameField, addFacts},
}

// limit finds which rules hold, the best verdicts that they allow, and the field
// that vetoes.
func (c *Comparison) limit() {
	c.most, c.veto = Limits{scan.Match, scan.Match, scan.Match}, fields
	stranger := c.otherFirst() || c.otherLast()
	far, old := c.farAged(), c.old()
	c.apply(hiddenName, c.nameless)
	c.apply(anotherName, c.otherName())
	c.apply(anotherFirst, c.otherFirst())
	c.apply(relativesFirst, c.relativeFirst())
	c.apply(anotherLast, c.otherLast())
	c.apply(anotherLastAlone, c.otherLast() && !(c.own() && c.best.first <= near))
	c.apply(anotherNameAlone, stranger && c.backing() == 0)
	c.apply(anotherPerson, stranger && c.backing() < 2)
	c.apply(twoContradictions, c.contradictions() > 1)
	c.apply(ageAndPlaceOff, old && c.away() && !c.own())
	c.apply(anotherGeneration, c.suffix.term == suffixDiffers)
	c.apply(generationAndAge, c.suffix.term == suffixOnlyTheirs && old)
	c.apply(generationNotGiven, c.suffix.term == suffixOnlyTheirs)
	stale := c.stoodStill()
	c.apply(farAge, far && c.email.level < sameContact && !stale)
	c.apply(ageOfParent, far && c.age.years >= 12)
	c.apply(farAgeNoSlip, far && c.email.level < nearContact && !stale)
	c.apply(ageOffAlone, old && !c.own() && (!c.town() || c.age.years > 3) && !stale)
	c.apply(misspelledAlone, c.misspelled())
	c.apply(turnedAlone, c.turnedOtherwise())
	c.apply(anotherMiddle, c.middle == middleDiffers)
	c.apply(anotherInitial, c.middle == middleOtherInitial)
	c.apply(sameNamedRelative, c.kin.double && !c.aged() && c.suffix.term != suffixSame)
	c.apply(sameNamedOnPage, c.kin.twice && c.unaged() && c.suffix.term != suffixSame)
	c.apply(generationMissing, c.m.generation && c.suffix.term == 0 && c.unaged() && !c.nameless && c.email.level < sameContact)
	c.apply(manyOthers, c.others > yoursOthers)
	c.apply(veryManyOthers, c.others > fairOthers)
	c.apply(nameElsewhere, c.away() && (c.unbacked() || (c.place.level == elsewhere || c.age.term == ageOne) && !c.middleAgrees() && !c.own() && c.kin.shared == 0))
	c.apply(commonNameElsewhere, c.away() && c.unbacked() && c.others > fairOthers)
	c.apply(nameAlone, !c.backed())
}

// apply lowers the best verdicts to those of a rule that holds.
func (c *Comparison) apply(id ruleID, holds bool) {
	if !holds {
		return
	}
	r := &rules[id]
	c.held |= 1 << id
	c.most.Yours, c.most.Fair = worst(c.most.Yours, r.yours), worst(c.most.Fair, r.fair)
	if !r.yields {
		c.most.Firm = worst(c.most.Firm, r.fair)
	}
	if r.yours == scan.Other && c.veto == fields {
		c.veto = r.field
		if r.field == fields {
			c.veto = c.contradicted()
		}
	}
}

// contradicted is the field of the first contradiction.
func (c *Comparison) contradicted() field {
	switch {
	case c.otherFirst() || c.otherLast():
		return nameField
	case c.old():
		return ageField
	}
	return middleField
}
