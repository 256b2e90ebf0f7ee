package report

import (
	"errors"
	"strconv"
)

// Tally is counts for those who fund a clinic, without identities. A count under
// TallyLeast, or of fewer than that many clients, is not told; see package
// casebook on how sums are kept from telling it.
type Tally struct {
	From    string  `json:"from"` // month, such as 2026-11; the first one with anything, where none was asked for
	To      string  `json:"to"`   // month
	Clients Count   `json:"clients"`
	Counts  []Line  `json:"counts,omitempty"`  // over the whole time
	Periods []Block `json:"periods,omitempty"` // the same, over the shortest times that may be told
}

// TallyLeast is the smallest count that is told.
const TallyLeast = 5

// FewerThan is told instead of a smaller one.
const FewerThan = "fewer than 5"

// Count is a number, or FewerThan.
type Count struct{ N int }

// Small reports whether the count is not told.
func (c Count) Small() bool { return c.N < 0 }

// MarshalJSON writes the number, or FewerThan as a text.
func (c Count) MarshalJSON() ([]byte, error) {
	if c.Small() {
		return []byte(`"` + FewerThan + `"`), nil
	}
	return strconv.AppendInt(nil, int64(c.N), 10), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Count) UnmarshalJSON(b []byte) error {
	if string(b) == `"`+FewerThan+`"` {
		c.N = -1
		return nil
	}
	n, err := strconv.Atoi(string(b))
	if err != nil || n < 0 {
		return errors.New("want a count")
	}
	c.N = n
	return nil
}

// String is the number, or FewerThan.
func (c Count) String() string {
	if c.Small() {
		return FewerThan
	}
	return strconv.Itoa(c.N)
}

// Line is one thing that is counted. More means that there is more, in months
// that are told together with later ones once there is enough.
type Line struct {
	What  Counted `json:"what"`
	Count Count   `json:"count"`
	More  bool    `json:"more,omitempty"`
}

// Block is what was counted from the first to the last of some months.
type Block struct {
	What  Counted `json:"what"`
	From  string  `json:"from"`
	To    string  `json:"to"`
	Count int     `json:"count"`
}

// Counted is a thing that is counted.
type Counted string

// The things that are counted.
const (
	NewClients   Counted = "new clients"
	EndedClients Counted = "ended clients" // whose authority ended, or who were removed
	LooksMade    Counted = "visits"
	SitesAsked   Counted = "brokers asked" // different ones, over the whole time
	NewFindings  Counted = "findings"
	GoneFindings Counted = "findings gone"
	BackFindings Counted = "findings relisted"
	SentRequests Counted = "requests sent"
	DoneRequests Counted = "requests fulfilled"
	SaidNo       Counted = "requests refused"
	LateRequests Counted = "requests overdue"
)

// CountedMonthly are those that are counted by month, in order.
var CountedMonthly = []Counted{NewClients, EndedClients, LooksMade, NewFindings, GoneFindings, BackFindings, SentRequests, DoneRequests, SaidNo, LateRequests}
