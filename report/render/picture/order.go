package picture

import (
	"cmp"
	"slices"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Names are the names of the sites in a report, by id.
type Names map[string]string

// NamesOf collects them.
func NamesOf(r report.Report) Names {
	m := make(Names, len(r.Sites))
	for _, s := range r.Sites {
		if s.Name != "" {
			m[s.Broker] = s.Name
		}
	}
	return m
}

// Of returns a site's name, or its id where no name is known.
func (m Names) Of(broker string) string {
	if n, ok := m[broker]; ok {
		return n
	}
	return broker
}

// Open reports whether a record is still there as far as is known.
func Open(e *report.Exposure) bool { return e.State != string(scan.Gone) }

// Weightiest returns the places of the records in the order in which a person
// should look at them: safe facts first, then what weighs most, what is gone
// last.
func Weightiest(r report.Report) []int {
	order := make([]int, len(r.Findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &r.Findings[a], &r.Findings[b]
		return cmp.Or(truth(Open(y))-truth(Open(x)), truth(len(y.Alarms) > 0)-truth(len(x.Alarms) > 0),
			truth(y.Verdict == scan.Match)-truth(x.Verdict == scan.Match), truth(x.LookAlike)-truth(y.LookAlike), cmp.Compare(points(y), points(x)))
	})
	return order
}

func points(e *report.Exposure) float64 {
	if e.Points == nil {
		return 0
	}
	return e.Points.Overall
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
