package match

import "github.com/whohasme/whohasme/scan"

// Weights are what can be learnt: the bits of every term, and where verdicts
// begin.
type Weights struct {
	Bits                [terms]float64
	MatchAt, PossibleAt float64 // of the fair verdict
	SureAt, KeptAt      float64 // of the fair verdict where a rule that yields allows no more than possible, or than another person
	YoursAt, OtherAt    float64 // of the verdict of the program
	Held, HeldFair      float64 // what it takes off the odds that a rule allows the program no more than possible, and if so the fair verdict as well
}

// Calm returns the log2 odds of a record that the rules do not call another
// person's, behind the score of the program: what a rule holds back is rarely
// the subject's, however well the rest of it fits. The learning tool finds by how
// much.
func (w *Weights) Calm(bits float64, l Limits) float64 {
	switch {
	case l.Yours == scan.Match:
		return bits
	case l.Fair == scan.Match:
		return bits + w.Held
	}
	return bits + w.HeldFair
}
