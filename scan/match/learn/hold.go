package main

import (
	"math"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
)

// mostHeld is the most that it takes off the odds, in bits, that a rule holds a
// record back.
const mostHeld = 12.0

// hold finds what the odds of records that a rule holds back are to be lowered
// by: where the chances add up to as many matches as there are. It is learnt
// from practice people, because the program's score is about pages of today.
func hold(samples []*sample, w *match.Weights) {
	w.Held, w.HeldFair = 0, 0
	var fair, both []*sample
	for _, s := range samples {
		switch {
		case !s.drawn || s.most.Yours != scan.Possible:
		case s.most.Fair == scan.Match:
			fair = append(fair, s)
		default:
			both = append(both, s)
		}
	}
	w.Held, w.HeldFair = lowered(fair, w), lowered(both, w)
}

func lowered(samples []*sample, w *match.Weights) float64 {
	matches := 0.0
	for _, s := range samples {
		if s.match {
			matches++
		}
	}
	lo, hi := -mostHeld, 0.0
	for hi-lo > 0.01 && len(samples) > 0 {
		sum, mid := 0.0, (lo+hi)/2
		for _, s := range samples {
			sum += 1 / (1 + math.Exp2(-s.bits(w)-mid))
		}
		if sum > matches {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}
