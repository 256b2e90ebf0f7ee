//go:build race

package schedule_test

// raced tells that the race detector is at work, which slows all down, and
// unevenly.
const raced = true
