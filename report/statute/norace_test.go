//go:build !race

package statute_test

const watched = false
