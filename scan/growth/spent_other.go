//go:build !unix

package growth

import "time"

var began = time.Now()

// Spent is the time since the process began: nothing better is at hand here.
func Spent() time.Duration { return time.Since(began) }
