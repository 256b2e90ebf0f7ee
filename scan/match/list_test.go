package match_test

import (
	"reflect"
	"testing"

	"github.com/whohasme/whohasme/brokers/practice/pairs"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/match"
)

// TestList holds judging a list against judging each of its records by itself.
func TestList(t *testing.T) {
	list := pairs.Make(practiceSeed(), 3000, practiceDay)
	for i := 0; i < len(list); i += 300 {
		m := match.New(subjectOf(list[i].Profile))
		l := m.List()
		for range 2 { // what was read before is not read again
			for _, p := range list[i:min(i+300, len(list))] {
				got, want := l.Judge(recordOf(p.Candidate), dayOf(p)), m.Judge(recordOf(p.Candidate), dayOf(p))
				if want.Verdict == scan.Other {
					want.Reasons, want.Change = nil, ""
				}
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("%s: in a list %v, %v, by itself %v, %v", p.ID, got.Verdict, got.Score, want.Verdict, want.Score)
				}
			}
		}
		for _, p := range list[i:min(i+20, len(list))] { // and each with those who may be meant
			m := match.New(subjectOf(p.Profile))
			if got, want := m.List().Judge(recordOf(p.Candidate), dayOf(p)), m.Judge(recordOf(p.Candidate), dayOf(p)); got.Verdict != want.Verdict || got.Score != want.Score || want.Verdict != scan.Other && !reflect.DeepEqual(got, want) {
				t.Errorf("%s: in a list %v, %v, by itself %v, %v", p.ID, got.Verdict, got.Score, want.Verdict, want.Score)
			}
		}
	}
}
