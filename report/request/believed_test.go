package request_test

import (
	"slices"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/request"
)

// One link without evidence takes nothing from another that has some: each
// broker is counted by its own link, and asked on the law besides where its
// own is only believed.
func TestEachLinkStandsForItself(t *testing.T) {
	s := newScene(t)
	for _, id := range []string{"a", "b", "c"} {
		s.lists(id, form, mail)
	}
	s.suppresses("a", proven("b"), brokers.Suppression{ID: "c"})
	requests, skipped := request.Plan(s.Input)
	if got := ids(requests); !slices.Equal(got, []string{"a.opt-out-of-sale", "a.suppress", "c.opt-out-of-sale"}) {
		t.Errorf("asked: %v", got)
	}
	for _, r := range requests {
		if r.Ask == brokers.Suppress && (r.Proven || !slices.Equal(r.Believed, []string{"c"})) {
			t.Errorf("proven %v, believed %v", r.Proven, r.Believed)
		}
	}
	if sum := request.Sum(requests, skipped); sum.Requests != 1 || sum.Cleared != 3 || sum.Proven != 1 || sum.Believed != 1 || !slices.Equal(sum.OnBelief, []string{"c"}) {
		t.Errorf("in sum %+v", sum)
	}
}
