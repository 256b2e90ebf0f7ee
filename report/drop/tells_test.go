package drop_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/scan"
)

// What the state is told is counted, without a value and without what is safe.
func TestTells(t *testing.T) {
	s := &scan.Subject{ID: "me", Names: []scan.Name{{First: "Rosa", Last: "Quill"}, {First: "Rosa", Last: "Marl", Kind: scan.FormerName}}, Born: scan.Born{Year: 1984, Month: 3, Day: 12},
		Addresses: []scan.Address{{City: "Fresno", State: "CA", Zip: "93650"}, {City: "Fresno", State: "CA", Zip: "93650-1234"}}, Emails: []string{"rosa@example.org", "Rosa@example.org"}, Phones: []string{"559 555 0142"},
		Safe: scan.Safe{Phones: []string{"530 555 0177"}, Names: []scan.Name{{First: "Nova", Last: "Stark"}}}}
	for name, c := range map[string]struct {
		born scan.Born
		want string
	}{
		"all":           {scan.Born{Year: 1984, Month: 3, Day: 12}, "residence: California, which the state checks; born: the date of birth; name: 2 names; zip: 1 ZIP code; email: 1 e-mail address; phone: 1 telephone"},
		"a year of one": {scan.Born{Year: 1984}, "residence: California, which the state checks; name: 2 names; zip: 1 ZIP code; email: 1 e-mail address; phone: 1 telephone"},
	} {
		s.Born = c.born
		told, err := drop.Tells(s)
		var got []string
		for _, x := range told {
			got = append(got, x.Kind+": "+x.Fact)
			if !x.Chosen || x.ShownAt != "" {
				t.Errorf("%s: %+v", name, x)
			}
		}
		if g := strings.Join(got, "; "); err != nil || g != c.want {
			t.Errorf("%s: %s, %v\nwant %s", name, g, err, c.want)
		}
	}
}
