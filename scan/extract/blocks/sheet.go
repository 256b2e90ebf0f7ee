package blocks

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"github.com/whohasme/whohasme/scan/pattern"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sheet is a page laid out flat: its elements in page order and the pieces of
// text in them. The pieces of one element are always neighbours.
type sheet struct {
	elems  []elem
	pieces []piece
	memory field.Memory
}

// elem is one element that people see. Its pieces are first to last, last
// excluded; next is the index of the element after its end.
type elem struct {
	node        *html.Node
	parent      int32
	first, last int32
	next        int32
	depth       int16
	row         bool // a row of a table
}

// piece is the text of one text node, tidied.
type piece struct {
	text string
	elem int32
	gap  gap // before it
}

// gap is what parts a piece from the one before; the larger wins.
type gap uint8

const (
	glued gap = iota
	spaced
	newCell
	newLine
)

// lay flattens what people see of a page: no scripts, no hidden elements, no
// boxes to choose from, and no place to type.
func lay(doc *html.Node) *sheet {
	elems, texts := size(doc)
	s := &sheet{elems: make([]elem, 0, elems), pieces: make([]piece, 0, texts)}
	w := layer{sheet: s, gap: newLine}
	for c := doc.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, -1, 0)
	}
	return s
}

// size counts the elements and the texts of a page.
func size(doc *html.Node) (elems, texts int) {
	for n := range doc.Descendants() {
		switch n.Type {
		case html.ElementNode:
			elems++
		case html.TextNode:
			if len(n.Data) > 1 {
				texts++
			}
		}
	}
	return elems, texts
}

type layer struct {
	*sheet
	gap gap
	pre int // elements around that keep their line breaks
}

func (w *layer) widen(g gap) { w.gap = max(w.gap, g) }

func (w *layer) node(n *html.Node, parent int32, depth int16) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, parent)
		return
	case html.ElementNode:
	default:
		return
	}
	if unread[n.DataAtom] || hidden(n) {
		return
	}
	around := edges[n.DataAtom]
	if n.DataAtom == 0 {
		around = newLine // an element of the site's own making
	}
	if around == newCell && !cellBefore(n) {
		around = glued
	}
	if around == glued && n.DataAtom != atom.Td && n.DataAtom != atom.Th && several(n) {
		around = newLine // style sheets make cards of links and spans
	}
	w.widen(around)
	me := int32(len(w.elems))
	w.elems = append(w.elems, elem{node: n, parent: parent, first: int32(len(w.pieces)), depth: depth, row: n.DataAtom == atom.Tr})
	kept := n.DataAtom == atom.Pre || n.DataAtom == atom.Xmp || n.DataAtom == atom.Listing || n.DataAtom == atom.Plaintext
	if kept {
		w.pre++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, me, depth+1)
	}
	if kept {
		w.pre--
	}
	w.elems[me].last, w.elems[me].next = int32(len(w.pieces)), int32(len(w.elems))
	if around != newCell {
		w.widen(around)
	}
}

func (w *layer) text(s string, parent int32) {
	if parent < 0 {
		return
	}
	if w.pre > 0 && strings.ContainsAny(s, "\n\t.") {
		w.typed(s, parent)
		return
	}
	t, before, after := tidy(s)
	if before {
		w.widen(spaced)
	}
	if t != "" {
		if w.gap == glued && w.apart(t, parent) {
			w.gap = newLine
		}
		w.pieces = append(w.pieces, piece{text: t, elem: parent, gap: w.gap})
		w.gap = glued
		if after {
			w.gap = spaced
		}
	}
}

// typed lays out a text that keeps its line breaks: its lines, and in them what
// dots, tabs or several spaces part, as the columns of a typewriter.
func (w *layer) typed(s string, parent int32) {
	for line := range strings.SplitAfterSeq(s, "\n") {
		line, ends := strings.CutSuffix(line, "\n")
		for i, cell := range columns.Split(line, -1) {
			if i > 0 {
				w.widen(newCell)
			}
			if t, _, _ := tidy(cell); t != "" {
				w.pieces = append(w.pieces, piece{text: t, elem: parent, gap: w.gap})
				w.gap = glued
			}
		}
		if ends {
			w.widen(newLine)
		}
	}
}

var columns = pattern.MustCompile(`[ .]*\.{3,}[ .]*|\t+|(?: \.){3,} *| {3,}`)

// apart reports whether a text that nothing parts from the one before is one
// of its own all the same: it stands in the next element and begins like a new
// word. A style sheet puts the two on lines of their own; else they would run
// together before everybody's eyes.
func (w *layer) apart(t string, parent int32) bool {
	if len(w.pieces) == 0 {
		return false
	}
	last := &w.pieces[len(w.pieces)-1]
	if last.elem == parent || w.around(last.elem, parent) || len(t) < 2 {
		return false
	}
	if len(last.text) < 2 { // somebody's initial, if what follows is no rest of a word
		return last.text[0] >= 'A' && last.text[0] <= 'Z' && t[0] >= 'A' && t[0] <= 'Z' && t[1] >= 'a' && t[1] <= 'z'
	}
	a, _ := utf8.DecodeLastRuneInString(last.text)
	b, _ := utf8.DecodeRuneInString(t)
	if strings.Contains(t, "@") && !unicode.IsLower(a) || strings.Contains(last.text, "@") && unicode.IsLetter(a) {
		return true // a mailbox
	}
	if unicode.IsDigit(a) && unicode.IsDigit(b) {
		return false
	}
	if !unicode.IsUpper(b) && !unicode.IsLower(b) && unicode.IsLetter(b) || unicode.Is(unicode.Georgian, b) { // scripts without capitals
		if runs(a) && runs(b) {
			return w.sameDress(last.elem, parent) // the next item of a list
		}
		return unicode.IsUpper(a) || unicode.IsLower(a) && !unicode.Is(unicode.Georgian, a) || unicode.IsDigit(a) || a == ')'
	}
	return (unicode.IsLetter(a) || unicode.IsDigit(a) || a == ')') && (unicode.IsUpper(b) || unicode.IsDigit(b) || b == '(' || b == '+')
}

// runs reports whether a letter is of a script that leaves no space in names.
func runs(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
}

// sameDress reports whether two elements are neighbours of one tag and class.
func (w *layer) sameDress(a, b int32) bool {
	x, y := w.elems[a].node, w.elems[b].node
	one, _ := attribute(x, "class")
	two, ok := attribute(y, "class")
	return ok && one == two && x.DataAtom == y.DataAtom && x.Parent == y.Parent
}

// around reports whether one of two elements holds the other.
func (w *layer) around(a, b int32) bool {
	for e := b; e >= 0; e = w.elems[e].parent {
		if e == a {
			return true
		}
	}
	for e := a; e >= 0; e = w.elems[e].parent {
		if e == b {
			return true
		}
	}
	return false
}

// tidy collapses the white space of a text and drops what cannot be seen. It
// copies nothing where the text is tidy already.
func tidy(s string) (text string, before, after bool) {
	from, to := 0, len(s)
	for from < to && s[from] <= ' ' {
		from++
	}
	for to > from && s[to-1] <= ' ' {
		to--
	}
	before, after = from > 0, to < len(s) || from == to && from > 0
	s = s[from:to]
	space := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == 0x7f || c == ' ' && space {
			t, b, a := squeeze(s)
			return t, before || b, after || a
		}
		space = c == ' '
	}
	return s, before, after
}

func squeeze(s string) (text string, before, after bool) {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = true
			before = before || b.Len() == 0
		case tree.Unseen(r):
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return b.String(), before, space
}

// several reports whether an element holds two elements or more.
func several(n *html.Node) bool {
	found := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.DataAtom != atom.Br && c.DataAtom != atom.Img && c.DataAtom != atom.I {
			if found++; found > 1 {
				return true
			}
		}
	}
	return false
}

func cellBefore(n *html.Node) bool {
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.DataAtom == atom.Td || p.DataAtom == atom.Th {
			return true
		}
	}
	return false
}

// hidden reports whether an element's own attributes hide it.
func hidden(n *html.Node) bool {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "hidden":
			return true
		case "style":
			if (strings.Contains(a.Val, "none") || strings.Contains(a.Val, "hidden")) && tree.Undisplayed(a.Val) {
				return true
			}
		}
	}
	return false
}

// unread are the elements whose text is nothing that the page says of people.
var unread = atoms("script style noscript template select textarea svg canvas iframe object video audio head datalist title")

var edges = func() map[atom.Atom]gap {
	m := map[atom.Atom]gap{}
	for a := range atoms(`address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption figure
		footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre
		search section summary ul xmp table caption thead tbody tfoot tr button`) {
		m[a] = newLine
	}
	m[atom.Td], m[atom.Th] = newCell, newCell
	return m
}()

func atoms(words string) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, w := range strings.Fields(words) {
		if a := atom.Lookup([]byte(w)); a != 0 {
			m[a] = true
		}
	}
	return m
}
