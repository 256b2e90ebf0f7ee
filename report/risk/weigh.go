package risk

import (
	"math"
	"slices"

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
	p := &report.Points{Views: make(report.Views, len(report.Threats)), Parts: make([]report.Part, 0, 2*len(report.FactKinds))}
	far := reach[e.Reach]
	rest := 1.0
	for _, t := range report.Threats {
		left := 1.0 // of what the threat could still gain
		for i, x := range weightiest(e.Facts, t) {
			if x.harm == 0 {
				continue
			}
			left *= 1 - x.harm*x.currency
			p.Parts = append(p.Parts, report.Part{
				Fact: report.FactKinds[i], Threat: t, Harm: x.harm, Reach: far, Currency: x.currency, Certainty: e.Probability,
				Points: round(x.harm * far * x.currency * e.Probability),
			})
		}
		r := far * e.Probability * (1 - left)
		p.Views[t] = round(r)
		rest *= 1 - weight(t, high)*r
	}
	p.Overall = round(1 - rest)
	p.Text = text(e)
	return p
}

// worth is what a fact adds: its kind's harm, and how far it is still so.
type worth struct{ harm, currency float64 }

// kinds is how many kinds of fact there are.
const kinds = 9

// weightiest returns for each kind of fact, in the order of report.FactKinds,
// the one fact that adds most to a threat: a second old address adds nothing
// to the first.
func weightiest(facts []report.Fact, t report.Threat) (best [kinds]worth) {
	harms := harm[t]
	for _, f := range facts {
		x := worth{harms[f.Kind], currency[f.Current]}
		if f.Safe {
			x.currency = currency[report.CurrentFact]
			if t == report.Stalking {
				x.harm = max(x.harm, safeHarm[f.Kind])
			}
		}
		i := slices.Index(report.FactKinds, f.Kind)
		if i >= 0 && x.harm*x.currency > best[i].harm*best[i].currency {
			best[i] = x
		}
	}
	return best
}

// round makes points of a share: hundredths, and never 100.
func round(r float64) float64 { return min(math.Round(r*1e4)/100, most) }
