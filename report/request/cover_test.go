package request

import (
	"fmt"
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
		o := option{id: id, clears: []string{id}, minutes: rapid.IntRange(3, 30).Draw(t, "minutes"), free: rapid.IntRange(0, 9).Draw(t, "free") == 0}
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
		if !o.free {
			n += o.weight()
		}
	}
	return n
}

// TestCoverIsTheLightest tries every subset.
func TestCoverIsTheLightest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		brokers, options := drawOptions(t, 9)
		chosen, uncleared := cover(brokers, options)
		possible := cleared(options)
		for _, id := range brokers {
			if cleared(chosen)[id] != possible[id] || slices.Contains(uncleared, id) == possible[id] {
				t.Fatalf("%s: cleared %v, could be %v, said to be uncleared %v", id, cleared(chosen)[id], possible[id], slices.Contains(uncleared, id))
			}
		}
		for subset := range 1 << len(options) {
			var some []option
			for i, o := range options {
				if subset&(1<<i) != 0 || o.free {
					some = append(some, o)
				}
			}
			if len(cleared(some)) == len(possible) && heft(some) < heft(chosen) {
				t.Fatalf("%v weighs %d, lighter than %v with %d", some, heft(some), chosen, heft(chosen))
			}
		}
	})
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
	for i := range exactLimit {
		group = append(group, fmt.Sprintf("b%02d", i))
	}
	var options []option
	for i, id := range group {
		options = append(options, option{id: id, clears: []string{id, group[(i*7+3)%exactLimit], group[(i*11+5)%exactLimit]}, minutes: i % 7})
	}
	for b.Loop() {
		exact(group, options)
	}
}
