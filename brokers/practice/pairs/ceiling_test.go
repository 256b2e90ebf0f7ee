package pairs

import (
	"cmp"
	"hash/fnv"
	"math"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// TestWhatCanBeTold estimates from below how well a matcher can do on these
// pairs: a logistic regression over the pictures of pairs, and over any two and
// three parts of them together, learnt from 150,000 others. It takes half a
// minute, so it runs only where WHOHASME_TEST_CEILING is set.
func TestWhatCanBeTold(t *testing.T) {
	if os.Getenv("WHOHASME_TEST_CEILING") == "" {
		t.Skip("WHOHASME_TEST_CEILING is not set")
	}
	day := brokers.Date{Year: 2026, Month: time.November, Day: 21}
	weights := learn(Make(99, 150_000, day))
	type told struct {
		likely float64
		same   bool
	}
	var list []told
	same := 0
	for _, p := range Make(1, 10_000, day) {
		list = append(list, told{logistic(weights, features(p)), p.Label == Same})
		if p.Label == Same {
			same++
		}
	}
	slices.SortFunc(list, func(a, b told) int { return cmp.Compare(b.likely, a.likely) })
	for _, precision := range []float64{0.995, 0.99, 0.98} {
		right, best, at := 0, 0, 0
		for i, x := range list {
			if x.same {
				right++
			}
			if float64(right) >= precision*float64(i+1) {
				best, at = right, i
			}
		}
		caught := best
		for _, x := range list[at+1 : min(at+501, len(list))] {
			if x.same {
				caught++
			}
		}
		t.Logf("figure: practice pairs can be told at least so well: precision %v at recall %.4f; %.4f caught with 5%% possible",
			precision, float64(best)/float64(same), float64(caught)/float64(same))
	}
}

const slots = 1 << 20 // of the hashed weights

// features are the slots of all parts of a picture, and of any two or three.
func features(p Pair) []int32 {
	var list []int32
	add := func(s string) {
		h := fnv.New32a()
		h.Write([]byte(s))
		list = append(list, int32(h.Sum32()%slots))
	}
	parts := picture(p)
	for i, a := range parts {
		add(a)
		for j, b := range parts[:i] {
			add(a + b)
			for _, c := range parts[:j] {
				add(a + b + c)
			}
		}
	}
	return list
}

func logistic(weights []float64, features []int32) float64 {
	var z float64
	for _, k := range features {
		z += weights[k]
	}
	return 1 / (1 + math.Exp(-z))
}

// learn fits the weights in four passes, with steps that shrink where a weight
// was often changed (Duchi, Hazan and Singer, AdaGrad, JMLR 12, 2011).
func learn(list []Pair) []float64 {
	weights, steps := make([]float64, slots), make([]float64, slots)
	rows := make([][]int32, len(list))
	for i, p := range list {
		rows[i] = features(p)
	}
	for range 4 {
		for i, p := range list {
			wrong := logistic(weights, rows[i])
			if p.Label == Same {
				wrong--
			}
			for _, k := range rows[i] {
				steps[k] += wrong * wrong
				weights[k] -= 0.05 * wrong / math.Sqrt(steps[k]+1e-6)
			}
		}
	}
	return weights
}
