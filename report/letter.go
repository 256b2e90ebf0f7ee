package report

import "github.com/whohasme/whohasme/brokers"

// Letter is the document that carries a request: a date, a recipient, and
// paragraphs. It is the same in every form it is written in.
type Letter struct {
	Request   Request
	Date      brokers.Date
	Due       brokers.Date // when the answer is due if it is received today; zero: no clock
	To        []string     // lines of the recipient
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
