//go:build !race

package schedule_test

// raced tells that the race detector is at work.
const raced = false
