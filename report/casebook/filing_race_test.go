package casebook_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/whohasme/whohasme/report/casebook"
)

// Twenty who file at the same moment are five in the end.
func TestFilingsAtOnce(t *testing.T) {
	c := clinicOf(t, []string{"c-1", "c-2"}, people("a"))
	var wg sync.WaitGroup
	var filed, others atomic.Int64
	seats := []*office{c.office, c.members["c-1"], c.members["c-2"]}
	for i := range 20 {
		s := parse(t, fmt.Sprintf("n%02d", i), guardianFile)
		wg.Go(func() {
			switch err := seats[i%3].AddSubject(t.Context(), s, nil); {
			case err == nil:
				filed.Add(1)
			default:
				others.Add(1)
			}
		})
	}
	wg.Wait()
	if n := filed.Load(); n != casebook.NewPerDay {
		t.Errorf("%d filed and %d refused, want %d filed", n, others.Load(), casebook.NewPerDay)
	}
}
