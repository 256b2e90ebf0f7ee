package blocks

import (
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/brokers"
)

// chunk is one statement of a block: a label and its value, or a text without
// a label.
type chunk struct {
	kind     kind
	label    string // as [labels] writes it; empty: none
	text     string
	from, to int32 // pieces
	labelled bool  // the label stands right before the value
	noted    bool  // its parts are among the values already
}

// A line of more pieces or bytes than these says nothing of one person.
const (
	longLine = 200
	longText = 8 << 10
)

// lineEnd returns the end of a line: a run of pieces with no line or cell
// between them.
func (s *sheet) lineEnd(from, limit int32) int32 {
	i := from + 1
	for i < limit && s.pieces[i].gap < newCell {
		i++
	}
	return i
}

// join writes pieces as one text.
func (s *sheet) join(from, to int32) string {
	if to == from+1 {
		return s.pieces[from].text
	}
	var b strings.Builder
	n := 0
	for i := from; i < to; i++ {
		n += len(s.pieces[i].text) + 1
	}
	b.Grow(n)
	for i := from; i < to; i++ {
		if i > from {
			switch s.pieces[i].gap {
			case spaced:
				b.WriteByte(' ')
			case newCell:
				b.WriteByte('\t')
			case newLine:
				b.WriteByte('\n')
			}
		}
		b.WriteString(s.pieces[i].text)
	}
	return b.String()
}

// chunks cuts one line at its labels. start is the byte at which it begins,
// behind a name for example.
func (s *sheet) chunks(to []chunk, from, end int32, start int) []chunk {
	if end-from > longLine {
		return to // a text, no record
	}
	text := s.join(from, end)
	if len(text) > longText {
		return to
	}
	c := cutter{sheet: s, text: text, from: from, end: end}
	at := start
	cur := chunk{from: from, to: end}
	open := start
	for at < len(text) {
		if firm := c.firm(at); firm || !ascii(text[at:min(at+1, len(text))]) || letter(text[at]) {
			if l, next, ok := labelAt(text[at:], func(i int) bool { return c.pieceEnds(at + i) }); ok && (firm && (l.open || !c.afterComma(at)) || c.strong(l, at)) && !c.state(at, len(l.words)) {
				to = c.emit(to, cur, open, at)
				cur = chunk{kind: l.kind, label: l.words, labelled: true, from: from, to: end}
				at += next
				open = at
				if next > 0 {
					continue
				}
			}
		}
		at = nextWord(text, at)
	}
	return c.emit(to, cur, open, len(text))
}

type cutter struct {
	*sheet
	text      string
	from, end int32
}

// firm reports whether a label may begin at a byte: at the line's or a piece's
// beginning, or behind a mark.
func (c *cutter) firm(at int) bool {
	if at == 0 || c.pieceStarts(at) {
		return true
	}
	before := strings.TrimRight(c.text[:at], " ")
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("•|·;(—–,)]/", r)
}

// state reports whether what reads as a label is the code of a state in an
// element of its own, behind the comma after a town: MI, middle initial, and ID.
func (c *cutter) state(at, n int) bool {
	if n != 2 || !strings.HasSuffix(strings.TrimRight(c.text[:at], " "), ",") {
		return false
	}
	_, named := brokers.StateName(c.text[at : at+n])
	return named && !strings.HasPrefix(strings.TrimLeft(c.text[at+n:], " "), ":")
}

// afterComma reports whether a comma precedes a byte: what follows goes on
// with the list before it, unless it is an open label.
func (c *cutter) afterComma(at int) bool {
	return at > 0 && !c.pieceStarts(at) && strings.HasSuffix(strings.TrimRight(c.text[:at], " "), ",")
}

// strong reports whether a label may stand in the middle of a text: it has
// several words, or a colon after it.
func (c *cutter) strong(l label, at int) bool {
	if l.open && strings.Contains(l.words, " ") {
		return true
	}
	rest := strings.TrimLeft(c.text[at+len(l.words):], " ")
	return strings.HasPrefix(rest, ":") || l.kind == anAge && c.digitFollows(rest)
}

func (c *cutter) digitFollows(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func (c *cutter) pieceStarts(at int) bool { return c.edge(at, false) }

func (c *cutter) pieceEnds(at int) bool { return at >= len(c.text) || c.edge(at, true) }

// edge reports whether a piece begins or ends at a byte of the line.
func (c *cutter) edge(at int, end bool) bool {
	if c.end == c.from+1 {
		return false
	}
	pos := 0
	for i := c.from; i < c.end; i++ {
		if i > c.from && c.pieces[i].gap != glued {
			pos++
		}
		if !end && pos == at {
			return true
		}
		pos += len(c.pieces[i].text)
		if end && pos == at {
			return true
		}
		if pos > at {
			return false
		}
	}
	return false
}

// nextWord returns where the word after the one at a byte begins.
func nextWord(s string, at int) int {
	for at < len(s) && s[at] != ' ' {
		at++
	}
	for at < len(s) && s[at] == ' ' {
		at++
	}
	return at
}

const marks = " \t\n,;:·•|–—-/("

// trimmed takes marks off both ends; a bracket that opens a text stays.
func trimmed(s string) string {
	return strings.TrimRight(strings.TrimLeft(s, marks[:len(marks)-1]), marks)
}

func (c *cutter) emit(to []chunk, cur chunk, open, at int) []chunk {
	if open > at {
		open = at
	}
	text := trimmed(c.text[open:at])
	if text == "" && !cur.labelled {
		return to
	}
	cur.text = text
	if start := open + strings.Index(c.text[open:at], text); text != "" && c.end > c.from+1 {
		cur.from, cur.to = c.over(start, start+len(strings.TrimRight(text, ". ")))
	}
	return append(to, cur)
}

// over returns the pieces that hold some of a stretch of the line.
func (c *cutter) over(start, stop int) (from, to int32) {
	from, to = c.end, c.from
	pos := 0
	for i := c.from; i < c.end; i++ {
		if i > c.from && c.pieces[i].gap != glued {
			pos++
		}
		end := pos + len(c.pieces[i].text)
		if end > start && pos < stop {
			from, to = min(from, i), i+1
		}
		pos = end
	}
	if from >= to {
		return c.from, c.end
	}
	return from, to
}
