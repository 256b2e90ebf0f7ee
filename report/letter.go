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
	Earlier   []string     // message ids of the letters before it in the same matter, oldest first
	Subject   string       // one line
	Body      []Paragraph
	Reply     string // address for the answer, or ""
	Signature string
}

// Paragraph is a text, or the items of a list.
type Paragraph struct {
	Text  string
	Items []string
}
