//go:build !race

package extract_test

// raceEnabled: times under the race detector say nothing.
const raceEnabled = false
