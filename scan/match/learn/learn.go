package main

import (
	"math"
	"slices"

	"github.com/whohasme/whohasme/scan/match"
)

// ridge pulls every term towards where it starts, as so many pairs would.
const ridge = 2.0

const sweeps = 150

type entry struct {
	sample int
	value  float64
}

// learn finds the bits that make the labels likeliest: logistic regression
// with bounds, one term after the other (cyclic Newton steps).
func learn(samples []*sample, start match.Weights) match.Weights {
	w := start
	columns := make([][]entry, len(match.Terms))
	sums := make([]float64, len(samples))
	for i, s := range samples {
		sums[i] = s.rest
		if s.weight == 0 {
			continue
		}
		for _, f := range s.found {
			columns[f.term] = append(columns[f.term], entry{i, f.value})
		}
	}
	for t := range w.Bits {
		w.Bits[t] = match.Terms[t].Start
		for _, e := range columns[t] {
			sums[e.sample] += w.Bits[t] * e.value
		}
	}
	for range sweeps {
		for t := range columns {
			step([]int{t}, &w, columns, samples, sums)
		}
		for t := range columns {
			if tied := ties(&w, t); len(tied) > 1 {
				step(tied, &w, columns, samples, sums)
			}
		}
	}
	thresholds(samples, &w)
	hold(samples, &w)
	return w
}

// ties are the terms on one ladder that stand as high as t, from t down: they
// hold each other, so that only together they can move.
func ties(w *match.Weights, t int) []int {
	out := []int{t}
	for i := 0; i < len(out); i++ {
		for j, other := range match.Terms {
			if other.Below == out[i] && w.Bits[j] > w.Bits[t]-1e-6 {
				out = append(out, j)
			}
		}
	}
	return out
}

// bounds are those of terms that move together, and those that their neighbours
// on the ladder set, as the least and the greatest step.
func bounds(w *match.Weights, moving []int) (lo, hi float64) {
	lo, hi = math.Inf(-1), math.Inf(1)
	for _, t := range moving {
		at := w.Bits[t]
		lo, hi = max(lo, match.Terms[t].Min-at), min(hi, match.Terms[t].Max-at)
		if b := match.Terms[t].Below; b >= 0 && !slices.Contains(moving, b) {
			hi = min(hi, w.Bits[b]-at)
		}
		for i, other := range match.Terms {
			if other.Below == t && !slices.Contains(moving, i) {
				lo = max(lo, w.Bits[i]-at)
			}
		}
	}
	return lo, hi
}

// step moves terms that move together.
func step(moving []int, w *match.Weights, columns [][]entry, samples []*sample, sums []float64) {
	const ln2 = math.Ln2
	lo, hi := bounds(w, moving)
	if hi-lo < 1e-9 {
		return
	}
	var g, h float64
	for _, t := range moving {
		g += -ridge * ln2 * ln2 * (w.Bits[t] - match.Terms[t].Start)
		h += ridge * ln2 * ln2
		for _, e := range columns[t] {
			s := samples[e.sample]
			p := 1 / (1 + math.Exp2(-sums[e.sample]))
			y := 0.0
			if s.match {
				y = 1
			}
			g += s.weight * (y - p) * e.value * ln2
			h += s.weight * p * (1 - p) * e.value * e.value * ln2 * ln2
		}
	}
	d := min(max(g/h, -2, lo), 2, hi)
	if d < lo || d > hi {
		return
	}
	for _, t := range moving {
		w.Bits[t] += d
		for _, e := range columns[t] {
			sums[e.sample] += d * e.value
		}
	}
}
