package pairs

import (
	"encoding/json"
	"fmt"
	"io"
)

// Pair is what a person tells about themself beside what a page shows, and
// whether both are one person. Its JSON is one line of a pairs file.
type Pair struct {
	ID        string    `json:"id"`
	Set       string    `json:"set"`  // "practice", or "invented"
	Kind      string    `json:"kind"` // how the pair came about, see Kinds
	View      View      `json:"view"`
	AsOf      string    `json:"asof"` // day of the page, 2006-01-02
	Profile   Profile   `json:"profile"`
	Candidate Candidate `json:"candidate"`
	Label     Label     `json:"label"`
	Subject   string    `json:"subject"` // id of the person who tells
	Person    string    `json:"person"`  // id of the person the record was drawn from
	// Generation says by what the page shows that it is about a parent or a
	// child of the same name; empty where it does not show it, or where it is
	// about somebody else.
	Generation Sign `json:"generation,omitempty"`
}

// Label says whether the record was drawn from the person who tells.
type Label string

// The labels.
const (
	Same  Label = "match"
	Other Label = "nomatch"
)

// View is how much a page shows.
type View string

// The views.
const (
	Listing View = "listing" // a line of a list: no streets, telephones, mailboxes
	Detail  View = "detail"  // a page of its own
)

// Sign is what shows the generation.
type Sign string

// The signs of another generation.
const (
	BySuffix Sign = "suffix" // Jr, Sr, III: one that the person did not tell
	ByAge    Sign = "age"    // an age or a year of birth at least twelve years off
	ByBoth   Sign = "suffix+age"
)

// Profile is what a person tells about themself.
type Profile struct {
	Names     []Name    `json:"names"`
	BirthYear int       `json:"birth_year,omitempty"`
	DOB       string    `json:"dob,omitempty"` // 2006-01-02
	Addresses []Address `json:"addresses"`
	Phones    []string  `json:"phones,omitempty"`
	Emails    []string  `json:"emails,omitempty"`
	Relatives []string  `json:"relatives,omitempty"`
}

// Name is a name that a person goes or went by.
type Name struct {
	First  string `json:"first"`
	Middle string `json:"middle"`
	Last   string `json:"last"`
	Suffix string `json:"suffix"`
	Type   string `json:"type"` // current, former or alias
}

// Address is a place where somebody lives or lived.
type Address struct {
	Street  string `json:"street"`
	City    string `json:"city"`
	State   string `json:"state"`
	Zip     string `json:"zip"`
	Current bool   `json:"current"`
}

// Candidate is what a page shows of somebody, in its own words.
type Candidate struct {
	Name      string    `json:"name"`
	Aliases   []string  `json:"aliases,omitempty"`
	Age       Age       `json:"age,omitzero"`
	Born      string    `json:"born,omitempty"` // 1984 or 1984-03
	Locations []Place   `json:"locations"`
	Addresses []Address `json:"addresses,omitempty"` // only in detail
	Phones    []string  `json:"phones,omitempty"`    // only in detail
	Emails    []string  `json:"emails,omitempty"`    // only in detail
	Relatives []string  `json:"relatives,omitempty"`
}

// Place is a city and a state; either may be empty.
type Place struct {
	City  string `json:"city"`
	State string `json:"state"`
}

// Age is one age in years, or a band. In JSON it is 45 or "40-49".
type Age struct{ Low, High int }

// MarshalJSON writes a number or a band.
func (a Age) MarshalJSON() ([]byte, error) {
	if a.Low == a.High {
		return json.Marshal(a.Low)
	}
	return json.Marshal(fmt.Sprintf("%d-%d", a.Low, a.High))
}

// Write puts pairs down one a line.
func Write(w io.Writer, list []Pair) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, p := range list {
		if err := enc.Encode(p); err != nil {
			return fmt.Errorf("write pairs: %w", err)
		}
	}
	return nil
}
