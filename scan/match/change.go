package match

import (
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// What would change a verdict that a rule limits. Those of facts in common leave
// out what is in common already.
const (
	addName     = "that name would, if it is one of yours and you add it"
	addLast     = "that last name would, if you have used it and add it as a former name"
	addFacts    = "any fact in common"
	addOwn      = "a fact of one's own in common"
	addSpelling = "a fact besides the town in common"
	addBirth    = "another birth date would, if the one you gave is wrong"
	addSr       = "a generation such as Jr in the name you gave would, if it is yours"
	tellApart   = "an age or a generation on the page would"
	wholeName   = "the name in full would"
)

// Change says what would change the verdict, without naming a fact.
func (c *Comparison) Change() string {
	if c.Verdict == scan.Match {
		return "another generation, another middle name or an age far off would"
	}
	if !c.nameless && c.otherName() && c.best.first < twin && c.best.last < twin {
		return wholeName
	}
	for i := range rules {
		r := &rules[i]
		if r.yours == c.most.Yours && r.yours != scan.Match && c.holds(ruleID(i)) {
			return c.change(r.change)
		}
	}
	return c.change(addFacts)
}

func (c *Comparison) change(how string) string {
	switch how {
	case addFacts:
		return c.inCommon(true, true) + c.ask()
	case addOwn:
		return c.inCommon(false, true) + c.ask()
	case addSpelling:
		return c.inCommon(true, false) + c.ask()
	case tellApart:
		return how + c.askBirth()
	}
	return how
}

// inCommon lists what else might be in common.
func (c *Comparison) inCommon(age, town bool) string {
	more := pickWords(
		wanted{age && c.unaged(), "an age"},
		wanted{town && !c.town(), "a town"},
		wanted{c.street.level < nearStreet, "a street"},
		wanted{c.phone.level < nearContact, "a phone"},
		wanted{c.kin.shared == 0, "a relative"},
	)
	switch n := len(more); n {
	case 0:
		return "more facts in common would"
	case 1:
		return more[0] + " in common would"
	default:
		return strings.Join(more[:n-1], ", ") + " or " + more[n-1] + " in common would"
	}
}

// ask names what the subject has not given and the page shows.
func (c *Comparison) ask() string {
	more := pickWords(
		wanted{c.noBirth(), "your birth year"},
		wanted{len(c.m.places) == 0 && len(c.record.places) > 0, "where you have lived"},
		wanted{len(c.m.relatives) == 0 && len(c.record.relatives) > 0, "your relatives"},
		wanted{len(c.m.phones) == 0 && len(c.record.phones) > 0, "your phone numbers"},
	)
	if len(more) == 0 {
		return ""
	}
	return "; so may adding " + strings.Join(more, ", ")
}

func (c *Comparison) askBirth() string {
	if c.noBirth() {
		return "; so may adding your birth year"
	}
	return ""
}

// noBirth reports an age on the page that no birth year meets.
func (c *Comparison) noBirth() bool {
	return c.m.born.IsZero() && !(c.record.age.IsZero() && c.record.born.IsZero())
}

// wanted are words, and whether they are.
type wanted struct {
	yes   bool
	words string
}

func pickWords(from ...wanted) []string {
	var out []string
	for _, w := range from {
		if w.yes {
			out = append(out, w.words)
		}
	}
	return out
}
