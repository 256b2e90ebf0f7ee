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

// A child in its first year is a child, although its age in years is nought.
func TestAnInfantIsNoAdult(t *testing.T) {
	today := brokers.Date{Year: 2026, Month: 11, Day: 20}
	for _, born := range []scan.Born{{Year: 2026, Month: 6, Day: 1}, {Year: 2026, Month: 6}, {Year: 2026}, {Year: 2025}, {Year: 2013, Month: 11, Day: 21}} {
		p := statute.PersonOf(scan.Subject{Residence: scan.Place{Country: "US", State: "CA"}, Born: born}, today)
		q := statute.Question{Ask: brokers.OptOutOfSale, Day: today, Person: p, Broker: statute.Broker{Category: "people-search"}}
		if got := book(t).Covering(q); len(got) > 0 {
			t.Errorf("born %s, alone: %d acts are cited", born, len(got))
		}
		q.Person.By = statute.Parent
		if got := book(t).Covering(q); len(got) == 0 {
			t.Errorf("born %s, by a parent: no act is cited", born)
		}
	}
	if p := statute.PersonOf(scan.Subject{Born: scan.Born{Year: 2013, Month: 11, Day: 20}}, today); p.Age != scan.Years(13) {
		t.Errorf("thirteen today: %v", p.Age)
	}
}
