package match

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// text says what a field has found. It never quotes a safe fact, nor a fact of
// the page that the subject did not give, but ages and generations.
func (c *Comparison) text(f field) string {
	switch f {
	case nameField:
		return c.nameText()
	case middleField:
		return middleTexts[c.middle]
	case suffixField:
		return c.suffixText()
	case ageField:
		return c.ageText()
	case placeField:
		return c.placeText()
	case streetField:
		return c.streetText()
	case phoneField:
		return contactText("phone", "phone number", c.phone)
	case emailField:
		return contactText("e-mail", "e-mail address", c.email)
	}
	return c.kinText()
}

// nameText says how the best name fits. A safe name that the page shows is told
// first, by its number only.
func (c *Comparison) nameText() string {
	h := &c.best
	switch {
	case c.nameless:
		return "the page gives no name"
	case c.safeName > 0:
		return fmt.Sprintf("the page shows safe name %d", c.safeName)
	case h.first >= twin && h.last >= twin, h.first == absent && h.last >= twin, h.last == absent && h.first >= twin:
		return "another name"
	case c.otherName() && h.first < twin && h.last < twin:
		return "only first letters of the name agree"
	case h.first >= twin:
		return "another first name"
	case h.last >= twin && c.own():
		return "the same first name, with a last name you did not give"
	case h.last >= twin:
		return "another last name"
	case h.ours.safe > 0:
		return fmt.Sprintf("the page shows safe name %d", h.ours.safe)
	}
	return nameStart(h) + nameRest(h) + c.nameLimit()
}

// nameLimit says what keeps a name that agrees from being enough.
func (c *Comparison) nameLimit() string {
	switch {
	case c.Verdict != scan.Possible:
	case c.unbacked() && (c.holds(nameAlone) || c.holds(nameElsewhere)):
		if c.middleAgrees() || c.age.term == ageTwo || c.place.level == sameState {
			return "; little else agrees"
		}
		return "; nothing else agrees"
	case c.holds(manyOthers), c.holds(veryManyOthers):
		return "; others may fit as well"
	}
	return ""
}

func nameStart(h *hit) string {
	switch h.ours.kind {
	case scan.FormerName:
		return "the name you used before"
	case scan.AliasName:
		return "a name you also use"
	}
	return "the same name"
}

func nameRest(h *hit) string {
	switch {
	case h.last == absent:
		return ", the first name only"
	case h.first == absent:
		return ", the last name only"
	case h.first == initial:
		return ", with only the first letter of the first name"
	case h.last == initial:
		return ", with only the first letter of the last name"
	case h.first == moved:
		return ", with the middle name as first name"
	case h.last == moved:
		return ", with a middle name of yours as last name"
	case h.first == variant || h.first == sibling || h.first == part:
		return ", in a short or other form"
	case h.first == near || h.first == far || h.last == near || h.last == far:
		return ", spelled differently"
	case h.last == part:
		return ", with one last name more or less"
	case h.firstBits+h.lastBits >= unusual:
		return ", an unusual one"
	case h.firstBits+h.lastBits < common:
		return ", a very common one"
	}
	return ""
}

// Whole names rarer than one in four million are called unusual, and those of
// more than one in thirty thousand very common.
const (
	unusual = 22
	common  = 15
)

var middleTexts = map[term]string{
	middleSame:         "the same middle name",
	middleNear:         "the same middle name, spelled differently",
	middleInitial:      "the same first letter of the middle name",
	middleSoft:         "the middle name may be another name of yours",
	middleSurname:      "the page gives another middle name, perhaps a last name",
	middleOtherInitial: "the page gives another letter for the middle name",
	middleDiffers:      "the page gives another middle name",
}

func (c *Comparison) suffixText() string {
	g := generationNames[c.suffix.theirs]
	switch c.suffix.term {
	case 0:
		return "the page gives no generation, you gave one"
	case suffixSame:
		return "the same generation: " + g
	case suffixOnlyTheirs:
		return "the page says " + g + ", you gave no generation"
	}
	return "another generation: the page says " + g
}

func (c *Comparison) ageText() string {
	theirs := c.record.age
	theirs.High = min(theirs.High, oldest)
	switch c.age.text {
	case ageFits:
		return fmt.Sprintf("age %s fits", theirs)
	case ageFitsNearly:
		return fmt.Sprintf("age %s fits, within a year", theirs)
	case ageApart:
		if c.age.term == ageTwo {
			return fmt.Sprintf("age %s nearly fits, you are %s", theirs, spoken(c.age.ours))
		}
		text := fmt.Sprintf("age %s, you are %s", theirs, spoken(c.age.ours))
		if c.stoodStill() {
			text += "; the page may be some years old"
		}
		return text
	case bornSameDay:
		return "born on the same day"
	case bornSameMonth:
		return "born in the same month"
	case bornMonthOtherDay:
		return "born in the same month, on another day"
	case bornSameYear:
		return "born in the same year"
	case bornTurned:
		return "born on the same day, with day and month changed about"
	case bornOtherDay:
		return "born in the same year, on another day"
	case bornDayOtherYear:
		return "born on the same day of another year"
	}
	return "born in another year"
}

func spoken(a scan.Age) string {
	if a.Low == a.High {
		return a.String()
	}
	return fmt.Sprintf("%d or %d", a.Low, a.High)
}

func (c *Comparison) placeText() string {
	at := place{}
	if c.place.at < len(c.m.places) {
		at = c.m.places[c.place.at]
	}
	switch l := c.place.level; {
	case at.safe > 0 && l == sameZip:
		return fmt.Sprintf("the page shows the ZIP code of safe address %d", at.safe)
	case c.place.safe > 0:
		return fmt.Sprintf("the page shows the town of safe address %d", c.place.safe)
	case l == elsewhere:
		return "no place in common with those you gave"
	case at.safe > 0 && l < nearCity:
		return fmt.Sprintf("the state of safe address %d", at.safe)
	case l == otherCity:
		return "the same state, another city"
	case l == sameState:
		return "the same state, " + at.state
	case at.safe > 0:
		return "lived in a place you gave"
	}
	text := "lived in " + at.label + " as you did"
	if at.label == "" || at.city == "" {
		text = "lived in the same place as you did"
	}
	if c.place.cities > 1 {
		text += ", and in another place you gave"
	}
	return text
}

func (c *Comparison) streetText() string {
	switch {
	case c.street.safe > 0:
		return fmt.Sprintf("the page shows safe address %d", c.street.safe)
	case c.street.level == sameStreet:
		return "the same street address"
	case c.street.level == nearStreet:
		return "the same street address, written differently"
	case c.street.level == awayStreet:
		return "the same street address, in another state"
	}
	return "a street of the same name"
}

func contactText(what, whole string, f contactFound) string {
	switch {
	case f.safe > 0:
		return fmt.Sprintf("the page shows safe %s %d", what, f.safe)
	case f.level == sameContact:
		return "the same " + whole
	case f.level == maskedContact:
		return "what shows of the " + whole + " fits"
	}
	return "nearly the same " + whole
}

func (c *Comparison) kinText() string {
	var said []string
	switch k := c.kin; {
	case k.isOne:
		said = append(said, "the page's name is that of a relative you gave")
	case k.shared > 1:
		said = append(said, fmt.Sprintf("the page names %d relatives you gave", k.shared))
	case k.shared == 1:
		said = append(said, "the page names a relative you gave")
	}
	if c.holds(sameNamedRelative) {
		said = append(said, "a relative you gave has the same name")
	} else if c.holds(sameNamedOnPage) {
		said = append(said, "a relative on the page has the same name")
	}
	return strings.Join(said, "; ")
}
