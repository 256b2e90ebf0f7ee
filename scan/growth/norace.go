//go:build !race

package growth

// Race says that the race detector is on. Times are not those of the program
// then.
const Race = false
