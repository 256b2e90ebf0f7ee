package match

import "github.com/whohasme/whohasme/scan"

// vetoBits is what a veto weighs: nothing else makes up for it.
const vetoBits = -40.0

// Reasons says in words what speaks for and against, field by field. The
// weights and the prior add up to the log2 odds behind the score of [Matcher.Judge];
// the prior of what a rule holds back is the lower one of [Weights.Calm].
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
		limits := c.limits(f)
		if !told[f] && !limits && !(vetoed && f == c.veto) {
			continue
		}
		r := scan.Reason{Field: fieldNames[f], Effect: scan.For, Weight: rounded(bits[f], 100), Text: c.text(f)}
		switch {
		case vetoed && f == c.veto:
			r.Effect, r.Weight = scan.Veto, vetoBits
		case r.Weight < 0, r.Weight == 0 && limits:
			r.Effect = scan.Against
		}
		out = append(out, r)
	}
	return out
}

// vetoes reports whether a rule settles the matter.
func (c *Comparison) vetoes() bool { return c.most.Yours == scan.Other && c.veto != fields }

// odds are the log2 odds that the reasons and the prior add up to. The prior is
// lower for what a rule holds back.
func (c *Comparison) odds() float64 {
	if !c.vetoes() {
		return c.m.weights.Calm(c.bits, c.most)
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

// limits reports whether a field about which no term speaks holds a record back
// that else might be the subject's.
func (c *Comparison) limits(f field) bool {
	switch {
	case c.Verdict != scan.Possible:
	case f == relativesField:
		return c.holds(sameNamedRelative) || c.holds(sameNamedOnPage)
	case f == suffixField:
		return c.holds(generationMissing)
	}
	return false
}

func (c *Comparison) holds(id ruleID) bool { return c.held&(1<<id) != 0 }
