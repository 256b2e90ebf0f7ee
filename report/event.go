package report

import "github.com/whohasme/whohasme/scan"

// The kinds of event that this side of the program writes.
const (
	RequestDrafted scan.Kind = "request-drafted" // payload: Request
	RequestStepped scan.Kind = "request-stepped" // payload: Step
	ChoiceMade     scan.Kind = "choice-made"     // payload: Choice
	EntryCorrected scan.Kind = "correction-said" // payload: CorrectionSaid
)
