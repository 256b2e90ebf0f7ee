//go:build !race

package bench_test

// raced tells that the race detector is at work.
const raced = false
