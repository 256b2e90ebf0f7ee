//go:build !unix

package web_test

import "time"

var start = time.Now()

// spent stands for the processor time, which is not told here.
func spent() time.Duration { return time.Since(start) }
