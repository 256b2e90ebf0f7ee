package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
)

const (
	yoursFMR    = 0.004
	latestOther = -3.6 // a record is kept for review down to these odds
)

// aim is a figure that thresholds are chosen for: what is wanted, and how far
// the figure of as many other people lies from that of these (one standard
// error, as spread measures it).
type aim struct{ wanted, error float64 }

var (
	aimF1h    = aim{0.905, 0.006}
	aimCaught = aim{0.95, 0.0025}
	aimFMR    = aim{0.018, 0.0016}
	aimFMRh   = aim{0.07, 0.0075}
	aimReview = aim{0.07, 0.0025}
)

// missed is the chance that other people miss what is wanted, if by so much the
// figure of these is better.
func (a aim) missed(better float64) float64 {
	return math.Erfc(better/a.error/math.Sqrt2) / 2
}

// thresholds chooses where verdicts begin: where the chance is least that other
// people miss any aim, and among those where it is as small, the best mean F1h
// over the sets. A match is always likelier than not, and where a rule doubts
// it, so by two to one.
func thresholds(samples []*sample, w *match.Weights) {
	t := tallied(samples, w)
	best, at := math.Inf(-1), *w
	for w.MatchAt = 0.0; w.MatchAt <= 1; w.MatchAt += 0.5 {
		for w.SureAt = 1.0; w.SureAt <= 3; w.SureAt += 0.5 {
			for w.PossibleAt = -4.1; w.PossibleAt <= -2; w.PossibleAt += 0.3 {
				for w.KeptAt = -2.0; w.KeptAt <= 1; w.KeptAt += 0.5 {
					if f := t.worth(w); f > best {
						best, at = f, *w
					}
				}
			}
		}
	}
	*w = at
	w.YoursAt, w.OtherAt = yours(samples, w), latestOther
}

// tally are the pairs that thresholds are chosen by.
type tally struct {
	pairs []counted
	sets  int
}

type counted struct {
	bits        float64
	most        match.Limits
	match, hard bool
	set         int
}

// tallied leaves out the practice people, whose namesakes have figures of their
// own.
func tallied(samples []*sample, w *match.Weights) tally {
	var t tally
	sets := map[string]int{}
	for _, s := range samples {
		if !s.record || s.drawn {
			continue
		}
		set, ok := sets[s.pair.Set]
		if !ok {
			set = len(sets)
			sets[s.pair.Set] = set
		}
		t.pairs = append(t.pairs, counted{s.bits(w), s.most, s.match, s.pair.Hard(), set})
	}
	t.sets = len(sets)
	return t
}

// worth is the mean F1h at the thresholds of w, less ten times the chance that
// an aim is missed.
func (t *tally) worth(w *match.Weights) float64 {
	type count struct{ match, possible, other float64 }
	right, wrong := make([]count, t.sets+1), make([]count, t.sets+1) // of every set, then of all
	var hard, hardMatches float64
	for i := range t.pairs {
		p := &t.pairs[i]
		v := w.Fair(p.bits, p.most)
		in := wrong
		if p.match {
			in = right
		} else if p.hard {
			hard++
			if v == scan.Match {
				hardMatches++
			}
		}
		for _, c := range []*count{&in[p.set], &in[t.sets]} {
			switch v {
			case scan.Match:
				c.match++
			case scan.Possible:
				c.possible++
			default:
				c.other++
			}
		}
	}
	mean := 0.0
	for s := range t.sets {
		r, o := right[s], wrong[s]
		tp, fp, fn := r.match+r.possible/2, o.match+o.possible/2, r.other+r.possible/2
		mean += 2 * tp / max(2*tp+fp+fn, 1) / float64(t.sets)
	}
	r, o := right[t.sets], wrong[t.sets]
	matches, others := max(r.match+r.possible+r.other, 1), max(o.match+o.possible+o.other, 1)
	risk := aimF1h.missed(mean-aimF1h.wanted) + aimCaught.missed((r.match+r.possible)/matches-aimCaught.wanted) +
		aimFMR.missed(aimFMR.wanted-o.match/others) + aimFMRh.missed(aimFMRh.wanted-hardMatches/max(hard, 1)) +
		aimReview.missed(aimReview.wanted-(r.possible+o.possible)/(matches+others))
	return mean - 10*risk
}

// yours finds where the program's match begins: as low as the limit lets it,
// but at odds of 5 to 1 at least: of the practice people, who are not learnt
// from alone, about one in 150 called a match is then somebody else.
func yours(samples []*sample, w *match.Weights) float64 {
	var wrong []float64
	others := 0.0
	for _, s := range samples {
		if s.record && !s.match && !s.drawn {
			others++
			if s.most.Yours == scan.Match {
				wrong = append(wrong, s.bits(w))
			}
		}
	}
	slices.SortFunc(wrong, func(a, b float64) int { return cmp.Compare(b, a) })
	at := 2.3
	if n := int(yoursFMR * others); n < len(wrong) {
		at = max(at, math.Ceil(wrong[n]*10+0.5)/10)
	}
	return at
}
