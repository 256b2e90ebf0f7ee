package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/whohasme/whohasme/scan/match/pairs"
)

// target is a figure that is wanted of people not seen.
type target struct {
	name   string
	wanted float64
	atMost bool
	of     func(fair, yours *pairs.Sets) float64
}

var targets = []target{
	{"mean F1h", 0.905, false, func(f, _ *pairs.Sets) float64 { return f.Mean() }},
	{"FMR", 0.018, true, func(f, _ *pairs.Sets) float64 { return f.All().Figures().FMR }},
	{"FMRh", 0.07, true, func(f, _ *pairs.Sets) float64 { return f.All().Figures().FMRh }},
	{"caught", 0.95, false, func(f, _ *pairs.Sets) float64 { return f.All().Figures().Caught }},
	{"review", 0.07, true, func(f, _ *pairs.Sets) float64 { return f.All().Figures().Review }},
	{"names F1h", 0.71, false, func(f, _ *pairs.Sets) float64 { return f.Bare() }},
	{"yours FMR", 0.006, true, func(_, y *pairs.Sets) float64 { return y.All().Figures().FMR }},
	{"yours recall", 0.70, false, func(_, y *pairs.Sets) float64 { return y.All().Figures().Recall }},
}

func (t *target) missed(x float64) bool {
	return x > t.wanted && t.atMost || x < t.wanted && !t.atMost
}

// decided is a pair with both decisions on it.
type decided struct {
	pair        *pairs.Pair
	fair, yours pairs.Decision
}

// persons puts the decisions together person by person, in an order that does
// not change.
func persons(samples []*sample, weights judged) [][]decided {
	by := map[uint32][]decided{}
	for _, s := range samples {
		if s.drawn {
			continue
		}
		w := weights(s)
		d, _ := decide(s, w)
		by[s.group] = append(by[s.group], decided{s.pair, d, words[w.Yours(s.bits(w), s.most)]})
	}
	var out [][]decided
	for _, g := range slices.Sorted(maps.Keys(by)) {
		out = append(out, by[g])
	}
	return out
}

// measure gives every target's figure for people, of whom draw says how many
// times each counts.
func measure(list [][]decided, draw func(i int) int) []float64 {
	var fair, yours pairs.Sets
	for i, person := range list {
		for range draw(i) {
			for _, d := range person {
				fair.Add(d.pair, d.fair, 0)
				yours.Add(d.pair, d.yours, 0)
			}
		}
	}
	out := make([]float64, len(targets))
	for i, t := range targets {
		out[i] = t.of(&fair, &yours)
	}
	return out
}

// spread prints how far every target's figure varies: over several ways to
// divide the people, and over other people, drawn with replacement from these
// (Efron 1979) within each such way.
func spread(samples []*sample, folds, splits, draws int) {
	var over, boot [][]float64
	any := 0
	for seed := range splits {
		list := persons(samples, cross(samples, folds, uint32(seed), 1))
		over = append(over, measure(list, func(int) int { return 1 }))
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		for range draws / splits {
			times := make([]int, len(list))
			for range list {
				times[r.IntN(len(list))]++
			}
			f := measure(list, func(i int) int { return times[i] })
			boot = append(boot, f)
			if missesAny(f) {
				any++
			}
		}
	}
	fmt.Printf("%d ways to divide the people, %d draws of other people\n%-13s %7s %7s %7s %7s %9s %16s %7s\n", splits, len(boot), "", "wanted", "least", "mean", "most", "std.err.", "95% of draws", "missed")
	for i, t := range targets {
		a, b := column(over, i), column(boot, i)
		missed := 0
		for _, x := range b {
			if t.missed(x) {
				missed++
			}
		}
		mean, _ := moments(a)
		_, dev := moments(b)
		fmt.Printf("%-13s %7.4f %7.4f %7.4f %7.4f %9.4f  %.4f - %.4f %6.1f%%\n", t.name, t.wanted, a[0], mean, a[len(a)-1], dev, b[len(b)/40], b[len(b)-1-len(b)/40], 100*float64(missed)/float64(len(b)))
	}
	fmt.Printf("some target missed in %.1f%% of the draws\n\n", 100*float64(any)/float64(len(boot)))
}

func missesAny(figures []float64) bool {
	for i, t := range targets {
		if t.missed(figures[i]) {
			return true
		}
	}
	return false
}

// column is a figure over all rows, in order of size.
func column(rows [][]float64, i int) []float64 {
	out := make([]float64, len(rows))
	for r := range rows {
		out[r] = rows[r][i]
	}
	slices.SortFunc(out, cmp.Compare[float64])
	return out
}

func moments(x []float64) (mean, deviation float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		deviation += (v - mean) * (v - mean) / float64(len(x))
	}
	return mean, math.Sqrt(deviation)
}
