package blocks

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Options say what a page is read for.
type Options struct {
	Names   []scan.Name // the names that the page was asked for, at least one
	Country string      // of the site, ISO 3166-1 alpha-2; empty: US
	Base    *url.URL    // address of the page, or nil
	Several bool        // the page is known to hold several records: a single one is not looked for far and wide
}

// Record is one record and where it stands.
type Record struct {
	scan.Record
	Node   *html.Node // the element that holds it; nil: it is spread over several
	Head   *html.Node // the element that holds its name
	Values []Value    // what was read, in page order
}

// Value is one text that was read as a field.
type Value struct {
	Field string     // as brokers.FieldNames has it
	Label string     // the label that announced it; empty: its form did
	Text  string     // as printed
	Node  *html.Node // smallest element that holds it
}

// Why says which element became the record and by what its fields were known,
// without any fact of it.
func (r *Record) Why() string {
	where := "a run of elements"
	if r.Node != nil {
		where = Describe(r.Node)
	}
	var parts []string
	for _, v := range r.Values {
		how := "by its form"
		switch {
		case v.Field == "name":
			how = "in " + Describe(v.Node)
		case v.Field == "profile_url":
			how = "behind " + Describe(v.Node)
		case v.Label != "":
			how = fmt.Sprintf("by the label %q", v.Label)
		}
		if s := v.Field + " " + how; len(parts) == 0 || parts[len(parts)-1] != s {
			parts = append(parts, s)
		}
	}
	return where + ": " + strings.Join(parts, ", ")
}

// Describe names an element by its tag and class.
func Describe(n *html.Node) string {
	s := n.Data
	c, _ := attribute(n, "class")
	for i, w := range strings.Fields(c) {
		if i == 3 {
			break
		}
		s += "." + w
	}
	return s
}

// Read finds the records of a page. It gives none where the page is not a list
// of records or a record's own page, whatever names stand on it.
func Read(doc *html.Node, o Options) []Record {
	p := newPage(doc, o)
	if p.wanted.Empty() || len(p.pieces) == 0 {
		return nil
	}
	if p.ofAnotherKind(doc) {
		return nil
	}
	for _, spelling := range []func(*page) []mark{(*page).marks, (*page).misspelt, (*page).namesakes} {
		seeds := spelling(p)
		list, fits := p.list(seeds)
		if !fits {
			return nil
		}
		if len(list) > 1 {
			return list
		}
		if one := p.single(seeds); one != nil {
			return one
		}
		if len(list) > 0 {
			return list
		}
	}
	return p.kinsman()
}

// WhyNone says in words why a page gave no record, without any fact of it.
func WhyNone(doc *html.Node, o Options) string {
	p := newPage(doc, o)
	switch {
	case p.wanted.Empty():
		return "no first and last name was given to look for"
	case len(p.pieces) == 0:
		return "there is no text on the page"
	case p.ofAnotherKind(doc):
		return "the page's title or heading is that of another kind of page"
	}
	found := p.marks()
	if len(found) == 0 {
		for i := range p.pieces {
			if p.wanted.Mentioned(p.pieces[i].text) {
				return "the name stands in running text only"
			}
		}
		return "the name does not stand on the page"
	}
	for _, m := range found {
		if m.like == field.Alike {
			return "the name stands there, but without what people-search sites tell of a person, or as pages of another kind tell it"
		}
	}
	return "only others of the last name stand there"
}

// list reads the group of names that makes the best list of records. fits is
// false where that list is one of another kind, and so the page.
func (p *page) list(seeds []mark) (records []Record, fits bool) {
	var best []block
	var most float64
	for _, g := range p.groups(seeds) {
		if p.ofOthers(g.marks) {
			continue
		}
		if p.effort -= len(p.elems) / 8; p.effort < 0 {
			break
		}
		all := p.alike(g.key, g.marks)
		if len(all) < 2 {
			continue
		}
		strange := p.ofStrangers(all)
		ways := [][]block{p.wrapped(all)}
		if ways[0] == nil || p.gaps(ways[0]) {
			ways = append(ways, p.runs(all))
		}
		for _, blocks := range ways {
			if score := p.score(blocks, g.marks); score > most && (!strange || p.familiar(blocks)) {
				best, most = blocks, score
			}
		}
	}
	if best == nil {
		return nil, true
	}
	if p.alien(best) {
		return nil, false
	}
	return p.readAll(best), true
}

// ofOthers reports whether most names of a group stand under a label for
// relatives or for other names.
func (p *page) ofOthers(list []mark) bool {
	n, under := 0, false
	list = list[:min(len(list), 4*sample)]
	for i, m := range list {
		if i == 0 || p.elems[list[i-1].elem].parent != p.elems[m.elem].parent {
			under = p.underLabel(m.first)
		}
		if under {
			n++
		}
	}
	return n*2 >= len(list)
}

// underLabel reports whether the label over a piece announces other people, or
// towns, which look like names.
func (p *page) underLabel(at int32) bool {
	k := p.labelOver(at)
	return k == kin || k == aliases || k == places || k == aTown
}

// labelOver returns the kind of the label in the lines before a piece, with
// nothing but names and ages between.
func (p *page) labelOver(at int32) kind {
	for i, back := at, 0; i > 0 && back < 8; back++ {
		end := i
		for i--; i > 0 && p.pieces[i].gap < newCell; i-- {
		}
		if end-i > longLine {
			return none
		}
		text := p.join(i, end)
		if l, next, ok := labelAt(text, func(k int) bool { return k == len(text) }); ok && next >= len(text) {
			if l.kind == anAge {
				continue
			}
			if p.heads(i, at) {
				return l.kind
			}
			return none
		}
		if button(text) {
			continue
		}
		if _, name := p.nameAt(i, end); !name && formOf(text, true) != anAge {
			return none
		}
		if isHeading(p.elems[p.pieces[i].elem].node) {
			return none
		}
	}
	return none
}

// heads reports whether a line is the heading of an element that a later piece
// is in.
func (p *page) heads(line, piece int32) bool {
	e := p.pieces[line].elem
	for up := p.elems[e].parent; up >= 0; up = p.elems[e].parent {
		if p.elems[up].first != p.elems[e].first || p.elems[up].last != p.elems[e].last {
			return p.within(p.pieces[piece].elem, up)
		}
		e = up
	}
	return false
}

type group struct {
	key   key
	marks []mark
}

// groups sorts the names by the elements they stand in, in page order. A group
// in which no first name fits is none.
func (p *page) groups(seeds []mark) []group {
	var list []group
	index := map[key]int{}
	for _, m := range seeds {
		k := p.keyOf(m.elem)
		i, known := index[k]
		if !known {
			i = len(list)
			index[k] = i
			list = append(list, group{key: k})
		}
		list[i].marks = append(list[i].marks, m)
	}
	kept := list[:0]
	for _, g := range list {
		for _, m := range g.marks {
			if m.like == field.Alike {
				kept = append(kept, g)
				break
			}
		}
	}
	return kept
}

// sample is how many blocks are read to compare two ways to cut a page.
const sample = 6

// score says how much a way to cut a page makes of it: fields per block, less
// what is not understood, for as many blocks as there are.
func (p *page) score(list []block, seeds []mark) float64 {
	if len(list) == 0 {
		return 0
	}
	var sum float64
	read, good := 0, 0
	step := max(len(list)/sample, 1)
	for i := 0; i < len(list) && read < sample; i += step {
		b := &list[i]
		if p.advert(b.root) {
			continue
		}
		for _, sp := range b.spans {
			p.effort -= int(sp.to - sp.from)
		}
		if p.effort < 0 {
			return 0
		}
		r := p.read(b)
		read++
		if !r.record() {
			continue
		}
		good++
		sum += float64(r.count()) + 0.25*float64(bits(r.labelled)) - 0.05*float64(r.strange)
		if b.spans[0].from == b.name.first {
			sum += 0.75 // the name comes first
		}
		if isHeading(p.elems[b.name.elem].node) {
			sum += 0.25
		}
	}
	if read == 0 || good*2 < read || good == 1 && len(seeds) == 1 && len(list) == 1 {
		return 0
	}
	return sum / float64(read) * float64(len(list))
}

// companions are the kinds that tell a record from a bare name.
const companions = 1<<anAge | 1<<aBirth | 1<<places | 1<<phones | 1<<kin

// record reports whether a block that repeats is a record.
func (r *reading) record() bool {
	strange := r.strange + 5*r.foreign
	if r.foreign > 0 && r.has&(1<<kin|1<<aliases|1<<aBirth) == 0 && bits(r.labelled) < 2 {
		return false
	}
	return r.has&companions != 0 && (r.said+1)*2 >= strange+1 && r.foreign < 2 && (r.said >= strange || r.count() > 1 && r.said*2 >= strange)
}

// readAll reads the blocks of the list that was chosen. What stands elsewhere
// on the page in the same dress is of the list only if it stands beside it.
func (p *page) readAll(list []block) []Record {
	beside := map[int32]bool{}
	class := map[string]bool{}
	for i := range list {
		if list[i].name.like > field.Unlike {
			beside[p.holder(&list[i])] = true
			class[p.blockClass(&list[i])] = true
		}
	}
	out := make([]Record, 0, len(list))
	good := 0
	for i := range list {
		b := &list[i]
		if b.name.like == field.Unlike && (!beside[p.holder(b)] || !class[p.blockClass(b)]) || p.advert(b.root) {
			continue
		}
		r := p.read(b)
		if !r.record() && (r.strange > 3 || r.foreign > 0 || !class[p.blockClass(b)] || r.rec.URL == "") {
			continue
		}
		if r.record() {
			good++
		}
		out = append(out, p.made(b, r))
	}
	if good == 0 || good == 1 && len(out) == 1 && bits(uint16(len(out[0].Values))) == 0 || onlyNumbers(out) {
		return nil
	}
	if onlyTowns(out) && !p.counted(list[0].name.first) && !p.announced(list[0].name.first) && !p.searched() {
		return nil
	}
	return out
}

// onlyTowns reports whether nothing but a town stands beside every name, and no
// link leads on: many kinds of pages list people so.
func onlyTowns(list []Record) bool {
	for i := range list {
		for _, v := range list[i].Values {
			if v.Field != "name" && (v.Field != "addresses" || v.Label != "") {
				return false
			}
		}
		for _, a := range list[i].Addresses {
			if a.Street != "" || a.Zip != "" {
				return false
			}
		}
	}
	return true
}

func (p *page) holder(b *block) int32 {
	if b.root < 0 {
		return -1
	}
	return p.elems[b.root].parent
}

func (p *page) blockClass(b *block) string {
	if b.root < 0 {
		return ""
	}
	return p.class(b.root)
}

func (p *page) made(b *block, r *reading) Record {
	rec := Record{Record: r.rec, Head: p.elems[b.name.elem].node, Values: r.values}
	if b.root >= 0 {
		rec.Node = p.elems[b.root].node
	}
	return rec
}

// ofAnotherKind reports whether the page's title or main heading says that it
// is something else than people's records.
func (p *page) ofAnotherKind(doc *html.Node) bool {
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.Title:
			if n.FirstChild != nil && p.namesAnother(n.FirstChild.Data) {
				return true
			}
		case atom.Body:
			goto heads
		}
	}
heads:
	for i := range p.elems {
		e := &p.elems[i]
		if isHeading(e.node) && e.last == e.first+1 && chapters[strings.ToLower(p.pieces[e.first].text)] {
			return true
		}
		if e.node.DataAtom == atom.H1 && e.last > e.first && !p.left[e.first] && p.namesAnother(p.join(e.first, e.last)) {
			return true
		}
	}
	return false
}

func (p *page) namesAnother(title string) bool {
	if len(title) > 300 {
		return false
	}
	title = strings.ToLower(title)
	for _, s := range subjects {
		if i := strings.Index(title, s); i >= 0 && (i == 0 || !letter(title[i-1])) {
			return true
		}
	}
	return false
}
