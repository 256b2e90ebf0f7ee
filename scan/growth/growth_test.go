package growth_test

import (
	"testing"

	"github.com/whohasme/whohasme/scan/growth"
)

// sum is what the work below comes to, so that no compiler leaves it out.
var sum int

func TestLinear(t *testing.T) {
	growth.Linear(t, 1e7, func(n int) func() {
		return func() {
			for i := range n {
				sum += i ^ sum
			}
		}
	})
}

// failing takes what a test that holds something wrong would say.
type failing struct {
	testing.TB
	failed bool
}

func (f *failing) Errorf(string, ...any) { f.failed = true }

func TestQuadraticFails(t *testing.T) {
	f := &failing{TB: t}
	growth.Linear(f, 3000, func(n int) func() {
		return func() {
			for i := range n {
				for j := range n {
					sum += i ^ j ^ sum
				}
			}
		}
	})
	if !f.failed {
		t.Error("work that takes quadratic time passes")
	}
}
