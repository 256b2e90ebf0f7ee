package request_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
)

// Where no law is cited, the plan says why and what could be done.
func TestWhyNoLawIsCited(t *testing.T) {
	for name, c := range map[string]struct {
		set   func(s *scene)
		words string // "": there is nothing to say
	}{
		"no residence":        {func(s *scene) { s.Subject.Residence = scan.Place{} }, "does not say where you live"},
		"a place of no land":  {func(s *scene) { s.Subject.Residence = scan.Place{State: "Bavaria"} }, "takes the country too"},
		"a land and no state": {func(s *scene) { s.Subject.Residence = scan.Place{Country: "US"} }, "takes the state too"},
		"a state without law": {func(s *scene) { lives(s, "US", "OH") }, ""},
		"an infant":           {func(s *scene) { s.Subject.Born = scan.Born{Year: 2026, Month: 6, Day: 1} }, "parent or guardian"},
		"a New Jersey judge in Pennsylvania": {func(s *scene) {
			lives(s, "US", "PA")
			s.Subject.Covered = []scan.Office{{Is: "state-judge", State: "NJ"}}
		}, "the state of the office"},
		"a listing of another state": {func(s *scene) { s.Subject.Residence = scan.Place{Country: "US", State: "TX"} }, "does not show the state or country you live in"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.lists("a", form, mail)
			c.set(s)
			requests, _ := request.Plan(s.Input)
			if len(requests) != 1 || len(requests[0].Ground) > 0 {
				t.Fatalf("asked: %v", ids(requests))
			}
			if kept := requests[0].Kept; (kept == "") != (c.words == "") || !strings.Contains(kept, c.words) {
				t.Errorf("says %q, want %q", kept, c.words)
			}
		})
	}
}

// A notice says what its law wants besides, for the person to see to.
func TestANoticeSaysWhatItsLawWants(t *testing.T) {
	s := newScene(t)
	s.lists("a", form, mail)
	s.Subject.Covered = []scan.Office{{Is: "official"}}
	requests, _ := request.Plan(s.Input)
	for _, r := range requests {
		if r.Ground[0] == "ca-gov-7928" && strings.Contains(r.Note, "good for four years") && strings.Contains(r.Note, "threat") {
			return
		}
	}
	t.Errorf("no notice that says so among %+v", requests)
}

// What the person asks for besides names the act that waits for a yes.
func TestAWantNamesTheActInDoubt(t *testing.T) {
	s := newScene(t)
	s.lists("a", form, mail)
	lives(s, "US", "OH")
	s.catalogue["a"].Category = "credit-risk"
	s.Choices.Also = []request.Want{{Ask: brokers.Know}}
	requests, _ := request.Plan(s.Input)
	for _, r := range requests {
		if r.Ask == brokers.Know && len(r.Ground) == 0 && strings.Contains(r.Kept, "--cite us-fcra-disclosure") {
			return
		}
	}
	t.Errorf("it is not named in %+v", requests)
}
