package report

import "github.com/whohasme/whohasme/scan"

// The kinds of event that this side of the program writes.
const (
	RequestDrafted scan.Kind = "request-drafted" // payload: Request
	RequestStepped scan.Kind = "request-stepped" // payload: Step
)
