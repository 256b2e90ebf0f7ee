package scan

import "time"

// Visit is one look at one broker for one subject, as the journal keeps it.
// It holds nothing about other people but their number.
type Visit struct {
	Subject   string     `json:"subject"`
	Broker    string     `json:"broker"`
	At        time.Time  `json:"at"` // when it was finished
	Outcome   Outcome    `json:"outcome"`
	Why       string     `json:"why,omitempty"` // carries no fact about a person
	Control   Control    `json:"control"`
	Others    int        `json:"others"`              // records judged other people
	Sightings []Sighting `json:"sightings,omitempty"` // records judged match or possible
	Rechecks  []Recheck  `json:"rechecks,omitempty"`  // what became of earlier findings
	Pages     []Evidence `json:"pages,omitempty"`
	Way       string     `json:"way"`
	Versions  Versions   `json:"versions"`
	Said      bool       `json:"said_day,omitempty"` // the day is a person's word for pages that bear none: no proof that a record is gone
	Again     time.Time  `json:"again,omitzero"`     // when a visit that had to be put off is due again; zero: it is finished
}

// Sighting is a record of the subject, or perhaps of the subject, seen in one
// visit. ID names the finding it belongs to.
type Sighting struct {
	ID string `json:"id"`
	Judged
	Pages []string `json:"pages,omitempty"` // hashes of the pages that show it
}

// Recheck is what one visit saw of a finding made earlier.
type Recheck struct {
	ID      string  `json:"id"`
	Search  Outcome `json:"search"`  // by name: Found when listed, Absent when provably not
	Address Outcome `json:"address"` // by the record's old address; UnknownOutcome where it has none
}

// Evidence points at a sealed page.
type Evidence struct {
	Kind string    `json:"kind,omitempty"` // "" as received, or Drawn, or Picture
	Hash string    `json:"hash"`           // SHA-256 of what is sealed, in hex
	URL  string    `json:"url"`
	At   time.Time `json:"at"`
	// Asked is the address that was asked for, where redirects led from it to
	// URL; Status that of the answer, 0 where none is known, as in saved pages.
	Asked  string `json:"asked,omitempty"`
	Status int    `json:"status,omitempty"`
	// What the site named the page's state by, so that it can be asked whether
	// that has changed (RFC 9110, section 8.8), and the page's media type.
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
	Type     string `json:"type,omitempty"`
}

// Kinds of evidence that a browser gives.
const (
	Drawn   = "dom"        // the document as rendered, in HTML
	Picture = "screenshot" // what was shown, as PNG
)

// Versions say what made a visit, so that it can be judged again later.
type Versions struct {
	Definition string `json:"definition"` // first 12 hex digits of the definition's SHA-256
	Matcher    string `json:"matcher"`
}

// Review is a person's own answer about a finding.
type Review struct {
	Finding string    `json:"finding"`
	Verdict Verdict   `json:"verdict"` // Match or Other
	At      time.Time `json:"at"`
}

// Taking is that a sealed page was written to a file, outside the vault.
type Taking struct {
	Finding string `json:"finding"`
	Hash    string `json:"hash"`
}
