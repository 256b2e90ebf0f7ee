package match

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// vetoBits is what a veto weighs: nothing else makes up for it.
const vetoBits = -40.0

// Reasons says in words what speaks for and against, field by field. The
// weights and the prior add up to the log2 odds behind the score of [Matcher.Judge].
func (c *Comparison) Reasons() []scan.Reason {
	var bits [fields]float64
	var told [fields]bool
	for _, f := range c.found[:c.n] {
		in := termFields[f.term]
		bits[in] += c.m.weights.Bits[f.term] * float64(f.value)
		told[in] = true
	}
	bits[ageField] += c.age.extra
	told[nameField] = true
	vetoed := c.vetoes()
	out := make([]scan.Reason, 0, fields)
	for f := range fields {
		if !told[f] && !(vetoed && f == c.veto) {
			continue
		}
		r := scan.Reason{Field: fieldNames[f], Effect: scan.For, Weight: rounded(bits[f], 100), Text: c.text(f)}
		switch {
		case vetoed && f == c.veto:
			r.Effect, r.Weight = scan.Veto, vetoBits
		case r.Weight < 0:
			r.Effect = scan.Against
		}
		out = append(out, r)
	}
	return out
}

// vetoes reports whether a rule settles the matter.
func (c *Comparison) vetoes() bool { return c.mostYours == scan.Other && c.veto != fields }

// odds are the log2 odds that the reasons add up to.
func (c *Comparison) odds() float64 {
	if !c.vetoes() {
		return c.bits
	}
	b := c.bits
	for _, f := range c.found[:c.n] {
		if termFields[f.term] == c.veto {
			b -= c.m.weights.Bits[f.term] * float64(f.value)
		}
	}
	if c.veto == ageField {
		b -= c.age.extra
	}
	return b + vetoBits
}

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
	case h.first >= twin:
		return "another first name"
	case h.last >= twin && c.own():
		return "the same first name, with a last name you did not give"
	case h.last >= twin:
		return "another last name"
	case h.ours.safe > 0:
		return fmt.Sprintf("the page shows safe name %d", h.ours.safe)
	}
	return nameStart(h) + nameRest(h)
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
	middleSoft:         "the middle name is another name of yours",
	middleSurname:      "the page gives another middle name, perhaps a last name",
	middleOtherInitial: "the page gives another letter for the middle name",
	middleDiffers:      "the page gives another middle name",
}

func (c *Comparison) suffixText() string {
	g := generationNames[c.suffix.theirs]
	switch c.suffix.term {
	case suffixSame:
		return "the same generation: " + g
	case suffixOnlyTheirs:
		if !c.old() {
			return "another generation: the page says " + g + ", you gave none"
		}
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
		return fmt.Sprintf("age %s, you are %s", theirs, spoken(c.age.ours))
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
	}
	return "the same street"
}

func contactText(what, whole string, f contactFound) string {
	switch {
	case f.safe > 0:
		return fmt.Sprintf("the page shows safe %s %d", what, f.safe)
	case f.level == sameContact:
		return "the same " + whole
	}
	return "the same " + whole + " or one much like it"
}

func (c *Comparison) kinText() string {
	switch k := c.kin; {
	case k.isOne:
		return "the page's name is that of a relative you gave"
	case k.shared > 1:
		return fmt.Sprintf("names %d relatives you gave", k.shared)
	case k.shared == 1:
		return "names a relative you gave"
	}
	return "a relative you gave has the same name"
}

// Change says what would change the verdict, without naming a fact.
func (c *Comparison) Change() string {
	if c.Verdict == scan.Match {
		return "another generation, another middle name or an age far off would"
	}
	for i := range rules {
		r := &rules[i]
		if r.yours == c.mostYours && r.yours != scan.Match && c.held&(1<<i) != 0 {
			return r.change + c.ask()
		}
	}
	return "more facts in common would" + c.ask()
}

// ask names what the subject has not given and the page shows.
func (c *Comparison) ask() string {
	var more []string
	add := func(yes bool, s string) {
		if yes {
			more = append(more, s)
		}
	}
	add(c.m.born.IsZero() && !(c.record.age.IsZero() && c.record.born.IsZero()), "your birth year")
	add(len(c.m.places) == 0 && len(c.record.places) > 0, "where you have lived")
	add(len(c.m.relatives) == 0 && len(c.record.relatives) > 0, "your relatives")
	add(len(c.m.phones) == 0 && len(c.record.phones) > 0, "your phone numbers")
	if len(more) == 0 {
		return ""
	}
	return "; so may adding " + strings.Join(more, ", ")
}
