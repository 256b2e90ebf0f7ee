package sweep_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// invented is a person that no page but those of these tests knows.
type invented struct {
	First, Last, Name, Slug string
	Age                     int
	Here                    place
	Past                    []place
	Aka, Kin, Tel           []string
}

type place struct{ City, State string }

func (p place) String() string { return p.City + ", " + p.State }

var (
	inventedFirst = strings.Fields("Wilma Rosa Nadia Otis Hugo Petra Lionel Greta Basil Inez Cora Felix Ida Jonas Lena Milo")
	inventedLast  = strings.Fields("Tarnwood Quillfeather Bramblewick Osterlind Fennimore Larkspur Hollenbeek Winterbourne Applegarth Dunmorrow")
	places        = []place{
		{"Dayton", "OH"}, {"Reno", "NV"}, {"Fresno", "CA"}, {"Austin", "TX"}, {"Boise", "ID"}, {"Toledo", "OH"}, {"Elko", "NV"},
		{"Salt Lake City", "UT"}, {"Grand Rapids", "MI"}, {"Baton Rouge", "LA"}, {"Mesa", "AZ"}, {"Tampa", "FL"},
	}
)

// invent makes people of different last names.
func invent(r *rand.Rand, n int) []invented {
	lasts, people := r.Perm(len(inventedLast)), make([]invented, n)
	for i := range people {
		first, homes := r.Perm(len(inventedFirst)), r.Perm(len(places))
		p := invented{
			First: inventedFirst[first[0]], Last: inventedLast[lasts[i]], Age: 25 + r.IntN(50),
			Here: places[homes[0]], Past: []place{places[homes[1]], places[homes[2]]},
			Tel: []string{fmt.Sprintf("(775) 555-01%02d", r.IntN(100))},
		}
		p.Name, p.Slug = p.First+" "+p.Last, fmt.Sprintf("%x", 0x100000+r.IntN(0xeffff0))
		p.Aka = []string{inventedFirst[first[1]] + " " + p.Last}
		p.Kin = []string{inventedFirst[first[2]] + " " + p.Last, inventedFirst[first[3]] + " " + p.Last}
		people[i] = p
	}
	return people
}

// subject is the person as a subject of ours.
func (p invented) subject(t *testing.T) *scan.Subject {
	t.Helper()
	s, err := scan.ParseSubject("subject.yaml", fmt.Appendf(nil, `id: me
authority: {kind: self}
names: [{first: %s, last: %s}]
born: %d
addresses: [{city: %s, state: %s}, {city: %s, state: %s, to: 2015}]
`, p.First, p.Last, noon.Year()-p.Age, p.Here.City, p.Here.State, p.Past[0].City, p.Past[0].State))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
