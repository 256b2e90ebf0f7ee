package report

import (
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Export is everything that is kept of a subject, for the subject. Facts that the
// subject did not give are masked as in a report, but in records that were
// revealed before; safe facts stand as their labels everywhere, and other people
// are counted.
type Export struct {
	Format   string         `json:"format"` // "whohasme export 1"
	Subject  string         `json:"subject"`
	Made     time.Time      `json:"made"`
	By       string         `json:"by,omitempty"` // the member who made it
	File     map[string]any `json:"file"`         // the subject's file, as it is now
	Filed    []ExportFiling `json:"filed"`        // every time something was filed, the first one first
	Safety   []ExportAnswer `json:"safety,omitempty"`
	Report   Report         `json:"report"` // where the subject stands, with claims beside observations and the journal's heads
	Visits   []ExportVisit  `json:"visits"`
	Reviews  []scan.Review  `json:"reviews,omitempty"`
	Requests []ExportCase   `json:"requests"`
	Clocks   []Clock        `json:"clocks"`             // those that run
	Platform []ExportNote   `json:"platform,omitempty"` // what was noted about the state's platform
	Choices  []ExportChoice `json:"choices,omitempty"`  // what was chosen for plans
	Revealed []Revealed     `json:"revealed,omitempty"` // records as their pages have them, where that was asked for
	Taken    []ExportTaking `json:"taken,omitempty"`    // when records were revealed and pages taken out of the vault
}

// ExportFiling is that a subject was filed, changed or withdrawn.
type ExportFiling struct {
	At       time.Time `json:"at"`
	Kind     scan.Kind `json:"kind"`
	Document string    `json:"document,omitempty"` // SHA-256 of the signed document that came with it, in hex
	Bytes    int       `json:"bytes,omitempty"`    // its length
}

// ExportAnswer is an answer to a safety question.
type ExportAnswer struct {
	On       brokers.Date `json:"on"`
	By       string       `json:"by,omitempty"`
	Question string       `json:"question"`
	Answer   string       `json:"answer"`
}

// ExportVisit is one look at one broker.
type ExportVisit struct {
	At       time.Time     `json:"at"`
	Broker   string        `json:"broker"`
	Way      string        `json:"way"`
	Outcome  scan.Outcome  `json:"outcome"`
	Why      string        `json:"why,omitempty"`
	Control  scan.Control  `json:"control"`
	Versions scan.Versions `json:"versions"`
	Findings []string      `json:"findings,omitempty"` // ids of what it saw
	Others   int           `json:"others"`             // records of other people on the pages
	Pages    []ExportPage  `json:"pages,omitempty"`
}

// ExportPage is a sealed page: the page itself stays in the vault.
type ExportPage struct {
	At   time.Time `json:"at"`
	URL  string    `json:"url"` // masked
	Hash string    `json:"sha256"`
}

// ExportCase is a request with its letter.
type ExportCase struct {
	Case
	Claims []Claim `json:"claims,omitempty"`
	Letter string  `json:"letter,omitempty"` // as plain text; empty where it cannot be written any more
}

// ExportNote is a note about the request on the state's platform.
type ExportNote struct {
	What string       `json:"what"`
	On   brokers.Date `json:"on"`
}

// ExportChoice is what was chosen for plans, or taken back.
type ExportChoice struct {
	Is   ChoiceKind   `json:"is"`
	Of   string       `json:"of,omitempty"`
	On   brokers.Date `json:"on"`
	Back bool         `json:"back,omitempty"`
}

// ExportTaking is that a record or page left the vault.
type ExportTaking struct {
	At      time.Time `json:"at"`
	Kind    scan.Kind `json:"kind"`
	Finding string    `json:"finding,omitempty"`
	Hash    string    `json:"sha256,omitempty"`
}

// Revealed is a record as its page has it, without the other people in it.
type Revealed struct {
	Finding   string         `json:"finding"`
	Name      string         `json:"name,omitempty"`
	Aliases   []string       `json:"aliases,omitempty"`
	Age       string         `json:"age,omitempty"`
	Born      string         `json:"born,omitempty"`
	Addresses []scan.Address `json:"addresses,omitempty"`
	Phones    []string       `json:"phones,omitempty"`
	Emails    []string       `json:"emails,omitempty"`
	Relatives int            `json:"relatives,omitempty"` // how many
	URL       string         `json:"url,omitempty"`
	Alarms    []string       `json:"alarms,omitempty"` // safe facts that it shows, by label
}
