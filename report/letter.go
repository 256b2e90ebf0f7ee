package report

import "github.com/whohasme/whohasme/brokers"

// Letter is the document that carries a request: a date, a recipient, and
// paragraphs. It is the same in every form it is written in.
type Letter struct {
	Request   Request
	Date      brokers.Date
	Due       brokers.Date // when the answer is due if it is received today; zero: no clock
	To        []string     // lines of the recipient
	Country   string       // of the recipient, ISO 3166-1 alpha-2; "": not known
	MessageID string       // of its message, without brackets; "": one is made of the request and the day
	Earlier   []string     // message ids of the letters before it in the same matter, oldest first
	Subject   string       // one line
	Body      []Paragraph
	Reply     string // address for the answer, or ""
	Signature string
	Enclosed  []string // what goes with it, one a line; none of it is a fact about the person
	Lang      string   // BCP 47 tag of its words
}

// Explanation tells the person, and nobody else, what a letter is, where it
// goes, what to expect and what never to give. It carries no fact about the
// person, and says that neither it nor the letter is legal advice.
type Explanation struct {
	Lang  string // BCP 47 tag: en or es
	Title string
	Body  []Paragraph
}

// Paragraph is a text, or the items of a list.
type Paragraph struct {
	Text     string
	Items    []string
	Numbered bool // the items are counted from one, so that an answer can name them
}
