package match

// Weights are what can be learnt: the bits of every term, and where verdicts
// begin.
type Weights struct {
	Bits                [terms]float64
	MatchAt, PossibleAt float64 // of the fair verdict
	YoursAt, OtherAt    float64 // of the verdict of the program
}
