package pairs

import (
	"cmp"
	"math"
	"slices"
)

// Decision is what a matcher decides about a pair.
type Decision string

// The decisions, in the words of a predictions file.
const (
	Match    Decision = "match"
	Possible Decision = "possible"
	NoMatch  Decision = "no match"
)

// hard are the kinds of pairs that are most easily mistaken: another person with
// the same name, initial, household or neighbourhood.
var hard = map[string]bool{"namesake": true, "initial": true, "family": true, "group": true, "near": true}

// Hard reports whether a pair is of a kind that is most easily mistaken.
func (p *Pair) Hard() bool { return hard[p.Kind] }

// bins is how many equal parts of the scale of scores the calibration error
// looks at.
const bins = 10

// Tally counts decisions. The zero value is empty and ready.
type Tally struct {
	Pairs                int // with a label of match or nomatch
	right, wrong         counts
	hardMatches, hardAll int
	Expected             counts // what was decided where the label is possible
	binMatches           [bins]int
	binScores            [bins]float64
	scores               []scored
}

type counts struct{ Match, Possible, NoMatch int }

func (c counts) all() int { return c.Match + c.Possible + c.NoMatch }

func (c *counts) add(d Decision) {
	switch d {
	case Match:
		c.Match++
	case Possible:
		c.Possible++
	default:
		c.NoMatch++
	}
}

type scored struct {
	score float64
	match bool
}

// Add counts one decision. A pair without a label counts nowhere.
func (t *Tally) Add(p *Pair, d Decision, score float64) {
	switch p.Label {
	case "match":
		t.right.add(d)
	case "nomatch":
		t.wrong.add(d)
		if p.Hard() {
			t.hardAll++
			if d == Match {
				t.hardMatches++
			}
		}
	case "possible":
		t.Expected.add(d)
		return
	default:
		return
	}
	t.Pairs++
	b := min(int(score*bins), bins-1)
	t.binScores[b] += score
	if p.Label == "match" {
		t.binMatches[b]++
	}
	t.scores = append(t.scores, scored{score, p.Label == "match"})
}

// merge adds another tally.
func (t *Tally) merge(o *Tally) {
	t.Pairs += o.Pairs
	t.hardMatches += o.hardMatches
	t.hardAll += o.hardAll
	for _, c := range [][2]*counts{{&t.right, &o.right}, {&t.wrong, &o.wrong}, {&t.Expected, &o.Expected}} {
		c[0].Match += c[1].Match
		c[0].Possible += c[1].Possible
		c[0].NoMatch += c[1].NoMatch
	}
	for b := range bins {
		t.binMatches[b] += o.binMatches[b]
		t.binScores[b] += o.binScores[b]
	}
	t.scores = append(t.scores, o.scores...)
}

// Figures are the measures of a matcher on labelled pairs. A figure that has
// nothing to be measured on is NaN.
type Figures struct {
	Pairs, Matches int
	Precision      float64 // share of true matches among those decided match
	Recall         float64 // share decided match among the true matches
	F1h            float64 // F1 with a possible counted half on either side
	Caught         float64 // share decided match or possible among the true matches
	FMR            float64 // share decided match among the non-matches: mistaken identity
	FMRh           float64 // the same among the hard kinds
	Review         float64 // share decided possible
	ECE            float64 // expected calibration error: how far scores are from the shares of matches
}

// Figures sums a tally up.
func (t *Tally) Figures() Figures {
	r, w := t.right, t.wrong
	half := func(n int) float64 { return float64(n) / 2 }
	tp := float64(r.Match) + half(r.Possible)
	fp := float64(w.Match) + half(w.Possible)
	fn := float64(r.NoMatch) + half(r.Possible)
	f := Figures{
		Pairs: t.Pairs, Matches: r.all(),
		Precision: share(r.Match, r.Match+w.Match), Recall: share(r.Match, r.all()),
		F1h: ratio(2*tp, 2*tp+fp+fn), Caught: share(r.Match+r.Possible, r.all()),
		FMR: share(w.Match, w.all()), FMRh: share(t.hardMatches, t.hardAll), Review: share(r.Possible+w.Possible, t.Pairs),
	}
	if r.all() == 0 {
		f.F1h = math.NaN()
	}
	for b := range bins {
		f.ECE += math.Abs(t.binScores[b] - float64(t.binMatches[b]))
	}
	f.ECE = ratio(f.ECE, float64(t.Pairs))
	return f
}

func share(a, b int) float64 { return ratio(float64(a), float64(b)) }

func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// AP is the average precision of the scores: the area under precision over
// recall, where equal scores are taken as one step. NaN where there is no match.
func (t *Tally) AP() float64 {
	list, all := t.scores, 0
	for _, s := range list {
		if s.match {
			all++
		}
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var area, before float64
	matches := 0
	for i := 0; i < len(list); {
		j := i
		for ; j < len(list) && list[j].score == list[i].score; j++ {
			if list[j].match {
				matches++
			}
		}
		recall := share(matches, all)
		area += (recall - before) * share(matches, j)
		before, i = recall, j
	}
	if all == 0 {
		return math.NaN()
	}
	return area
}
