package risk

import (
	"cmp"
	"math"
	"slices"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Sum puts the points of exposures together. Those without points add nothing.
func Sum(list []report.Exposure) (overall float64, views report.Views) {
	views = report.Views{}
	for _, t := range report.Threats {
		views[t] = together(list, func(p *report.Points) float64 { return p.Views[t] })
	}
	return together(list, func(p *report.Points) float64 { return p.Overall }), views
}

func together(list []report.Exposure, of func(*report.Points) float64) float64 {
	var left float64 // logarithm, which any number of records keeps finite
	for _, e := range list {
		if e.Points != nil {
			left += math.Log1p(-of(e.Points) / 100)
		}
	}
	return round(-math.Expm1(left))
}

// Of returns what exposures amount to together: the number, the views, what
// only perhaps counts, and the records that weigh most. Line, alarms and what
// the number leaves out are for the caller to add.
func Of(list []report.Exposure) report.Risk {
	r := report.Risk{Formula: Formula}
	r.Overall, r.Views = Sum(list)
	sure, _ := Sum(slices.DeleteFunc(slices.Clone(list), func(e report.Exposure) bool { return e.Verdict == scan.Possible }))
	r.Perhaps = points(r.Overall - sure)
	r.Top = top(list)
	return r
}

// maxTop is how many records are named as those that weigh most.
const maxTop = 3

// top leaves out what a site says of anyone, unless a safe fact is in it.
func top(list []report.Exposure) (ids []string) {
	counting := slices.DeleteFunc(slices.Clone(list), func(e report.Exposure) bool {
		return e.Points == nil || len(e.Alarms) == 0 && (e.Points.Overall == 0 || e.LookAlike)
	})
	slices.SortStableFunc(counting, Heavier)
	for _, e := range counting[:min(maxTop, len(counting))] {
		ids = append(ids, e.ID)
	}
	return ids
}

// Heavier orders exposures for a reader: first those that show a safe fact,
// then by points, then those without points.
func Heavier(a, b report.Exposure) int {
	return cmp.Or(cmp.Compare(alarm(b), alarm(a)), cmp.Compare(overall(b), overall(a)), cmp.Compare(a.Broker, b.Broker), cmp.Compare(a.ID, b.ID))
}

// alarm counts the safe facts that an open record shows.
func alarm(e report.Exposure) int {
	if !Open(e) {
		return 0
	}
	return len(e.Alarms)
}

func overall(e report.Exposure) float64 {
	if e.Points == nil {
		return -1
	}
	return e.Points.Overall
}

// Left says how much of all risk remains when some of it is taken away. It
// answers for many different parts of one list without adding all up again.
type Left struct{ all float64 }

// LeftOf prepares the answers for a list.
func LeftOf(list []report.Exposure) Left {
	var l Left
	for _, e := range list {
		l.all += share(e)
	}
	return l
}

// Without returns the points that go when these exposures do.
func (l Left) Without(some []report.Exposure) float64 {
	rest := l.all
	for _, e := range some {
		rest -= share(e)
	}
	return points(100 * (math.Exp(min(rest, 0)) - math.Exp(l.all)))
}

func share(e report.Exposure) float64 {
	if e.Points == nil {
		return 0
	}
	return math.Log1p(-e.Points.Overall / 100)
}

// points rounds a difference of points to hundredths; less than none is none.
func points(d float64) float64 { return max(math.Round(d*100)/100, 0) }
