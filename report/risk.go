package report

import "github.com/whohasme/whohasme/brokers"

// Risk is what the open exposures amount to. RISK.md beside this file gives the
// formula and its sources.
type Risk struct {
	Overall  float64   `json:"overall"` // 0 to 100, 100 never reached
	Views    Views     `json:"views"`
	Perhaps  float64   `json:"perhaps,omitempty"` // points of Overall that would go if no record that is only perhaps the subject's is
	Top      []string  `json:"top,omitempty"`     // ids of the findings that weigh most, three at most
	Line     []RiskDay `json:"line,omitempty"`    // one point a day of looks, the oldest first
	Alarms   []string  `json:"alarms,omitempty"`
	Formula  string    `json:"formula"`  // in a sentence, with its version
	Measured string    `json:"measured"` // what the number leaves out, in a sentence
}

// Threat is what an exposure can be used for.
type Threat string

// The threats.
const (
	Stalking Threat = "stalking"
	Fraud    Threat = "fraud"
	Spam     Threat = "spam"
)

// Threats are all threats.
var Threats = []Threat{Stalking, Fraud, Spam}

// Views are the same exposures weighed for one threat each, 0 to 100.
type Views map[Threat]float64

// Points say how much one exposure weighs, and why.
type Points struct {
	Overall float64 `json:"overall"` // 0 to 100: what this exposure alone would amount to
	Views   Views   `json:"views"`
	Parts   []Part  `json:"parts,omitempty"`
	Text    string  `json:"text,omitempty"` // in a sentence without a number
}

// Part is one term of an exposure's points: harm x reach x currency x certainty.
type Part struct {
	Fact      FactKind `json:"fact"`
	Threat    Threat   `json:"threat"`
	Harm      float64  `json:"harm"`      // 0 to 1
	Reach     float64  `json:"reach"`     // 0 to 1
	Currency  float64  `json:"currency"`  // 0 to 1
	Certainty float64  `json:"certainty"` // 0 to 1
	Points    float64  `json:"points"`    // their product, times 100
}

// RiskDay is one point of the line. It is kept as it was computed on its day:
// what is learnt later changes no point of the past.
type RiskDay struct {
	On      brokers.Date `json:"on"`
	Overall float64      `json:"overall"`
	Views   Views        `json:"views"`
	Same    float64      `json:"same,omitempty"` // with a Step that new brokers make: what Overall is without them
	Step    string       `json:"step,omitempty"` // why the line may jump here though nothing new was shown: another catalogue, formula or matcher
}
