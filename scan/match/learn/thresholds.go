package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
	"github.com/whohasme/whohasme/scan/match/pairs"
)

// Limits within which thresholds are chosen, a margin below those that are
// wanted on people not seen.
const (
	mostFMR     = 0.0125
	mostFMRh    = 0.052
	mostReview  = 0.0655
	leastCaught = 0.9545
	yoursFMR    = 0.004
	latestOther = -3.6 // a record is kept for review down to these odds
)

// thresholds chooses where verdicts begin: the best mean F1h over the sets
// within the limits. A match is always likelier than not.
func thresholds(samples []*sample, w *match.Weights) {
	best := math.Inf(-1)
	for at := 0.0; at <= 2; at += 0.5 {
		for possible := -6.0; possible <= -2; possible += 0.4 {
			if f := worth(samples, w, at, possible); f > best {
				best, w.MatchAt, w.PossibleAt = f, at, possible
			}
		}
	}
	w.YoursAt, w.OtherAt = yours(samples, w), min(w.PossibleAt, latestOther)
}

// worth is the mean F1h at two thresholds, less what is over the limits.
func worth(samples []*sample, w *match.Weights, at, possible float64) float64 {
	var sets pairs.Sets
	for _, s := range samples {
		if s.record && !s.drawn {
			sets.Add(s.pair, within(s.bits(w), at, possible, s.fair), 0)
		}
	}
	f := sets.All().Figures()
	over := max(0, f.FMR/mostFMR-1) + max(0, f.Review/mostReview-1) + max(0, (leastCaught-f.Caught)/(1-leastCaught))
	if !math.IsNaN(f.FMRh) {
		over += max(0, f.FMRh/mostFMRh-1)
	}
	return sets.Mean() - over
}

// yours finds where the program's match begins: as low as the limit lets it,
// but at odds of 4 to 1 at least.
func yours(samples []*sample, w *match.Weights) float64 {
	var wrong []float64
	others := 0.0
	for _, s := range samples {
		if s.record && !s.match && !s.drawn {
			others++
			if s.yours == scan.Match {
				wrong = append(wrong, s.bits(w))
			}
		}
	}
	slices.SortFunc(wrong, func(a, b float64) int { return cmp.Compare(b, a) })
	at := 2.0
	if n := int(yoursFMR * others); n < len(wrong) {
		at = max(at, math.Ceil(wrong[n]*10+0.5)/10)
	}
	return at
}
