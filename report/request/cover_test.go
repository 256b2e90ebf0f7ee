package request

import (
	"cmp"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func drawOptions(t *rapid.T, most int) (brokers []string, options []option) {
	n := rapid.IntRange(1, most).Draw(t, "brokers")
	for i := range n {
		brokers = append(brokers, fmt.Sprintf("b%02d", i))
	}
	for _, id := range brokers {
		if rapid.IntRange(0, 9).Draw(t, "has a way") == 0 {
			continue
		}
		o := option{id: id, clears: []string{id}, minutes: rapid.IntRange(3, 30).Draw(t, "minutes")}
		for _, other := range brokers {
			if other != id && rapid.IntRange(0, 4).Draw(t, "suppresses") == 0 {
				o.clears = append(o.clears, other)
				o.unproven += rapid.IntRange(0, 1).Draw(t, "unproven")
			}
		}
		options = append(options, o)
	}
	return brokers, options
}

func cleared(options []option) map[string]bool {
	m := map[string]bool{}
	for _, o := range options {
		for _, id := range o.clears {
			m[id] = true
		}
	}
	return m
}

func heft(options []option) int {
	n := 0
	for _, o := range options {
		n += o.weight()
	}
	return n
}

// TestCoverIsTheLightest holds the choice against the lightest set of all,
// found by looking at every set of brokers that can be cleared.
func TestCoverIsTheLightest(t *testing.T) {
	seed := testSeed(t)
	random := rand.New(rand.NewPCG(seed, 7))
	graphs := 400
	if testing.Short() {
		graphs = 100
	}
	large := 0
	for i := range graphs {
		n := 1 + i%20
		brokers, options := randomOptions(random, n)
		chosen, uncleared := cover(brokers, options)
		possible := cleared(options)
		for _, id := range brokers {
			if cleared(chosen)[id] != possible[id] || slices.Contains(uncleared, id) == possible[id] {
				t.Fatalf("seed %d: %s: cleared %v, could be %v, said to be uncleared %v", seed, id, cleared(chosen)[id], possible[id], slices.Contains(uncleared, id))
			}
		}
		if want := lightest(brokers, options); heft(chosen) != want {
			t.Fatalf("seed %d: %v weighs %d, want %d", seed, chosen, heft(chosen), want)
		}
		if n == 20 {
			large++
		}
	}
	t.Logf("figure: %d random family graphs of up to 20 brokers, %d of them of 20: %d sets not the exact optimum", graphs, large, 0)
}

// randomOptions draws families as they come: thin, dense, with hubs, with
// brokers that take no request.
func randomOptions(random *rand.Rand, n int) (brokers []string, options []option) {
	for i := range n {
		brokers = append(brokers, fmt.Sprintf("b%02d", i))
	}
	thin := 2 + random.IntN(8)
	for _, id := range brokers {
		if random.IntN(8) == 0 {
			continue
		}
		o := option{id: id, clears: []string{id}, minutes: 3 + random.IntN(28)}
		each := thin
		if random.IntN(6) == 0 {
			each = 2 // a hub
		}
		for _, other := range brokers {
			if other != id && random.IntN(each) == 0 {
				o.clears = append(o.clears, other)
				o.unproven += random.IntN(2)
			}
		}
		options = append(options, o)
	}
	return brokers, options
}

// testSeed is the run's own, so that every run draws other graphs.
func testSeed(t testing.TB) uint64 {
	seed, err := strconv.ParseUint(cmp.Or(os.Getenv("WHOHASME_TEST_SEED"), "1"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return seed
}

// lightest returns the weight of the lightest cover. It goes through all sets
// of brokers, each reached from a smaller one by one more option.
func lightest(brokers []string, options []option) int {
	masks := make([]int, len(options))
	full := 0
	for i, o := range options {
		for at, id := range brokers {
			if slices.Contains(o.clears, id) {
				masks[i] |= 1 << at
			}
		}
		full |= masks[i]
	}
	const never = int(^uint(0) >> 1)
	least := make([]int, full+1)
	for set := 1; set <= full; set++ {
		least[set] = never
	}
	for set := 0; set <= full; set++ {
		if least[set] == never {
			continue
		}
		next := bits.TrailingZeros(uint(full &^ set)) // some option must clear it
		for i, m := range masks {
			if m&(1<<next) != 0 {
				least[set|m] = min(least[set|m], least[set]+options[i].weight())
			}
		}
	}
	return least[full]
}

func TestCoverOfManyBrokersClearsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		brokers, options := drawOptions(t, 60)
		chosen, uncleared := cover(brokers, options)
		if len(cleared(chosen))+len(uncleared) != len(brokers) {
			t.Fatalf("%d cleared and %d not, of %d", len(cleared(chosen)), len(uncleared), len(brokers))
		}
	})
}

// The greedy choice would take the wide option first and need three.
func TestExactBeatsGreedy(t *testing.T) {
	group := []string{"a", "b", "c", "d", "e", "f"}
	options := []option{
		{id: "a", clears: []string{"a", "b", "d", "e"}},
		{id: "b", clears: []string{"a", "b", "c"}},
		{id: "e", clears: []string{"d", "e", "f"}},
	}
	if got := exact(group, options); len(got) != 2 {
		t.Errorf("exact takes %d", len(got))
	}
	if got := greedy(group, options); len(got) != 3 {
		t.Errorf("greedy takes %d; the case shows nothing", len(got))
	}
}

// The hardest group: as many brokers as are solved exactly, thinly linked.
func BenchmarkExact(b *testing.B) {
	var group []string
	for i := range 25 {
		group = append(group, fmt.Sprintf("b%02d", i))
	}
	var options []option
	for i, id := range group {
		options = append(options, option{id: id, clears: []string{id, group[(i*7+3)%25], group[(i*11+5)%25]}, minutes: i % 7})
	}
	for b.Loop() {
		exact(group, options)
	}
}
