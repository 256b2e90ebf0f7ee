package tree

import "github.com/whohasme/whohasme/scan"

// Unreadable is the fault of a page that does not read.
func Unreadable(why string) *scan.Fault {
	return &scan.Fault{Outcome: scan.Unreadable, Why: why}
}
