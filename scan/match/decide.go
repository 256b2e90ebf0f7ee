package match

import "github.com/whohasme/whohasme/scan"

// decide gives both verdicts: what the bits say, within what the rules allow.
func (c *Comparison) decide() {
	w := c.m.weights
	c.Verdict = verdict(c.bits, w.YoursAt, w.OtherAt, c.mostYours)
	c.Fair = verdict(c.bits, w.MatchAt, w.PossibleAt, c.mostFair)
	if c.nameless && c.mostYours == scan.Possible { // a hidden name is nobody else's
		c.Verdict = scan.Possible
	}
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

// Most are the best verdicts that the rules allow, as the learning tool needs
// them.
func (c *Comparison) Most() (yours, fair scan.Verdict) { return c.mostYours, c.mostFair }
