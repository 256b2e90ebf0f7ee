package blocks

import (
	"net/url"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"golang.org/x/net/html/atom"
)

// span is a run of pieces.
type span struct{ from, to int32 }

// block is one stretch of a page that may be a record.
type block struct {
	root  int32 // element that holds it; -1 where it is a run of several
	spans []span
	name  mark
}

// reading is what one block says.
type reading struct {
	rec      scan.Record
	has      uint16 // kinds of companions, by bit
	labelled uint16 // those that a label announced
	said     int    // words that a record is made of
	strange  int    // words that are not
	foreign  int    // words of other trades
	values   []Value
	kinLinks map[int32]bool
}

func (r *reading) count() int { return bits(r.has) }

func bits(v uint16) int {
	n := 0
	for ; v > 0; v &= v - 1 {
		n++
	}
	return n
}

// placed is a line of an address and where it stands.
type placed struct {
	span
	label string
}

// labelOf is the label before a value, or the one over it.
func (g *gatherer) labelOf(c *chunk, labelled bool) string {
	if c.label == "" && labelled {
		return g.label
	}
	return c.label
}

// gatherer reads one block, line by line.
type gatherer struct {
	*sheet
	*reading
	country  string
	base     *url.URL
	context  kind  // of the label that stands over the lines below it
	holder   int32 // the element that a value beside its label stood in
	label    string
	since    int // lines since the name
	root     int32
	places   []string
	placeAt  []placed
	full     string
	buf      []chunk
	headings *headings
}

// read reads a block.
func (p *page) read(b *block) *reading {
	r := &reading{values: make([]Value, 0, 16)}
	g := gatherer{sheet: p.sheet, reading: r, root: b.root, country: p.country, base: p.base, headings: p.headings, buf: p.buf[:0]}
	r.rec.Name = b.name.name
	for _, sp := range b.spans {
		for i := sp.from; i < sp.to; {
			end := g.lineEnd(i, sp.to)
			g.line(i, end, &b.name)
			i = end
		}
	}
	g.flush()
	g.finish(b)
	p.buf = g.buf
	return r
}

func (g *gatherer) line(from, end int32, name *mark) {
	start := 0
	first := g.pieces[from]
	if name.first >= from && name.first < end {
		g.since, g.context = 0, none
		start = name.end
		if name.before > 0 { // a label such as "Name:" stood before it
			g.said++
		}
		g.values = append(g.values, Value{Field: "name", Text: g.rec.Name, Node: g.elems[name.elem].node})
	} else {
		g.since++
		g.heading(from)
	}
	g.buf = g.chunks(g.buf[:0], from, end, start)
	if start > 0 && len(g.buf) > 0 && !g.buf[0].labelled {
		g.afterName(&g.buf[0])
	}
	if first.gap == newCell || g.elems[first.elem].row || g.inCell(first.elem) {
		g.column(first.elem)
	}
	for i := range g.buf {
		g.chunk(&g.buf[i], len(g.buf) == 1)
	}
}

// afterName makes a place of what follows a name behind "in" or "of".
func (g *gatherer) afterName(c *chunk) {
	if agePhrase.MatchString(c.text) {
		return // "in their 40s"
	}
	for _, w := range [...]string{"in ", "of ", "from ", "near "} {
		if rest, ok := strings.CutPrefix(c.text, w); ok && addressLike(rest, look(rest)) {
			c.text, c.kind, c.label, c.labelled = rest, places, strings.TrimSpace(w), true
			return
		}
	}
}

func (g *gatherer) chunk(c *chunk, alone bool) {
	if c.labelled {
		g.said += 1 + strings.Count(c.label, " ")
		if g.context == kin && c.kind == anAge || g.context == kin && c.kind == aBirth {
			return // the relative's
		}
		if c.text == "" {
			g.flushUnless(c.kind)
			g.setContext(c.kind, c.label, -1)
			return
		}
		g.flushUnless(c.kind)
		g.setContext(c.kind, c.label, g.pieces[c.to-1].elem)
		rest := *c
		if c.kind == anAge || c.kind == aBirth || c.kind == aName || c.kind == aPart || c.kind == other {
			c.text, rest.text = oneValue(c.text, c.kind)
		} else {
			rest.text = ""
		}
		if g.value(c.kind, c, true) && (c.kind == anAge || c.kind == aBirth) {
			g.setContext(none, "", -1) // there is only one
		}
		if rest.text != "" {
			rest.labelled, rest.label = false, ""
			g.setContext(none, "", -1)
			g.unlabelled(&rest, none)
		}
		return
	}
	if button(c.text) {
		return
	}
	k := g.context
	if k != none && g.holder >= 0 && !g.within(g.pieces[c.from].elem, g.holder) && !g.follows(c) {
		k = none // a value beside its label ends with its element
	}
	if k != none && k != kin && k != other {
		if f := formOf(c.text, false); f == phones || f == emails || f == anAge {
			k = none
		}
	}
	if k == none || k == other || k == call {
		g.unlabelled(c, k)
		return
	}
	if !g.value(k, c, true) {
		g.unlabelled(c, k)
	} else if k == anAge || k == aBirth {
		g.setContext(none, "", -1)
	}
}

// follows reports whether a chunk stands in the element after the one that
// held the last value, of the same tag: the next item of a list.
func (g *gatherer) follows(c *chunk) bool {
	a, b := g.elems[g.holder].node, g.elems[g.pieces[c.from].elem].node
	return a != b && a.Parent == b.Parent && a.DataAtom == b.DataAtom && a.DataAtom != atom.Div && a.DataAtom != atom.P
}

// flushUnless ends the addresses before a field of another kind; a street
// waits for its town.
func (g *gatherer) flushUnless(k kind) {
	if n := len(g.places); k == aTown || k != places && n > 0 && road(g.places[n-1]) {
		return
	}
	g.flush()
}

// flush reads the address lines gathered so far.
func (g *gatherer) flush() {
	if len(g.places) == 0 {
		return
	}
	list := slices.DeleteFunc(field.Addresses(strings.Join(g.places, "\n")), noTown)
	if len(list) > 0 {
		g.rec.Addresses = append(g.rec.Addresses, list...)
		g.has |= 1 << places
		for i, t := range g.places {
			g.said += strings.Count(t, " ") + 1
			g.note(places, g.placeAt[i].label, g.placeAt[i].from, g.placeAt[i].to, t)
		}
	} else {
		g.labelled &^= 1 << places
		for _, t := range g.places {
			g.loose(t, none)
		}
	}
	g.places, g.placeAt = g.places[:0], g.placeAt[:0]
}

func (g *gatherer) note(k kind, label string, from, to int32, text string) {
	g.values = append(g.values, Value{Field: k.String(), Label: label, Text: text, Node: g.elems[g.common(from, to)].node})
}

// finish tidies the lists and looks for the record's own page.
func (g *gatherer) finish(b *block) {
	r := &g.rec
	if g.full != "" {
		r.Name = g.full
	}
	r.Aliases = slices.DeleteFunc(field.Distinct(r.Aliases), func(n string) bool { return strings.EqualFold(n, r.Name) })
	if len(r.Aliases) == 0 {
		r.Aliases = nil
	}
	r.Relatives = field.Distinct(r.Relatives)
	r.Phones, r.Emails = field.Distinct(r.Phones), field.Distinct(r.Emails)
	r.Addresses = field.DistinctAddresses(r.Addresses)
	g.link(b)
}
