package risk

import (
	"math"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// most is the highest number of points that is ever given.
const most = 99.99

// Open reports whether an exposure counts: gone is what two looks did not see,
// and one look that did not see it proves nothing yet.
func Open(e report.Exposure) bool {
	return e.State != string(scan.Gone) && (e.Verdict == scan.Match || e.Verdict == scan.Possible)
}

// Certainty returns how sure it is that a record is the subject's, 0 to 1: the
// matcher's calibrated probability, 1 where the person said so, and next to
// nothing at a site that answers any name.
func Certainty(verdict scan.Verdict, score float64, reviewed, alike bool) float64 {
	p := min(max(score, 0), 1)
	switch {
	case math.IsNaN(score) || verdict != scan.Match && verdict != scan.Possible:
		p = 0
	case verdict == scan.Match && reviewed:
		return 1
	case verdict == scan.Match && p == 0:
		p = unknownCertainty
	}
	if alike {
		p = min(p, lookAlike)
	}
	return p
}

// Weigh returns the points of one exposure, from its facts, reach and
// probability; high weighs it for somebody who may be looked for. It is nil
// where the record is gone, or another's.
func Weigh(e report.Exposure, high bool) *report.Points {
	if !Open(e) {
		return nil
	}
	p := &report.Points{Views: report.Views{}}
	rest := 1.0
	for _, t := range report.Threats {
		left := 1.0 // of what the threat could still gain
		for _, x := range weightiest(e.Facts, t) {
			left *= 1 - x.Harm*x.Currency
			x.Reach, x.Certainty = reach[e.Reach], e.Probability
			x.Points = round(x.Harm * x.Reach * x.Currency * x.Certainty)
			p.Parts = append(p.Parts, x)
		}
		r := reach[e.Reach] * e.Probability * (1 - left)
		p.Views[t] = round(r)
		rest *= 1 - weight(t, high)*r
	}
	p.Overall = round(1 - rest)
	p.Text = text(e)
	return p
}

// weightiest returns for each kind of fact the part of the one fact that adds
// most to a threat: a second old address adds nothing to the first.
func weightiest(facts []report.Fact, t report.Threat) []report.Part {
	best := map[report.FactKind]report.Part{}
	for _, f := range facts {
		x := report.Part{Fact: f.Kind, Threat: t, Harm: harm[t][f.Kind], Currency: currency[f.Current]}
		if f.Safe {
			x.Currency = currency[report.CurrentFact]
			if t == report.Stalking {
				x.Harm = max(x.Harm, safeHarm[f.Kind])
			}
		}
		if old := best[f.Kind]; x.Harm*x.Currency > old.Harm*old.Currency {
			best[f.Kind] = x
		}
	}
	var list []report.Part
	for _, k := range report.FactKinds {
		if x, shown := best[k]; shown {
			list = append(list, x)
		}
	}
	return list
}

// round makes points of a share: hundredths, and never 100.
func round(r float64) float64 { return min(math.Round(r*1e4)/100, most) }
