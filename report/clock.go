package report

import "github.com/whohasme/whohasme/brokers"

// Clock is one period that runs on a sent request.
type Clock struct {
	Request string       `json:"request"`
	Broker  string       `json:"broker"`
	Subject string       `json:"subject"`
	Ask     brokers.Ask  `json:"ask"`
	Kind    ClockKind    `json:"clock"`
	From    brokers.Date `json:"from"` // day of the event; not counted itself
	Due     brokers.Date `json:"due"`  // last day of the period
	State   ClockState   `json:"state"`
}

// ClockKind says what is due.
type ClockKind string

// The kinds of clock.
const (
	AckClock     ClockKind = "ack"
	RespondClock ClockKind = "respond"
	OptOutClock  ClockKind = "opt-out"
	AppealClock  ClockKind = "appeal"
	LookClock    ClockKind = "look-again" // ours, not the broker's
)

// ClockState says how a day stands to a clock.
type ClockState string

// The states of a clock. A broker is never called late before Overdue.
const (
	Due     ClockState = "due"     // up to and on the last day
	Grace   ClockState = "grace"   // three business days for late mail
	Overdue ClockState = "overdue" // after them
)
