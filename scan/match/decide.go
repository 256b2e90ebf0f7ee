package match

import "github.com/whohasme/whohasme/scan"

// decide gives the verdict.
func (c *Comparison) decide() {
	w := c.m.weights
	switch {
	case c.bits >= w.MatchAt:
		c.Verdict = scan.Match
	case c.bits >= w.PossibleAt:
		c.Verdict = scan.Possible
	default:
		c.Verdict = scan.Other
	}
	c.Sure = c.Verdict == scan.Match && c.bits >= w.SureAt
}

// Reasons says in words what speaks for and against.
func (c *Comparison) Reasons() []scan.Reason { return nil }
