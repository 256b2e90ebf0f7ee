package report

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Report says where a subject stands on a day. Facts that the subject did not
// give are masked in it; safe facts appear as labels only.
type Report struct {
	Subject   string         `json:"subject"`
	AsOf      brokers.Date   `json:"as_of"`
	Totals    Totals         `json:"totals"`
	Findings  []Exposure     `json:"findings"`
	Unchecked []Unchecked    `json:"unchecked"`
	Unseen    []string       `json:"unseen,omitempty"`     // brokers that no scan looks at
	UnseenWhy map[string]int `json:"unseen_why,omitempty"` // how many of them for which reason
	// Unconfirmed are the brokers that were asked by a definition which nobody
	// saw read the living site, neither its file's writers nor a control here.
	Unconfirmed []string `json:"unconfirmed,omitempty"`
	Journal     []Head   `json:"journal,omitempty"`
}

// Totals count brokers. Asked is always Answered plus Unchecked.
type Totals struct {
	Asked     int `json:"asked"`
	Answered  int `json:"answered"`
	Unchecked int `json:"unchecked"`
	Unseen    int `json:"unseen"`
}

// Exposure is a finding seen as risk: which facts are open, why we think it is
// the subject, what was asked, claimed and observed.
type Exposure struct {
	ID          string        `json:"id"`
	Broker      string        `json:"broker"`
	State       string        `json:"state"`
	Verdict     scan.Verdict  `json:"verdict"`
	FirstSeen   brokers.Date  `json:"first_seen"`
	LastSeen    brokers.Date  `json:"last_seen"`
	URL         string        `json:"url,omitempty"`
	Claim       string        `json:"claim,omitempty"`       // what the broker says
	Observation string        `json:"observation,omitempty"` // what our own looks saw
	Request     string        `json:"request,omitempty"`
	Shows       []string      `json:"shows,omitempty"`  // masked, one fact a line
	Alarms      []string      `json:"alarms,omitempty"` // safe facts shown, by label
	Reasons     []scan.Reason `json:"reasons,omitempty"`
	LookAlike   bool          `json:"look_alike,omitempty"`
	Contradicts bool          `json:"contradicts,omitempty"` // the observation contradicts the claim
	Unconfirmed bool          `json:"unconfirmed,omitempty"` // its broker is one of the report's Unconfirmed
}

// Unchecked is a broker that was asked and could not be checked.
type Unchecked struct {
	Broker  string       `json:"broker"`
	Outcome scan.Outcome `json:"outcome"`
	Why     string       `json:"why"`
}

// Head is the end of one chain of the journal: its length and its last link.
// Printed on a report, it shows later whether entries were cut off.
type Head struct {
	Chain string `json:"chain"`
	Count int64  `json:"count"`
	Link  string `json:"link"`
}
