package wall

import (
	"strings"
	"testing"
)

// TestOutcomesOfWalls tries pages in the manner of walls that stand on the web,
// each named after the outcome it has.
func TestOutcomesOfWalls(t *testing.T) {
	right, all := 0, 0
	for name, p := range read(t, "outcomes") {
		want, _, _ := strings.Cut(name, "_")
		got := "none"
		f := of(p)
		if f != nil {
			got = f.Outcome.String()
		}
		if all++; got == want {
			right++
		} else {
			t.Errorf("%s: %s (%v)", name, got, f)
		}
	}
	t.Logf("figure: issue 4: %d of %d pages in the manner of living walls told with the right outcome", right, all)
}

// TestInnocentPages tries pages that only have the words and scripts of walls.
func TestInnocentPages(t *testing.T) {
	right, all := 0, 0
	for name, p := range read(t, "innocent") {
		f := of(p)
		if all++; f == nil {
			right++
		} else {
			t.Errorf("%s: taken for a wall: %v", name, f)
		}
	}
	t.Logf("figure: issue 4: %d of %d pages that only mention walls left alone", right, all)
}
