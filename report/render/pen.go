package render

import (
	"iter"

	"github.com/whohasme/whohasme/report/render/picture"
)

// pen writes the parts of a report in one form. What a report says is told in
// tell.go and the files beside it, once for all pens; a pen knows only how it
// looks. The first fault stays and is told by done.
type pen interface {
	front(title string, under []span)
	contents()                         // where the list of contents stands
	part(id, title string, links bool) // begins a part; links: it is in the list of contents
	head(title ...span)                // a heading within a part
	card(title ...span)                // begins a part of its own about one thing; shut ends it
	shut()
	para(kind kind, text ...span)
	list(ordered bool, items iter.Seq[[]span])
	terms(rows []term)
	table(t table)
	picture(d picture.Drawing, as *table) // as: the same as a table, where it is not told elsewhere
	done() error
}

// kind is how a paragraph stands out.
type kind uint8

const (
	plain kind = iota
	lead       // the sentence that matters
	note       // an explanation
	alarm      // what must not be overlooked
)

// span is a piece of text of one kind.
type span struct {
	text string
	is   spanKind
}

type spanKind uint8

const (
	ours    spanKind = iota // our words, in the report's language
	strong                  // ours, and it matters
	english                 // ours, without a translation
	shown                   // of a page or a person: any script, any direction
	code                    // a command, an id, a hash
	address                 // of a page: as text, for opening it tells the site
	day                     // a date
	badge                   // a word that sums up
)

func text(s string) span    { return span{text: s} }
func loud(s string) span    { return span{s, strong} }
func page(s string) span    { return span{s, shown} }
func command(s string) span { return span{s, code} }

// term is a name with what it stands for.
type term struct {
	name string
	is   []span
}

// table is rows under heads; the first cell of a row names it.
type table struct {
	caption string
	heads   []string
	narrow  bool // the cells are short: it needs no other form on a phone
	rows    iter.Seq[[][]span]
}

// cells are rows of one span a cell.
func cell(s ...span) []span { return s }
