//go:build !unix

package render_test

import "time"

var began = time.Now()

// spent is the time since the tests began.
func spent() time.Duration { return time.Since(began) }
