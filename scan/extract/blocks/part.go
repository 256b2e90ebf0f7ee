package blocks

import (
	"strings"

	"github.com/whohasme/whohasme/scan/extract/field"
)

// Names of which given name and surname stand apart, in columns of their own
// or behind labels of their own.

const (
	givenLabels  = `first name, given name, given names, first, forename, forenames, fname, first & middle name, vorname, prénom, primer nombre, имя`
	middleLabels = `middle name, middle, middle initial, m.i., mi`
	lastLabels   = `last name, surname, last, family name, lname, last names, nachname, apellido, apellidos, nom de famille, фамилия`
	partLabels   = givenLabels + "," + middleLabels + "," + lastLabels
)

// nameParts are the places of the parts in a name, by their label.
var nameParts = func() map[string]int {
	m := map[string]int{}
	for at, list := range [...]string{givenLabels, middleLabels, lastLabels} {
		for l := range strings.SplitSeq(list, ",") {
			m[strings.TrimSpace(l)] = at
		}
	}
	return m
}()

func partOf(label string) (int, bool) {
	at, ok := nameParts[strings.TrimRight(strings.ToLower(strings.TrimSpace(label)), ":. ")]
	return at, ok
}

// composed is a name on the way.
type composed struct {
	parts       [3]string
	first, last int32 // pieces
}

func (c *composed) add(at int, text string, from, to int32) {
	if c.parts == [3]string{} {
		c.first = from
	}
	c.parts[at] = text
	c.last = to
}

// compose finds the names in parts, by the element that holds their parts.
func (p *page) compose() map[int32]mark {
	if p.composed != nil {
		return p.composed
	}
	p.composed = map[int32]mark{}
	var c composed
	all := int32(len(p.pieces))
	row := int32(-2)
	for i := int32(0); i < all; {
		end := p.lineEnd(i, all)
		if p.out(i) || end-i > 8 {
			i = end
			continue
		}
		label, value, from := p.part(i, end)
		if at, ok := partOf(label); ok {
			if r := p.rowOf(i); r != row || c.parts[at] != "" {
				p.keep(c)
				c, row = composed{}, r
			}
			if value == "" && from >= end && end < all { // the value stands on the next line
				i, end = end, p.lineEnd(end, all)
				value, from = p.join(i, end), i
			}
			if len(value) < 60 {
				c.add(at, strings.TrimSpace(value), from, end)
			}
		}
		i = end
	}
	p.keep(c)
	return p.composed
}

// part reads a line as a label and its value; from is the piece after the
// label. The label may be the head of the column.
func (p *page) part(i, end int32) (label, value string, from int32) {
	if p.inTable {
		if head, ok := p.columnOf(p.pieces[i].elem); ok {
			return head, p.join(i, end), i
		}
	}
	if c := p.pieces[i].text[0]; !letter(c) && c < 0x80 || len(p.pieces[i].text) > 80 {
		return "", "", i
	}
	text := p.join(i, end)
	l, at, ok := labelAt(text, func(k int) bool { return k == len(text) || k == len(p.pieces[i].text) })
	if !ok || l.kind != aPart {
		return "", "", i
	}
	if at >= len(text) {
		return l.words, "", end
	}
	return l.words, text[at:], i
}

// rowOf is the row of a table that a piece stands in, or -1.
func (p *page) rowOf(piece int32) int32 {
	for e, up := p.pieces[piece].elem, 0; e >= 0 && up < 6; e, up = p.elems[e].parent, up+1 {
		if isRow(p.elems[e].node) {
			return e
		}
	}
	return -1
}

// keep adds a name if it is whole.
func (p *page) keep(c composed) {
	if c.parts[0] == "" || c.parts[2] == "" || c.last-c.first > 40 {
		return
	}
	name := strings.Join(strings.Fields(strings.Join(c.parts[:], " ")), " ")
	if n, veiled := field.Name(name); veiled || n != name || !person(name) {
		return
	}
	e := p.common(c.first, c.last)
	if _, twice := p.composed[e]; twice {
		return
	}
	line := p.join(c.first, p.lineEnd(c.first, int32(len(p.pieces))))
	p.composed[e] = mark{first: c.first, elem: e, end: len(line), name: name, like: p.wanted.Like(name)}
}
