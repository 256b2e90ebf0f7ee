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

	Since    brokers.Date `json:"since,omitzero"`      // the day of looks before the last one; Changes are later
	Changes  []Moment     `json:"changes,omitempty"`   // what came about since then, each with its cause
	Sites    []Site       `json:"sites,omitempty"`     // every broker asked, by family
	Risk     *Risk        `json:"risk,omitempty"`      // nil: no broker answered, so nothing is known
	Next     []Next       `json:"next,omitempty"`      // what to do, the most risk removed a minute first
	Matters  []Matter     `json:"matters,omitempty"`   // what was asked, claimed and observed
	TimeLine []Moment     `json:"time_line,omitempty"` // the oldest first
	Stays    []Stay       `json:"stays,omitempty"`     // what cannot be removed here, and what helps
	Evidence []Proof      `json:"evidence,omitempty"`
}

// Totals count brokers. Asked is always Answered plus Unchecked.
type Totals struct {
	Asked     int `json:"asked"`
	Answered  int `json:"answered"`
	Unchecked int `json:"unchecked"`
	Unseen    int `json:"unseen"`
}

// Unchecked is a broker that was asked and could not be checked.
type Unchecked struct {
	Broker  string       `json:"broker"`
	Outcome scan.Outcome `json:"outcome"`
	Why     string       `json:"why"`
}

// Site is one broker that was asked: what the last look established.
type Site struct {
	Broker   string       `json:"broker"`
	Name     string       `json:"name"`
	Family   string       `json:"family,omitempty"`
	Category string       `json:"category,omitempty"`
	Outcome  scan.Outcome `json:"outcome"` // of the last look
	Looked   brokers.Date `json:"looked"`
	Why      string       `json:"why,omitempty"`
	Findings []string     `json:"findings,omitempty"` // ids, gone ones too
}

// Next is one thing to do: its cost in minutes and what it takes away.
type Next struct {
	Is      NextKind `json:"is"`
	Do      string   `json:"do"`                // the command or the click, in words without a fact about the person
	Request string   `json:"request,omitempty"` // id, where it is one
	Broker  string   `json:"broker,omitempty"`
	Clears  []string `json:"clears,omitempty"` // broker ids
	Count   int      `json:"count,omitempty"`  // of records to review, or of brokers to look at
	Minutes int      `json:"minutes"`
	Effect  float64  `json:"effect"` // points of Risk.Overall that it should take away
	Why     string   `json:"why,omitempty"`
}

// NextKind says what kind of thing is to be done.
type NextKind string

// The kinds of things to do.
const (
	DoLetter NextKind = "letter" // send a request; Request names it
	DoReview NextKind = "review" // say of records whether they are yours
	DoDrop   NextKind = "drop"   // file with California's platform
	DoLook   NextKind = "look"   // a second look, which decides whether a record is gone
	DoAssist NextKind = "assist" // sit by while brokers are looked at that want a person
	DoSafety NextKind = "safety" // a safe fact is open: speak to an advocate before anything is sent
)

// Matter is one request as it stands: the claim and the observation apart.
type Matter struct {
	Request     string       `json:"request"`
	Broker      string       `json:"broker"`
	Ask         brokers.Ask  `json:"ask"`
	State       RequestState `json:"state"`
	Sent        brokers.Date `json:"sent,omitzero"`
	Clocks      []Clock      `json:"clocks,omitempty"`
	Claim       string       `json:"claim,omitempty"`
	Observation string       `json:"observation,omitempty"`
	Contradicts bool         `json:"contradicts,omitempty"`
}

// Moment is one thing that happened, with its cause.
type Moment struct {
	On      brokers.Date `json:"on"`
	Is      string       `json:"is"`              // one of the words below
	Cause   string       `json:"cause,omitempty"` // of what is first seen or lost: one of the words further below
	Count   int          `json:"count,omitempty"` // of brokers, where one moment tells of several
	Broker  string       `json:"broker,omitempty"`
	Finding string       `json:"finding,omitempty"`
	Request string       `json:"request,omitempty"`
	Text    string       `json:"text"` // a sentence without a fact about the person
}

// What a moment is.
const (
	FirstSeen  = "first-seen"
	Asked      = "asked"
	Claimed    = "claimed"
	Unseen     = "unseen" // not seen at one look, which proves nothing yet
	GoneNow    = "gone"
	BackAgain  = "relisted"
	Reviewed   = "reviewed"
	FirstAsked = "first-look" // a broker is looked at for the first time, as when the catalogue grows
	LostSight  = "lost-sight" // a broker that answered could not be checked
)

// What a moment was caused by, where that is not the site itself.
const (
	NewSite       = "new-site"       // the broker had not been looked at before
	NewListing    = "new-listing"    // the broker answered before, and did not show it
	SightRegained = "sight-regained" // the broker could not be checked before
	NewDefinition = "definition"     // the broker was read by another definition before
	NewMatcher    = "matcher"        // records were judged by other rules before
)

// Stay is what cannot be removed here, why, and what else helps.
type Stay struct {
	Is    string `json:"is"` // a word that stays the same whatever the language
	What  string `json:"what"`
	Why   string `json:"why"`
	Helps string `json:"helps"`
}

// Proof is one sealed page behind a statement. A stranger who is given the
// page and this line can verify by its hash that it is the one.
type Proof struct {
	Finding    string       `json:"finding,omitempty"`
	Broker     string       `json:"broker"`
	At         string       `json:"at"` // RFC 3339, UTC
	Outcome    scan.Outcome `json:"outcome"`
	Hash       string       `json:"sha256"`               // of the page as received, hexadecimal
	Number     int          `json:"number,omitempty"`     // `whohasme evidence FINDING --number` writes it; 0: it does not
	Kept       bool         `json:"kept"`                 // false: the page was dropped after its time, its hash stays
	Definition string       `json:"definition,omitempty"` // version that read it
	Matcher    string       `json:"matcher,omitempty"`    // version that judged it
	Screenshot bool         `json:"screenshot,omitempty"`
}

// Head is the end of one chain of the journal: its length and its last link.
// Printed on a report, it shows later whether entries were cut off.
type Head struct {
	Chain string `json:"chain"`
	Count int64  `json:"count"`
	Link  string `json:"link"`
}
