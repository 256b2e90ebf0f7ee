package scan

import (
	"fmt"
	"time"
)

// Outcome is what a visit could establish. The zero value is UnknownOutcome:
// forgetting to set it can never read as "you are clear".
type Outcome uint8

// The outcomes.
const (
	UnknownOutcome Outcome = iota // nothing established
	Found                         // at least one record is a match
	Maybe                         // none is, but one may be
	Absent                        // positive proof that no record is the subject's
	Blocked                       // a wall met unannounced
	Disallowed                    // robots.txt or the site's terms forbid the visit
	NeedsYou                      // a person must be there: form, captcha, code, login, payment, consent
	Unreachable                   // the line failed
	Unreadable                    // the page is not what the definition describes
)

var outcomeNames = [...]string{"unknown", "found", "possible", "absent", "blocked", "disallowed", "needs-you", "unreachable", "unreadable"}

// Outcomes are all outcomes in the order they are listed to people.
var Outcomes = []Outcome{Found, Maybe, Absent, UnknownOutcome, Blocked, Disallowed, NeedsYou, Unreachable, Unreadable}

// String returns the outcome's word.
func (o Outcome) String() string {
	if int(o) < len(outcomeNames) {
		return outcomeNames[o]
	}
	return outcomeNames[0]
}

// Answered reports whether the broker's answer could be read: only then does
// the visit say something about the subject.
func (o Outcome) Answered() bool { return o == Found || o == Maybe || o == Absent }

// MarshalText writes the outcome's word.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads an outcome's word.
func (o *Outcome) UnmarshalText(b []byte) error {
	for i, n := range outcomeNames {
		if n == string(b) {
			*o = Outcome(i)
			return nil
		}
	}
	return fmt.Errorf("read outcome: no such word")
}

// Fault is why a page could not be read as a list of records: an outcome that
// is not an answer, and a sentence that carries no fact about a person.
type Fault struct {
	Outcome Outcome
	Why     string
	Again   time.Time // when the visit, put off until then, goes on; zero: it was not put off
}

// Error returns the outcome and the reason.
func (f *Fault) Error() string { return f.Outcome.String() + ": " + f.Why }

// Control says what is known of the definition that read a page (truth rules
// 2 and 3).
type Control string

// The states of a control.
const (
	ControlNone      Control = "none"       // no control look was made
	ControlWorked    Control = "worked"     // a common name read as a list, an invented one as nothing
	ControlFailed    Control = "failed"     // a common name did not read as a list: the definition is quarantined
	ControlUnmade    Control = "unmade"     // a wall or the line stood between
	ControlLookAlike Control = "look-alike" // the site "found" an invented name
)
