package statute_test

import (
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// What a subject file may name is what acts may name, word for word.
func TestOfficesOfSubjectFiles(t *testing.T) {
	if len(scan.Offices) != len(statute.Roles) {
		t.Fatalf("%d offices, %d roles", len(scan.Offices), len(statute.Roles))
	}
	for i, r := range statute.Roles {
		if scan.Offices[i] != string(r) {
			t.Errorf("office %q, role %q", scan.Offices[i], r)
		}
	}
	p := statute.PersonOf(scan.Subject{Covered: []scan.Office{{Is: "state-judge", State: "NJ", Family: true}}, Died: brokers.Date{Year: 2025, Month: 3, Day: 2}}, brokers.Date{Year: 2026, Month: 11, Day: 20})
	if !p.Dead || len(p.Offices) != 1 || p.Offices[0] != (statute.Office{Is: statute.StateJudge, State: "NJ", Family: true}) {
		t.Errorf("got %+v", p)
	}
}
