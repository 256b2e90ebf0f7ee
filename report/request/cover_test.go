package request

import (
	"fmt"
	"math/bits"
	"slices"
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
	most, graphs, largest := 20, 0, 0
	if testing.Short() {
		most = 12
	}
	rapid.Check(t, func(t *rapid.T) {
		brokers, options := drawOptions(t, most)
		chosen, uncleared := cover(brokers, options)
		possible := cleared(options)
		for _, id := range brokers {
			if cleared(chosen)[id] != possible[id] || slices.Contains(uncleared, id) == possible[id] {
				t.Fatalf("%s: cleared %v, could be %v, said to be uncleared %v", id, cleared(chosen)[id], possible[id], slices.Contains(uncleared, id))
			}
		}
		if want := lightest(brokers, options); heft(chosen) != want {
			t.Fatalf("%v weighs %d, want %d", chosen, heft(chosen), want)
		}
		graphs, largest = graphs+1, max(largest, len(brokers))
	})
	t.Logf("figure: %d random graphs of up to %d brokers: every chosen set is the lightest of all", graphs, largest)
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
