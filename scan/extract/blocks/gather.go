package blocks

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/pattern"
	"golang.org/x/net/html"
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

// heading forgets the label above when a new heading begins.
func (g *gatherer) heading(from int32) {
	e := &g.elems[g.pieces[from].elem]
	switch n := e.node; {
	case isHeading(n), e.parent >= 0 && isHeading(g.elems[e.parent].node):
		g.setContext(none, "", -1)
	}
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Th, atom.Legend, atom.Caption, atom.Summary:
		return true
	}
	return false
}

func (g *gatherer) setContext(k kind, label string, holder int32) {
	g.context, g.label, g.holder = k, label, holder
}

func (g *gatherer) inCell(e int32) bool {
	for i := 0; e >= 0 && i < 5; i++ {
		switch n := g.elems[e].node; {
		case isCell(n):
			return true
		case isRow(n), n.DataAtom == atom.Table, n.DataAtom == atom.Body:
			return false
		}
		e = g.elems[e].parent
	}
	return false
}

// isCell, isRow and isTable know tables by their tags or by their roles
// (WAI-ARIA 1.2, section 5.3).
func isCell(n *html.Node) bool {
	if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
		return true
	}
	v, ok := attribute(n, "role")
	return ok && (v == "cell" || v == "gridcell" || v == "columnheader" || v == "rowheader")
}

func isRow(n *html.Node) bool { return n.DataAtom == atom.Tr || role(n, "row") }

func isTable(n *html.Node) bool {
	if n.DataAtom == atom.Table {
		return true
	}
	v, ok := attribute(n, "role")
	return ok && (v == "table" || v == "grid" || v == "treegrid")
}

// column takes the label from the head of the table's column.
func (g *gatherer) column(e int32) {
	cell := e
	for cell >= 0 && (!isCell(g.elems[cell].node) || g.elems[cell].node.DataAtom == atom.Th) {
		cell = g.elems[cell].parent
	}
	if cell < 0 {
		return
	}
	k, label, ok := g.headings.of(g.sheet, cell)
	switch {
	case ok && k == aName:
		g.setContext(none, "", -1)
	case ok:
		g.setContext(k, label, -1)
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

// oneValue parts a text behind a label that announces one value from what
// follows that value.
func oneValue(s string, k kind) (value, rest string) {
	at := len(s)
	for _, j := range joints[:4] {
		if i := strings.Index(s, j); i >= 0 {
			at = min(at, i)
		}
	}
	if k == anAge && at == len(s) {
		for _, j := range joints[5:] { // a dash without a second number
			if i := strings.Index(s, j); i > 0 && !digit(s[i+len(j):]) {
				return strings.TrimRight(s[:i], marks), trimmed(s[i:])
			}
		}
		if i := strings.IndexByte(s, ','); i > 0 && i <= 4 {
			at = i
		}
	}
	return strings.TrimRight(s[:at], marks), trimmed(s[at:])
}

func digit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// follows reports whether a chunk stands in the element after the one that
// held the last value, of the same tag: the next item of a list.
func (g *gatherer) follows(c *chunk) bool {
	a, b := g.elems[g.holder].node, g.elems[g.pieces[c.from].elem].node
	return a != b && a.Parent == b.Parent && a.DataAtom == b.DataAtom && a.DataAtom != atom.Div && a.DataAtom != atom.P
}

// within reports whether an element lies in another, or is it.
func (s *sheet) within(e, outer int32) bool {
	return outer >= 0 && e >= outer && e < s.elems[outer].next
}

var joints = []string{" · ", " • ", " | ", "|", " / ", " – ", " — ", " - "}

// unlabelled reads a text by its form, whole or in the parts between marks.
func (g *gatherer) unlabelled(c *chunk, context kind) {
	if c.text == "" {
		return
	}
	near := g.since <= 2 && context == none
	if c.to > c.from+1 && g.apart(c, near, context) {
		return
	}
	if g.jointed(c, joints[:4], near, context) {
		return
	}
	if k := formOf(c.text, near); k != none && g.value(k, c, false) {
		return
	}
	if g.jointed(c, joints[4:], near, context) {
		return
	}
	if k := g.hint(c.from); k != none && (k != places || townLike(c.text) && !g.shares(c.text) || addressLike(c.text, look(c.text))) && g.value(k, c, false) {
		return
	}
	if context == none && g.prose(c) {
		return
	}
	if context == none && g.since > 0 && g.namesake(c) {
		return
	}
	if near && strings.IndexByte(c.text, ',') >= 0 { // "45, Austin, TX"
		head, rest, _ := strings.Cut(c.text, ",")
		one, two := *c, *c
		one.text, two.text = trimmed(head), trimmed(rest)
		if k := formOf(one.text, true); k == anAge && g.value(k, &one, false) {
			if k := formOf(two.text, true); two.text != "" && (k == none || !g.value(k, &two, false)) {
				g.loose(two.text, context)
			}
			return
		}
	}
	g.loose(c.text, context)
}

// told is an age in a sentence.
var told = pattern.MustCompile(`^.{0,60}\bis\s+(?:about\s+|around\s+|currently\s+)?\d{1,3}[\s-]years?(?:[\s-]old|\s+of\s+age)(?:\W+(?:and|who|he|she|they))*\W*$`)

// prose reads "John Smith is 45 years old and", the head of a sentence that goes
// on with a label: "lives in".
func (g *gatherer) prose(c *chunk) bool {
	first := firstWord(g.rec.Name)
	if !g.rec.Age.IsZero() || len(c.text) > 90 || !told.MatchString(c.text) {
		return false
	}
	switch w := firstWord(c.text); w {
	case first, "He", "She", "They":
		return g.value(anAge, c, false)
	default:
		return strings.EqualFold(w, first) && g.value(anAge, c, false)
	}
}

// goesOn is the head of the sentence after a place: "Bozeman, MT. Cyrus".
var goesOn = pattern.MustCompile(`^(.*,\s*[A-Z]{2})\.\s+\p{Lu}[\p{L}'’-]+(?:\s+(?:has|have|also|was|and))*$`)

// namesake reads a lone name that shares the record's last name as that of a
// relative.
func (g *gatherer) namesake(c *chunk) bool {
	if n, _ := g.memory.Name(c.text); n != c.text || !strings.Contains(n, " ") || !person(n) {
		return false
	}
	if !g.shares(c.text) {
		return false
	}
	if firstWord(scan.Fold(g.rec.Name)) == firstWord(scan.Fold(c.text)) {
		return true // the same person, again
	}
	g.flush()
	had := g.has
	ok := g.value(kin, c, false)
	g.has = had // too little to tell a record by
	return ok
}

// shares reports whether a name ends with the record's last name.
func (g *gatherer) shares(s string) bool {
	own, theirs := strings.Fields(scan.Fold(g.rec.Name)), strings.Fields(scan.Fold(s))
	return len(own) > 1 && len(theirs) > 1 && own[len(own)-1] == theirs[len(theirs)-1] && len(own[len(own)-1]) > 2
}

// jointed reads the parts of a text between marks, if it has such marks.
func (g *gatherer) jointed(c *chunk, joints []string, near bool, context kind) bool {
	for _, j := range joints {
		if !strings.Contains(c.text, j) {
			continue
		}
		for part := range strings.SplitSeq(c.text, j) {
			one := *c
			if one.text = trimmed(part); one.text == "" {
				continue
			}
			if k := formOf(one.text, near); k == none || !g.value(k, &one, false) {
				g.loose(one.text, context)
			}
		}
		return true
	}
	return false
}

// apart reads the pieces of a line one by one, if one of them alone is a field:
// nothing but style parts "45 years old" from "Austin, TX".
func (g *gatherer) apart(c *chunk, near bool, context kind) bool {
	var forms [8]kind
	found, n := 0, 0
	for i := c.from; i < c.to; i++ {
		t := trimmed(g.pieces[i].text)
		if t == "" || !strings.Contains(c.text, t) {
			continue
		}
		if n == len(forms) {
			return false
		}
		if forms[n] = listForm(t, near); forms[n] != none {
			found++
		} else if !button(t) {
			return false
		}
		n++
	}
	if found == 0 || n < 2 {
		return false
	}
	n = 0
	for i := c.from; i < c.to; i++ {
		one := *c
		one.text, one.from, one.to = trimmed(g.pieces[i].text), i, i+1
		if one.text == "" || !strings.Contains(c.text, one.text) {
			continue
		}
		if forms[n] == none || !g.value(forms[n], &one, false) {
			g.loose(one.text, context)
		}
		n++
	}
	return true
}

// listForm is the form of a text, or the one that all its parts between marks
// have: two telephone numbers with a stroke between.
func listForm(s string, near bool) kind {
	k := formOf(s, near)
	if k != none {
		return k
	}
	for _, j := range joints[:5] {
		if !strings.Contains(s, j) {
			continue
		}
		for part := range strings.SplitSeq(s, j) {
			f := formOf(trimmed(part), near)
			if f == none || k != none && f != k {
				return none
			}
			k = f
		}
		return k
	}
	return none
}

// button reports whether every word of a text is one that any people-search
// site prints: it can be no field.
func button(s string) bool {
	if len(s) > 60 {
		return false
	}
	letters := false
	for w := range strings.FieldsSeq(s) {
		w = strings.Trim(w, ".,:;!?()[]+&›»→>…|/-–")
		if w == "" {
			continue
		}
		var low [24]byte
		if len(w) > len(low) || !neutrals[string(lowered(low[:0], w))] {
			return false
		}
		letters = true
	}
	return letters
}

// value reads a text as a kind of field, and reports whether it was one.
func (g *gatherer) value(k kind, c *chunk, labelled bool) bool {
	if k != places {
		g.flushUnless(k)
	}
	ok := false
	switch k {
	case aPart:
		return labelled // it is in the name already
	case aName, aFullName:
		ok = g.name(c, k)
	case anAge, aBirth:
		ok = g.age(c, k)
	case places, aTown:
		if c.to > c.from+1 && !strings.ContainsAny(c.text, ";|") && g.eachPlace(c) {
			return true
		}
		if at := goesOn.FindStringSubmatchIndex(c.text); at != nil {
			c.text = c.text[:at[3]]
		}
		g.places = append(g.places, c.text)
		g.placeAt = append(g.placeAt, placed{span{c.from, c.to}, g.labelOf(c, labelled)})
		if labelled {
			g.labelled |= 1 << places
		}
		return true
	case aliases, kin:
		ok = g.people(c, k)
	case phones:
		ok = g.phone(c)
	case emails:
		list := field.Emails(c.text)
		g.rec.Emails = append(g.rec.Emails, list...)
		ok = len(list) > 0 || strings.ContainsAny(c.text, "*•") && strings.Contains(c.text, "@")
	default:
		return labelled && k != none
	}
	if ok {
		g.has |= 1 << k
		if labelled {
			g.labelled |= 1 << k
		}
		g.said += strings.Count(c.text, " ") + 1
		if !c.noted {
			g.note(k, g.labelOf(c, labelled), c.from, c.to, c.text)
		}
	}
	return ok
}

// eachPlace takes the pieces of a chunk apart, if each is a place of its own.
func (g *gatherer) eachPlace(c *chunk) bool {
	n := 0
	for i := c.from; i < c.to; i++ {
		t := trimmed(g.pieces[i].text)
		if t == "" {
			continue
		}
		if !strings.Contains(c.text, t) || !button(t) && formOf(t, false) != places {
			return false
		}
		n++
	}
	if n < 2 {
		return false
	}
	for i := c.from; i < c.to; i++ {
		if t := trimmed(g.pieces[i].text); t != "" && !button(t) {
			g.places = append(g.places, t)
			g.placeAt = append(g.placeAt, placed{span{i, i + 1}, g.labelOf(c, true)})
		}
	}
	if c.labelled {
		g.labelled |= 1 << places
	}
	return true
}

func (g *gatherer) name(c *chunk, k kind) bool {
	n, _ := g.memory.Name(c.text)
	if n == "" || !field.PersonLike(n) {
		return false
	}
	if k == aFullName && len(n) > len(g.rec.Name) {
		g.full = n
	}
	return true
}

func (g *gatherer) age(c *chunk, k kind) bool {
	var age scan.Age
	var born scan.Born
	if k == aBirth {
		born = field.Born(strings.Trim(c.text, "()[] "), g.country)
		if age, _ = field.Age(c.text, g.country); born.IsZero() {
			_, born = field.Age(c.text, g.country)
		}
	} else {
		age, born = field.Age(c.text, g.country)
	}
	if age.IsZero() && born.IsZero() && k == anAge {
		head := firstWord(c.text)
		age, _ = field.Age(head, g.country) // "43 (or near it)"
	}
	if g.rec.Age.IsZero() {
		g.rec.Age = age
	}
	if g.rec.Born.IsZero() {
		g.rec.Born = born
	}
	if age.IsZero() && born.IsZero() {
		low := strings.ToLower(c.text)
		return strings.Contains(low, "unknown") || strings.Contains(low, "n/a") || strings.ContainsAny(low, "*•")
	}
	return true
}

func (g *gatherer) phone(c *chunk) bool {
	before := len(g.rec.Phones)
	if c.to > c.from+1 && g.numbers(c) {
		for i := c.from; i < c.to; i++ {
			g.rec.Phones = field.AppendPhones(g.rec.Phones, g.pieces[i].text, g.country)
			g.note(phones, g.labelOf(c, c.labelled || g.context == phones), i, i+1, g.pieces[i].text)
		}
		c.noted = true
	} else {
		g.rec.Phones = field.AppendPhones(g.rec.Phones, c.text, g.country)
	}
	return len(g.rec.Phones) > before || len(field.MaskedPhones(c.text)) > 0
}

// numbers reports whether every piece of a chunk is a whole number.
func (g *gatherer) numbers(c *chunk) bool {
	for i := c.from; i < c.to; i++ {
		if t := g.pieces[i].text; len(t) < 10 || !strings.Contains(c.text, t) || !field.QuickPhone(t, g.country) {
			return false
		}
	}
	return true
}

// people reads names of other people, or other names of the same. Names in
// elements of their own are names of their own.
func (g *gatherer) people(c *chunk, k kind) bool {
	if f := formOf(c.text, false); f != none && f != aBirth {
		if f == anAge {
			return true // the relative's
		}
		return false
	}
	var list []string
	if (c.to > c.from+1 || strings.Count(c.text, ",") == 1) && g.turned(c) {
		for i := c.from; i < c.to; i++ {
			if t := trimmed(g.pieces[i].text); strings.Contains(c.text, t) && strings.Contains(t, ",") {
				list = append(list, field.People(t, true)...)
				g.note(k, g.labelOf(c, c.labelled || g.context == k), i, i+1, t)
				c.noted = true
			}
		}
	} else if c.to > c.from+1 && g.each(c) {
		for i := c.from; i < c.to; i++ {
			if t := trimmed(g.pieces[i].text); strings.Contains(c.text, t) && severalWords(t) {
				list = append(list, g.memory.People(t)...)
				g.note(k, g.labelOf(c, c.labelled || g.context == k), i, i+1, t)
				c.noted = true
			}
		}
	} else {
		list = g.memory.People(c.text)
	}
	kept := list[:0]
	for _, n := range list {
		if first := firstWord(n); field.PersonLike(n) && (len(first) == 1 || !neutral(strings.ToLower(first))) {
			kept = append(kept, n)
		}
	}
	if k == kin {
		g.rec.Relatives = append(g.rec.Relatives, kept...)
		for i := c.from; i < c.to; i++ {
			g.markKin(g.pieces[i].elem)
		}
	} else {
		g.rec.Aliases = append(g.rec.Aliases, kept...)
	}
	return len(kept) > 0
}

// each reports whether the pieces of a chunk are names of their own, so that
// text between elements need not part them.
func (g *gatherer) each(c *chunk) bool {
	whole := 0
	for i := c.from; i < c.to; i++ {
		t := trimmed(g.pieces[i].text)
		if !strings.Contains(c.text, t) || t == "" {
			continue
		}
		if n, _ := g.memory.Name(t); severalWords(t) && n == t && field.PersonLike(n) && !strings.Contains(t, ",") {
			whole++
		} else if len(t) > 3 && !bareAge.MatchString(t) && formOf(t, false) == none && !neutral(strings.ToLower(t)) {
			return false
		}
	}
	return whole > 0
}

// severalWords reports whether a text may be a whole name: one of two words, or
// in a script that leaves no space in it.
func severalWords(s string) bool {
	if strings.Contains(s, " ") {
		return true
	}
	r, n := utf8.DecodeRuneInString(s)
	return runs(r) && len(s) > n && utf8.RuneCountInString(s) < 8
}

// turned reports whether every piece of a chunk is a name with the surname
// first, "Garcia, Maria".
func (g *gatherer) turned(c *chunk) bool {
	whole := 0
	for i := c.from; i < c.to; i++ {
		t := trimmed(g.pieces[i].text)
		if t == "" || !strings.Contains(c.text, t) {
			continue
		}
		head, rest, cut := strings.Cut(t, ",")
		if !cut || strings.Contains(rest, ",") || strings.Count(head, " ") > 2 || !field.PersonLike(strings.TrimSpace(rest)) || !field.PersonLike(head) {
			return false
		}
		whole++
	}
	return whole > 1 || whole == 1 && strings.Contains(g.rec.Name, ",")
}

func (g *gatherer) markKin(e int32) {
	if g.kinLinks == nil {
		g.kinLinks = map[int32]bool{}
	}
	for i := 0; e >= 0 && i < 3; i++ {
		if g.elems[e].node.DataAtom == atom.A {
			g.kinLinks[e] = true
		}
		e = g.elems[e].parent
	}
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

// noTown reports whether an address is only words that name no town.
func noTown(a scan.Address) bool {
	if a.State != "" || a.Zip != "" || a.Street != "" || a.Country != "" {
		return false
	}
	return button(a.City) || !field.PersonLike(a.City)
}

// loose weighs a text that is no field.
func (g *gatherer) loose(s string, context kind) {
	if context != none && context != call {
		g.said++
		return
	}
	for w := range strings.FieldsSeq(s) {
		var low [24]byte
		w = strings.Trim(w, ".,:;!?()[]\"'“”’…*&+#›»→>-–—·•|/")
		if w == "" || len(w) > len(low) {
			g.strange += min(len(w), 1)
			continue
		}
		word := string(lowered(low[:0], w))
		switch {
		case neutral(word):
		case foreign[word]:
			g.foreign++
			g.strange++
		default:
			g.strange++
		}
	}
}

func (g *gatherer) note(k kind, label string, from, to int32, text string) {
	g.values = append(g.values, Value{Field: k.String(), Label: label, Text: text, Node: g.elems[g.common(from, to)].node})
}

// common is the smallest element that holds a run of pieces.
func (s *sheet) common(from, to int32) int32 {
	e := s.pieces[from].elem
	for i := from + 1; i < to; i++ {
		for !s.within(s.pieces[i].elem, e) {
			e = s.elems[e].parent
		}
	}
	return e
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
