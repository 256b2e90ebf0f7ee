package match

import "github.com/whohasme/whohasme/scan"

// Limits are the best verdicts that the rules allow.
type Limits struct {
	Yours scan.Verdict
	Fair  scan.Verdict
	Firm  scan.Verdict // fair, by the rules that do not yield to odds
}

// Yours is the verdict of the program at these log2 odds.
func (w *Weights) Yours(bits float64, l Limits) scan.Verdict {
	return verdict(bits, w.YoursAt, w.OtherAt, l.Yours)
}

// Fair is the fair verdict at these log2 odds.
func (w *Weights) Fair(bits float64, l Limits) scan.Verdict {
	return verdict(bits, w.MatchAt, w.PossibleAt, w.fairly(bits, l))
}

// fairly is the best fair verdict that the rules allow at these odds.
func (w *Weights) fairly(bits float64, l Limits) scan.Verdict {
	switch {
	case l.Fair == scan.Other && bits < w.KeptAt, l.Fair == scan.Possible && bits < w.SureAt:
		return l.Fair
	case l.Fair == scan.Other && l.Firm == scan.Match:
		return scan.Possible
	}
	return l.Firm
}

func verdict(bits, match, possible float64, most scan.Verdict) scan.Verdict {
	switch {
	case bits >= match && most == scan.Match:
		return scan.Match
	case bits >= possible && most != scan.Other:
		return scan.Possible
	}
	return scan.Other
}

// decide gives both verdicts: what the bits say, within what the rules allow.
func (c *Comparison) decide() {
	w := c.m.weights
	c.Verdict, c.Fair = w.Yours(c.bits, c.most), w.Fair(c.bits, c.most)
	if c.nameless && c.most.Yours == scan.Possible { // a hidden name is nobody else's
		c.Verdict = scan.Possible
	}
}

// Most are the best verdicts that the rules allow, as the learning tool needs
// them.
func (c *Comparison) Most() Limits { return c.most }
