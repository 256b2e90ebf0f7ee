//go:build race

package sweep_test

// raced tells that the race detector is at work, which slows all down, and
// unevenly.
const raced = true
