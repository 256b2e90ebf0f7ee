package request_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"testing/fstest"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/report/statute"
)

// TestThePlanIsTheSmallest draws brokers that list a person, others that do
// not and whose opt-out is theirs too, and links, and holds the number of
// requests against the fewest of all, found by trying every way.
func TestThePlanIsTheSmallest(t *testing.T) {
	random := rand.New(rand.NewPCG(seed(t), 11))
	graphs := 2000
	if testing.Short() {
		graphs = 500
	}
	lawless, err := statute.Read(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range graphs {
		s := newScene(t)
		s.Book = lawless
		drawn := drawFamilies(s, random)
		requests, skipped := request.Plan(s.Input)
		sum := request.Sum(requests, skipped)
		if want := fewest(drawn.found, drawn.ways(s)); want < never && sum.Requests != want {
			t.Fatalf("seed %d, graph %d: %d requests %v, want %d\n%v", seed(t), i, sum.Requests, ids(requests), want, drawn.ways(s))
		}
		var names []string
		for _, r := range requests {
			names = append(names, r.ID)
		}
		if slices.Sort(names); len(slices.Compact(slices.Clone(names))) != len(names) {
			t.Fatalf("seed %d, graph %d: one name twice: %v", seed(t), i, names)
		}
	}
	t.Logf("figure: %d random families of brokers, with hubs that list nobody: 0 plans longer than the shortest", graphs)
}

// families are the brokers of a drawn scene.
type families struct {
	found []string // that list the person
	all   []string // hubs that do not, included
}

// A way is one request: of whose name, by whose way out, and what it clears.
type way struct {
	id, by string
	clears []string
}

func drawFamilies(s *scene, random *rand.Rand) families {
	var f families
	n := 1 + random.IntN(7)
	for i := range n {
		id := fmt.Sprintf("b%d", i)
		if random.IntN(4) == 0 {
			s.lists(id)
		} else {
			s.lists(id, form)
		}
		f.found = append(f.found, id)
	}
	f.all = slices.Clone(f.found)
	for i := range random.IntN(4) {
		id := fmt.Sprintf("h%d", i)
		s.catalogue[id] = &brokers.Broker{ID: id, Name: id, Domain: id + ".test", OptOut: []brokers.OptOut{form}}
		f.all = append(f.all, id)
	}
	each := 2 + random.IntN(4)
	for _, id := range f.all {
		for _, other := range f.found {
			switch {
			case id == other || random.IntN(each) != 0:
			case random.IntN(3) == 0:
				s.suppresses(id, brokers.Suppression{ID: other})
			default:
				s.suppresses(id, proven(other))
			}
		}
	}
	var all []*brokers.Broker
	for _, id := range f.all {
		all = append(all, s.catalogue[id])
	}
	s.Hubs = request.Hubs(all)
	return f
}

// ways are all requests that could be made: each found broker's own way out,
// and, where it is proven to reach that broker, another's.
func (f families) ways(s *scene) (all []way) {
	for _, id := range f.found {
		for _, by := range f.all {
			b := s.catalogue[by]
			links := slices.ContainsFunc(b.Suppresses, func(x brokers.Suppression) bool { return x.ID == id && x.Evidence != "" })
			if len(b.OptOut) == 0 || by != id && !links {
				continue
			}
			w := way{id: id, by: by, clears: []string{id}}
			for _, x := range b.Suppresses {
				w.clears = append(w.clears, x.ID)
			}
			all = append(all, w)
		}
	}
	return all
}

// never is the length where not all can be cleared at once, because two ways
// out would need requests of one name.
const never = 1000

// fewest returns the number of requests of the shortest plan, no two of one
// name, that clears every broker that can be.
func fewest(found []string, ways []way) int {
	var least func(left []string, used []string) int
	least = func(left, used []string) int {
		if len(left) == 0 {
			return 0
		}
		best := never
		for _, w := range ways {
			if !slices.Contains(w.clears, left[0]) || slices.Contains(used, w.id) {
				continue
			}
			rest := slices.DeleteFunc(slices.Clone(left), func(id string) bool { return slices.Contains(w.clears, id) })
			best = min(best, 1+least(rest, append(slices.Clone(used), w.id)))
		}
		return best
	}
	open := slices.DeleteFunc(slices.Clone(found), func(id string) bool {
		return !slices.ContainsFunc(ways, func(w way) bool { return slices.Contains(w.clears, id) })
	})
	return least(open, nil)
}

// seed is the run's own, so that every run draws other families.
func seed(t testing.TB) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(cmp.Or(os.Getenv("WHOHASME_TEST_SEED"), "1"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
