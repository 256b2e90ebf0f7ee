package match

// Weights are what can be learnt: the bits of every term and of the decisions.
type Weights struct {
	Bits                        [terms]float64
	MatchAt, PossibleAt, SureAt float64
}

var Learnt Weights
