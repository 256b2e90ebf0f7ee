package report

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

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

	Reviewed bool   `json:"reviewed,omitempty"` // the verdict is the person's own
	Change   string `json:"change,omitempty"`   // what would change the verdict

	Probability float64 `json:"probability,omitempty"` // that the record is the subject's, calibrated, 0 to 1
	Facts       []Fact  `json:"facts,omitempty"`       // what is open, masked; what Shows says, in parts
	Reach       Reach   `json:"reach,omitempty"`
	Points      *Points `json:"points,omitempty"` // nil: it is gone, or another's
}

// Fact is one kind of fact that a record shows, masked as Mask does.
type Fact struct {
	Kind    FactKind `json:"kind"`
	Text    string   `json:"text"`              // "" for relatives, which are a count
	Count   int      `json:"count,omitempty"`   // of relatives
	Current Currency `json:"current,omitempty"` // whether it is so today, by what the subject gave
	Safe    bool     `json:"safe,omitempty"`    // Text is the label of a safe fact
}

// FactKind is a kind of fact that a record can show.
type FactKind string

// The kinds, in the order in which a reader is shown them.
const (
	NameFact      FactKind = "name"
	AliasFact     FactKind = "alias"
	AgeFact       FactKind = "age"
	BornFact      FactKind = "born"
	StreetFact    FactKind = "street" // an address down to the door
	CityFact      FactKind = "city"   // a place without a street
	PhoneFact     FactKind = "phone"
	EmailFact     FactKind = "email"
	RelativesFact FactKind = "relatives"
)

// FactKinds are all kinds.
var FactKinds = []FactKind{NameFact, AliasFact, AgeFact, BornFact, StreetFact, CityFact, PhoneFact, EmailFact, RelativesFact}

// Currency says whether a shown fact is still so.
type Currency string

// The currencies.
const (
	CurrencyUnknown Currency = ""
	CurrentFact     Currency = "current"
	OldFact         Currency = "old"
)

// Reach says who can see a record.
type Reach string

// The reaches.
const (
	ReachUnknown Reach = ""
	Free         Reach = "free"    // anyone, without paying
	Paid         Reach = "paid"    // after a payment or an account
	Trade        Reach = "trade"   // other companies only
	Indexed      Reach = "indexed" // anyone, and search engines list the page
)
