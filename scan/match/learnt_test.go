package match

import "testing"

// TestWeightsKeepTheirBounds holds the weights in use to what is plain before
// any data are seen: agreements are for, contradictions against, and a weaker
// agreement says no more than a stronger one.
func TestWeightsKeepTheirBounds(t *testing.T) {
	const slack = 0.011 // weights are written with two decimals
	for i, term := range Terms {
		b := Learnt.Bits[i]
		if b < term.Min-slack || b > term.Max+slack {
			t.Errorf("%s: %v bits, want %v to %v", term.Name, b, term.Min, term.Max)
		}
		if term.Below >= 0 && b > Learnt.Bits[term.Below]+slack {
			t.Errorf("%s: %v bits, more than %s with %v", term.Name, b, Terms[term.Below].Name, Learnt.Bits[term.Below])
		}
	}
	if Learnt.MatchAt < 0 || Learnt.YoursAt < Learnt.MatchAt || Learnt.PossibleAt > Learnt.MatchAt || Learnt.OtherAt > Learnt.YoursAt {
		t.Errorf("thresholds out of order: %v %v %v %v", Learnt.MatchAt, Learnt.PossibleAt, Learnt.YoursAt, Learnt.OtherAt)
	}
}

// TestRulesAreWhole looks for a rule without words or a fair verdict stricter
// than that of the program.
func TestRulesAreWhole(t *testing.T) {
	for i, r := range rules {
		if r.name == "" || r.change == "" || r.yours == "" || r.fair == "" {
			t.Errorf("rule %d is not whole: %+v", i, r)
		}
	}
}
