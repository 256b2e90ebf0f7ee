package report

import "github.com/whohasme/whohasme/brokers"

// Choice is one thing that the person decided beyond what is done unasked: to
// tell more, or to ask for more. It is in force until it is taken back.
type Choice struct {
	Is    ChoiceKind   `json:"is"`
	Of    string       `json:"of,omitempty"`    // an act's id; an ask, or ask@broker; a broker's id; for a page of somebody else, its name among these choices
	On    brokers.Date `json:"on"`              // day it was made, or taken back
	Back  bool         `json:"back,omitempty"`  // it is taken back
	Agent *Agent       `json:"agent,omitempty"` // who files, where that is the choice
	Page  *Page        `json:"page,omitempty"`  // of somebody else, where that is the choice
}

// Page is a page about somebody else that names the person.
type Page struct {
	Broker  string `json:"broker"`
	Finding string `json:"finding,omitempty"` // a record that the person saw to be somebody else's; "": the person found the page
	URL     string `json:"url,omitempty"`     // where the person found it
}

// ChoiceKind says what was chosen.
type ChoiceKind string

// The kinds of choice.
const (
	TellResidence ChoiceKind = "tell-residence" // cite a law although no listing shows where the person lives
	CiteAct       ChoiceKind = "cite"           // cite an act although there are doubts
	AskToo        ChoiceKind = "ask"            // ask for something besides
	FileByAgent   ChoiceKind = "agent"          // an agent files where a law lets one
	PickBroker    ChoiceKind = "pick"           // ask a broker that nobody can look at
	NamedOnPage   ChoiceKind = "household"      // ask to take the person's name out of somebody else's page
)

// Key names a choice in one word, as it is taken back by. It says nothing
// about the person.
func (c Choice) Key() string {
	if c.Of == "" || c.Is == FileByAgent {
		return string(c.Is)
	}
	return string(c.Is) + "=" + c.Of
}

// CorrectionSaid is what the person says of one entry of a listing: that it is
// wrong, and perhaps what is right.
type CorrectionSaid struct {
	Finding string `json:"finding"`
	Correction
	Back bool `json:"back,omitempty"` // it is right after all
}
