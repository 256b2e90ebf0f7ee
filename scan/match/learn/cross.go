package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
	"github.com/whohasme/whohasme/scan/match/pairs"
)

// cross measures every part of the people with weights learnt from the others.
func cross(samples []*sample, folds int) {
	weights := make([]match.Weights, folds)
	for k := range folds {
		var rest []*sample
		for _, s := range samples {
			if int(s.group%uint32(folds)) != k {
				rest = append(rest, s)
			}
		}
		weights[k] = learn(rest, match.Learnt)
	}
	report(fmt.Sprintf("%d-fold cross-validation over people", folds), samples, func(s *sample) *match.Weights {
		return &weights[int(s.group%uint32(folds))]
	})
}

func decide(s *sample, w *match.Weights) (pairs.Decision, float64) {
	b := s.bits(w)
	return within(b, w.MatchAt, w.PossibleAt, s.fair), 1 / (1 + math.Exp2(-b))
}

// within is the decision that bits make where rules leave most at best.
func within(bits, matchAt, possibleAt float64, most scan.Verdict) pairs.Decision {
	switch {
	case bits >= matchAt && most == scan.Match:
		return pairs.Match
	case bits >= possibleAt && most != scan.Other:
		return pairs.Possible
	}
	return pairs.NoMatch
}

func report(title string, samples []*sample, weights func(*sample) *match.Weights) {
	var sets []string
	tallies := map[string]*pairs.Tally{}
	var all, sure pairs.Tally
	for _, s := range samples {
		name := s.pair.Set
		if s.pair.Label == "possible" {
			name = "(possible)"
		}
		if tallies[name] == nil {
			tallies[name] = new(pairs.Tally)
			sets = append(sets, name)
		}
		d, p := decide(s, weights(s))
		tallies[name].Add(s.pair, d, p)
		if s.record {
			all.Add(s.pair, d, p)
			w := weights(s)
			sure.Add(s.pair, within(s.bits(w), w.YoursAt, w.OtherAt, s.yours), p)
		}
	}
	slices.Sort(sets)
	fmt.Printf("%s\n%-12s %6s %7s %7s %7s %7s %7s %7s %7s %7s %7s\n", title, "set", "pairs", "P", "R", "F1h", "caught", "FMR", "FMRh", "review", "AP", "ECE")
	mean, n := 0.0, 0.0
	for _, name := range sets {
		if name == "(possible)" {
			fmt.Printf("%-12s %+v\n", name, tallies[name].Expected)
			continue
		}
		f := tallies[name].Figures()
		line(name, f)
		if name != "names" {
			mean += f.F1h
			n++
		}
	}
	line("all", all.Figures())
	line("yours", sure.Figures())
	fmt.Printf("mean F1h %.4f\n\n", mean/n)
}

func line(name string, f pairs.Figures) {
	fmt.Printf("%-12s %6d %7.4f %7.4f %7.4f %7.4f %7.4f %7.4f %7.4f %7.4f %7.4f\n", name, f.Pairs, f.Precision, f.Recall, f.F1h, f.Caught, f.FMR, f.FMRh, f.Review, f.AP, f.ECE)
}

// Limits within which thresholds are chosen, a margin below those that are
// wanted on people not seen.
const (
	mostFMR     = 0.0145
	mostFMRh    = 0.058
	mostReview  = 0.0655
	leastCaught = 0.9545
)

// thresholds chooses where a match and a possible begin: the best mean F1h over
// the sets within the limits.
func thresholds(samples []*sample, w *match.Weights) {
	type point struct {
		bits float64
		s    *sample
	}
	var list []point
	total := map[string]*[2]float64{}
	var non, hardNon, n float64
	for _, s := range samples {
		if !s.record {
			continue
		}
		list = append(list, point{s.bits(w), s})
		if total[s.pair.Set] == nil {
			total[s.pair.Set] = new([2]float64)
		}
		n++
		if s.match {
			total[s.pair.Set][0]++
		} else {
			non++
			if isHard(s) {
				hardNon++
			}
		}
	}
	slices.SortFunc(list, func(a, b point) int { return cmp.Compare(b.bits, a.bits) })
	var grid []float64
	for b := -6.0; b <= 4; b += 0.2 {
		grid = append(grid, b)
	}
	best := math.Inf(-1)
	w.MatchAt, w.PossibleAt = -0.4, -4
	defer func() { w.YoursAt, w.OtherAt = yours(samples, w), max(w.PossibleAt, -4) }()
	for _, at := range grid {
		for _, possible := range grid {
			if at < 0 || possible > -2 { // a match is likelier than not
				continue
			}
			var fm, fmh, review, caught float64
			tp, fp := map[string]float64{}, map[string]float64{}
			for _, p := range list {
				if p.bits < possible {
					break
				}
				if p.s.fair == scan.Other {
					continue
				}
				v := 1.0
				if p.bits < at || p.s.fair == scan.Possible {
					v = 0.5
					review++
				} else if !p.s.match {
					fm++
					if isHard(p.s) {
						fmh++
					}
				}
				if p.s.match {
					caught++
					tp[p.s.pair.Set] += v
				} else {
					fp[p.s.pair.Set] += v
				}
			}
			over := max(0, fm/non/mostFMR-1) + max(0, fmh/hardNon/mostFMRh-1) + max(0, review/n/mostReview-1) + max(0, (leastCaught-caught/(n-non))/(1-leastCaught))
			f := 0.0
			for set, t := range total {
				f += 2 * tp[set] / (tp[set] + fp[set] + t[0])
			}
			if f = f/float64(len(total)) - over; f > best {
				best, w.MatchAt, w.PossibleAt = f, at, possible
			}
		}
	}
}

// yoursFMR is the share of non-matches that may be called the subject's.
const yoursFMR = 0.004

// yours finds where the program's match begins: as low as the limit lets it,
// but never where the odds are even.
func yours(samples []*sample, w *match.Weights) float64 {
	var wrong []float64
	non := 0.0
	for _, s := range samples {
		if s.record && !s.match {
			non++
			if s.yours == scan.Match {
				wrong = append(wrong, s.bits(w))
			}
		}
	}
	slices.SortFunc(wrong, func(a, b float64) int { return cmp.Compare(b, a) })
	at := 2.0
	if n := int(yoursFMR * non); n < len(wrong) {
		at = max(at, math.Ceil(wrong[n]*10+0.5)/10)
	}
	return at
}

func isHard(s *sample) bool {
	switch s.pair.Kind {
	case "namesake", "initial", "family", "group", "near":
		return true
	}
	return false
}
