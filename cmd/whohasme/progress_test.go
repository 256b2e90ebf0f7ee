package main

import (
	"testing"
	"time"
)

// TestLeftWords checks that no scan is said to take no time any more.
func TestLeftWords(t *testing.T) {
	for _, c := range []struct {
		name        string
		run         time.Duration
		done, total int
		want        string
	}{
		{"none finished", 50 * time.Second, 0, 40, "50s so far, time left not known yet"},
		{"half", time.Minute, 10, 20, "1m0s so far, time left about 1m0s"},
		{"the slowest is waited for", 8 * time.Second, 10, 11, "8s so far, time left not known yet"},
		{"all", 9 * time.Second, 11, 11, "9s so far"},
	} {
		if got := leftWords(c.run, c.done, c.total); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
