//go:build race

package statute_test

// watched says that the race detector slows every step.
const watched = true
