package report

import (
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// Request is what we ask of one broker for one subject, with its ground.
type Request struct {
	ID       string         `json:"id"` // subject.broker.ask
	Subject  string         `json:"subject"`
	Broker   string         `json:"broker"`
	Ask      brokers.Ask    `json:"ask"`
	Route    brokers.OptOut `json:"route"`            // the way it travels
	Ground   []string       `json:"ground,omitempty"` // statute ids; empty: the site's own policy
	Certain  bool           `json:"certain"`          // the ground is known to reach this broker, so the letter need not say "if"
	Findings []string       `json:"findings"`         // ids of the findings it is about
	Clears   []string       `json:"clears"`           // ids of the brokers it should clear, its own first
	Proven   bool           `json:"proven"`           // every broker beyond its own is cleared by dated evidence
	Tells    []Told         `json:"tells"`            // every fact the letter tells
	Kept     string         `json:"kept,omitempty"`   // what is given up to tell less, in a sentence
	Minutes  int            `json:"minutes"`          // of the person's time
}

// Told is one fact a letter tells, and where the listing already shows it.
type Told struct {
	Kind    string `json:"kind"` // listing-address, name, city, state, residence, reply-address
	Fact    string `json:"fact"`
	ShownAt string `json:"shown_at,omitempty"` // address of the listing; empty for the reply address
}

// RequestState is where a request stands by what was done and what the broker
// says. What our own looks saw is kept apart, in the finding.
type RequestState string

// The states, in the words of the Data Rights Protocol 1.0 where it has one.
const (
	Drafted   RequestState = "drafted"
	Sent      RequestState = "open"        // sent, no answer yet
	Answered  RequestState = "in_progress" // the broker answered, without an end
	Fulfilled RequestState = "fulfilled"   // the broker says it is done
	Refused   RequestState = "denied"
	Closed    RequestState = "revoked" // ended by the person
)

// Case is a request with its life: what was done about it and what the broker
// says.
type Case struct {
	Request
	State    RequestState `json:"state"`
	Drafted  time.Time    `json:"drafted,omitzero"`
	Sent     brokers.Date `json:"sent,omitzero"`
	Received brokers.Date `json:"received,omitzero"` // day from which the clocks run
	Answered brokers.Date `json:"answered,omitzero"` // day of the broker's last answer
	Reason   string       `json:"reason,omitempty"`  // a refusal's reason, one word
}

// Claim returns what the broker says it did, in a word, or "".
func (c Case) Claim() string {
	switch c.State {
	case Fulfilled:
		return "removed"
	case Refused:
		return "refused"
	case Answered:
		return "answered"
	}
	return ""
}

// Step is one thing that happened to a request, as the journal keeps it.
type Step struct {
	Request string       `json:"request"`
	State   RequestState `json:"state"`
	On      brokers.Date `json:"on"`
	Reason  string       `json:"reason,omitempty"`
}
