package report

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// The kinds of event that this side of the program writes.
const (
	RequestDrafted scan.Kind = "request-drafted" // payload: Request
	RequestStepped scan.Kind = "request-stepped" // payload: Step
	RiskMeasured   scan.Kind = "risk-measured"   // payload: Measure; sealed under the subject
	PagesDropped   scan.Kind = "pages-dropped"   // payload: Dropping; of the vault, not of a subject
	ChoiceMade     scan.Kind = "choice-made"     // payload: Choice
	EntryCorrected scan.Kind = "correction-said" // payload: CorrectionSaid
	NewsTold       scan.Kind = "news-told"       // payload: the casebook's Told; sealed under the subject
	NoticeDue      scan.Kind = "notice-due"      // payload: none; of the vault: somebody's chain got news
	NoticeGiven    scan.Kind = "notice-given"    // payload: the casebook's Notice; of the vault
)

// Measure is what the risk came to after looks or a review, with all that its
// place on the line needs. It is never computed again.
type Measure struct {
	On      brokers.Date `json:"on"`
	Overall float64      `json:"overall"`
	Views   Views        `json:"views"`
	Formula string       `json:"formula"`           // version
	Matcher string       `json:"matcher,omitempty"` // version that judged the last look
	High    bool         `json:"high,omitempty"`    // by the weights for somebody who may be looked for

	Asked       int     `json:"asked"`                 // brokers that were looked at so far
	New         int     `json:"new,omitempty"`         // of them, first looked at since the measure before
	Same        float64 `json:"same,omitempty"`        // with New: Overall without them
	Definitions int     `json:"definitions,omitempty"` // brokers that another definition read than at the measure before
	Reaches     int     `json:"reaches,omitempty"`     // brokers whose reach is judged anew
	// Reach is how far each broker's records go by the catalogue of the day.
	Reach map[string]Reach `json:"reach,omitempty"`
}

// Dropping is that pages were dropped after their time: those taken before a
// time that no finding rests on.
type Dropping struct {
	Before string `json:"before"` // RFC 3339, UTC
}
