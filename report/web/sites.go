package web

import (
	"maps"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// group is the brokers that have something in common.
type group struct {
	What string
	IDs  []string
}

// sites lists every site by what the last look established, and apart from
// them those that nobody can see from outside.
func (v *visit) sites() error {
	list, err := v.book.Report(v.r.Context(), v.subject.ID, v.book.Today())
	if err != nil {
		return err
	}
	r := list[0]
	unseen := map[string][]string{}
	for _, id := range r.Unseen {
		why := brokers.NoWay
		if b, ok := v.book.Catalogue.Get(id); ok && b.PassedBy() != "" {
			why = b.PassedBy()
		}
		unseen[why] = append(unseen[why], id)
	}
	var groups []group
	for _, why := range slices.Sorted(maps.Keys(unseen)) {
		groups = append(groups, group{sentence(why), unseen[why]})
	}
	var absent, others []string
	listed := map[string]bool{}
	for _, f := range r.Findings {
		listed[f.Broker] = listed[f.Broker] || f.State != "gone"
	}
	for _, s := range r.Sites {
		switch {
		case !s.Outcome.Answered() || listed[s.Broker]:
		case s.Outcome == scan.Absent:
			absent = append(absent, s.Broker)
		default: // its records are somebody else's, by the person's word; that it has no other is not proven
			others = append(others, s.Broker)
		}
	}
	slices.SortStableFunc(r.Unchecked, func(a, b report.Unchecked) int {
		return strings.Compare(a.Outcome.String(), b.Outcome.String())
	})
	return v.show("sites", struct {
		Report  report.Report
		Listing []string
		Absent  []string
		Others  []string
		Unseen  []group
	}{r, slices.Sorted(func(yield func(string) bool) {
		for id, on := range listed {
			if on && !yield(id) {
				return
			}
		}
	}), absent, others, groups})
}
