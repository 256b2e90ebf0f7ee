package request

import (
	"slices"

	"github.com/whohasme/whohasme/report"
)

// Summary says in numbers what a plan does.
type Summary struct {
	Requests  int      // that clear what was found
	Besides   int      // asked besides, on a law
	Cleared   int      // brokers that the requests should clear
	Proven    int      // of them by a request to another broker, with dated evidence that it does
	Believed  int      // of them by a request to another broker, without such evidence
	OnBelief  []string // ids of those believed
	Unreached int      // brokers that nothing in writing reaches
	Minutes   int      // of the person's time, those besides included
}

// Sum returns a plan's summary.
func Sum(requests []report.Request, skipped []Skip) Summary {
	var s Summary
	asked, cleared := map[string]bool{}, map[string]bool{}
	proven := map[string]bool{}
	for _, r := range requests {
		s.Minutes += r.Minutes
		if r.Kind == report.Authorisation {
			continue // it asks for nothing
		}
		if r.Besides {
			s.Besides++
			continue
		}
		s.Requests++
		asked[r.Broker] = true
		for _, id := range r.Clears {
			cleared[id] = true
			proven[id] = proven[id] || !slices.Contains(r.Believed, id)
		}
	}
	s.Cleared = len(cleared)
	for id := range cleared {
		switch {
		case asked[id]:
		case proven[id]:
			s.Proven++
		default:
			s.Believed++
			s.OnBelief = append(s.OnBelief, id)
		}
	}
	slices.Sort(s.OnBelief)
	var without []string
	for _, k := range skipped {
		if !cleared[k.Broker] && !slices.Contains(without, k.Broker) {
			without = append(without, k.Broker)
		}
	}
	s.Unreached = len(without)
	return s
}
