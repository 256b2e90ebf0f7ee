//go:build !race

package sweep_test

// raced tells that the race detector is at work.
const raced = false
