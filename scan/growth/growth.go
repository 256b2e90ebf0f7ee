// Package growth lets a test hold how the cost of work grows with its input.
// It counts processor time, so that other work on the machine changes nothing,
// and compares sizes with each other, so that a slow machine or the race
// detector changes nothing either.
package growth

import (
	"runtime"
	"testing"
	"time"
)

// Times is how many times larger the large input of [Linear] is.
const Times = 4

// least is what both costs are taken to be at least: below it a clock is too
// coarse.
const least = 4 * time.Millisecond

// Linear fails the test where work on an input of Times n costs more than
// twice Times that on one of n. Work that takes quadratic time costs Times*Times.
// The function given makes the input of a size and returns the work on it,
// which alone is measured.
func Linear(t testing.TB, n int, of func(n int) (work func())) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	small, large := of(n), of(n*Times)
	a, b := time.Duration(1<<62), time.Duration(1<<62)
	for range 4 {
		a, b = min(a, cost(small)), min(b, cost(large))
		if b < 2*Times*max(a, least) {
			t.Logf("%d: %v; %d: %v of processor", n, a, n*Times, b)
			return
		}
	}
	t.Errorf("%d times the input costs %.1f times as much, %v and %v of processor", Times, float64(b)/float64(a), a, b)
}

func cost(work func()) time.Duration {
	runtime.GC()
	before := Spent()
	work()
	return Spent() - before
}
