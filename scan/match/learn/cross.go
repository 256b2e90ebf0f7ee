package main

import (
	"fmt"
	"hash/fnv"
	"math"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
	"github.com/whohasme/whohasme/scan/match/pairs"
)

// judged says with which weights a pair is measured.
type judged func(*sample) *match.Weights

// cross learns for every part of the people from the others. Every seed divides
// the people otherwise; of the others, the part keep is learnt from.
func cross(samples []*sample, folds int, seed uint32, keep float64) judged {
	weights := make([]match.Weights, folds)
	for k := range folds {
		var rest []*sample
		for _, s := range samples {
			if s.part(seed, folds) != k && float64(s.part(seed+1000, 1000)) < keep*1000 {
				rest = append(rest, s)
			}
		}
		weights[k] = learn(rest, match.Learnt)
	}
	return func(s *sample) *match.Weights { return &weights[s.part(seed, folds)] }
}

// part is the part of the people to which a pair's person belongs.
func (s *sample) part(seed uint32, parts int) int {
	h := fnv.New32a()
	for _, n := range []uint32{s.group, seed} {
		h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
	}
	return int((h.Sum32() >> 8) % uint32(parts))
}

// without learns for every set from the other sets.
func without(samples []*sample) judged {
	weights := map[string]*match.Weights{}
	for _, s := range samples {
		if weights[s.pair.Set] != nil {
			continue
		}
		var rest []*sample
		for _, o := range samples {
			if o.pair.Set != s.pair.Set {
				rest = append(rest, o)
			}
		}
		w := learn(rest, match.Learnt)
		weights[s.pair.Set] = &w
	}
	return func(s *sample) *match.Weights { return weights[s.pair.Set] }
}

// bits are the log2 odds of a pair.
func (s *sample) bits(w *match.Weights) float64 {
	b := s.rest
	for _, f := range s.found {
		b += w.Bits[f.term] * f.value
	}
	return b
}

var words = map[scan.Verdict]pairs.Decision{scan.Match: pairs.Match, scan.Possible: pairs.Possible, scan.Other: pairs.NoMatch}

// decide gives the fair decision and the chance of a match.
func decide(s *sample, w *match.Weights) (pairs.Decision, float64) {
	b := s.bits(w)
	return words[w.Fair(b, s.most)], 1 / (1 + math.Exp2(-b))
}

// report prints the figures of every set, of all sets together, and of the
// stricter decision.
func report(title string, samples []*sample, weights judged) {
	var fair, yours, ours pairs.Sets // ours: the practice people
	for _, s := range samples {
		w := weights(s)
		d, p := decide(s, w)
		if s.drawn {
			b := s.bits(w)
			ours.Add(s.pair, words[w.Yours(b, s.most)], 1/(1+math.Exp2(-w.Calm(b, s.most))))
			continue
		}
		fair.Add(s.pair, d, p)
		yours.Add(s.pair, words[w.Yours(s.bits(w), s.most)], p)
	}
	fmt.Printf("%s\n%-14s %6s %7s %7s %7s %7s %7s %7s %7s %7s %7s\n", title, "set", "pairs", "P", "R", "F1h", "caught", "FMR", "FMRh", "review", "AP", "ECE")
	for _, name := range fair.Names() {
		line(name, fair.Of(name))
	}
	line("all", fair.All())
	line("all, yours", yours.All())
	if len(ours.Names()) > 0 {
		line(practiceSet+", yours", ours.All())
	}
	fmt.Printf("mean F1h %.4f\n\n", fair.Mean())
}

func line(name string, t *pairs.Tally) {
	if t.Pairs == 0 {
		fmt.Printf("%-14s labelled possible: %+v\n", name, t.Expected)
		return
	}
	f := t.Figures()
	fmt.Printf("%-14s %6d %7.4f %7.4f %7.4f %7.4f %7.4f %7.4f %7.4f %7.4f %7.4f\n", name, f.Pairs, f.Precision, f.Recall, f.F1h, f.Caught, f.FMR, f.FMRh, f.Review, t.AP(), f.ECE)
}
