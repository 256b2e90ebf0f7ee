package match

// Weights are what can be learnt: the bits of every term, and where verdicts
// begin.
type Weights struct {
	Bits                [terms]float64
	MatchAt, PossibleAt float64 // of the fair verdict
	SureAt, KeptAt      float64 // of the fair verdict where a rule that yields allows no more than possible, or than another person
	YoursAt, OtherAt    float64 // of the verdict of the program
}
