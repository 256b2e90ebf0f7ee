//go:build race

package paper_test

const underRace = true
