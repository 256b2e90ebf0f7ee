package match

import (
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
func (c *Comparison) vetoes() bool { return c.most.Yours == scan.Other && c.veto != fields }

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

// Change says what would change the verdict, without naming a fact.
func (c *Comparison) Change() string {
	if c.Verdict == scan.Match {
		return "another generation, another middle name or an age far off would"
	}
	for i := range rules {
		r := &rules[i]
		if r.yours == c.most.Yours && r.yours != scan.Match && c.held&(1<<i) != 0 {
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
