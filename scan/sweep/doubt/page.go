package doubt

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/whohasme/whohasme/scan"
)

// Page is one page of an answer, with what a definition saw in it.
type Page struct {
	HTML    string // in UTF-8
	Doc     *html.Node
	Records []*html.Node        // elements read as records
	Signs   []*html.Node        // elements read as the sign that there is nobody
	Names   []string            // of the records, aliases included
	Fields  map[*html.Node]bool // elements of records that the definition reads
	Named   []*html.Node        // elements of records that hold names
	Words   []string            // that the definition knows records by
	First   string              // the name that was asked for; empty where it is not known
	Last    string
	Country string                 // of the site, as an ISO 3166-1 alpha-2 code
	Have    map[string]int         // how many records have an age, a place
	Forms   func(a, b string) bool // whether two first names are forms of one; nil: that is not known
	Counted bool                   // it says how many records there are
	Paged   bool                   // it has a next page that the definition knows of

	askedAs string          // the name whose words asked holds
	asked   map[string]bool // words of the name that was asked for, folded
}

// askedWords returns the words of the name that was asked for. Every text of a
// page is held against them.
func (p *Page) askedWords() map[string]bool {
	if name := p.First + " " + p.Last; p.asked == nil || p.askedAs != name {
		p.askedAs, p.asked = name, words(scan.Fold(name))
	}
	return p.asked
}

// block is a run of text that no block element parts.
type block struct {
	text    string
	label   bool // a table's heading or the like
	heading bool
	shape   uint32
	beside  beside
	sign    bool // within the sign that there is nobody
}

// survey is what is to be seen on a page outside its records.
type survey struct {
	blocks  []block
	shapes  map[uint32]bool
	ads     map[uint32]bool   // of shapes, those beside the answer that come and go
	above   map[uint32]uint32 // of shapes, that of the element around
	presses []press
	inputs  string // what fields are filled with
	title   string
	lang    string // of the html element, without region
	moved   bool   // a translating program has changed the page
}

// look surveys a page.
func look(p *Page) *survey {
	s := &survey{shapes: map[uint32]bool{}, ads: map[uint32]bool{}, above: map[uint32]uint32{}}
	w := &walker{survey: s, record: map[*html.Node]bool{}, sign: map[*html.Node]bool{}}
	for _, n := range p.Signs {
		w.sign[n] = true
	}
	for _, n := range p.Records {
		w.record[n] = true
	}
	if p.Doc != nil {
		w.walk(p.Doc, place{})
		w.flush(place{})
	}
	return s
}

type walker struct {
	*survey
	record map[*html.Node]bool
	sign   map[*html.Node]bool
	text   strings.Builder
}

// place is where in the page the walk is.
type place struct {
	above   uint32 // name of the element around
	shape   uint32 // of the block around
	label   bool
	heading bool
	sign    bool // within the sign that there is nobody, which may say Oops
	beside  beside
	own     uint32 // shape of the element around, block or not
}

func (w *walker) flush(at place) {
	if s := strings.Join(strings.Fields(w.text.String()), " "); s != "" {
		w.shapes[at.shape] = true // that of the body as well, where text stands in it
		w.blocks = append(w.blocks, block{s, at.label, at.heading && !at.sign, at.shape, at.beside, at.sign})
	}
	w.text.Reset()
}

// walk reads what is below a node.
func (w *walker) walk(n *html.Node, at place) {
	switch n.Type {
	case html.TextNode:
		w.text.WriteString(n.Data)
		return
	case html.ElementNode:
		if w.record[n] || !w.enter(n) {
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	below, parts := at, false
	if n.Type == html.ElementNode {
		below.above = nameOf(n)
		below.sign = at.sign || w.sign[n]
		below.beside = max(at.beside, besideOf(n))
		shape := at.above*31 + below.above
		if n.DataAtom != atom.Html && n.DataAtom != atom.Body {
			w.shapes[shape] = true
			if _, known := w.above[shape]; !known {
				w.above[shape] = at.own
			}
			if below.own = shape; below.beside > within {
				w.ads[shape] = true
			}
			w.press(n, below)
		}
		if parts = !inline[n.DataAtom]; parts {
			w.flush(at)
			below.shape = shape
			below.label = n.DataAtom == atom.Th || n.DataAtom == atom.Dt || n.DataAtom == atom.Label
			below.heading = at.heading || n.DataAtom == atom.H1 || n.DataAtom == atom.H2 || n.DataAtom == atom.H3
		} else {
			w.text.WriteByte(' ')
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, below)
	}
	if parts {
		w.flush(below)
	} else {
		w.text.WriteByte(' ')
	}
}

// enter takes note of an element and reports whether people see what is in it.
func (w *walker) enter(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg:
		return false
	case atom.Title:
		if w.title == "" && n.FirstChild != nil {
			w.title = strings.Join(strings.Fields(n.FirstChild.Data), " ")
		}
		return false
	case atom.Html:
		w.lang, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(get(n, "lang"))), "-")
		w.moved = strings.Contains(get(n, "class"), "translated-")
	case atom.Input:
		if t := strings.ToLower(get(n, "type")); t == "" || t == "text" || t == "search" || t == "hidden" {
			w.inputs += " " + get(n, "value")
		}
	}
	return !hidden(n)
}

// press takes note of a link or button.
func (w *walker) press(n *html.Node, at place) {
	if n.DataAtom != atom.A && n.DataAtom != atom.Button && n.DataAtom != atom.Summary || at.beside > within {
		return
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data + " ")
		}
	}
	text := strings.Join(strings.Fields(b.String()), " ")
	if len(text) <= 60 {
		w.presses = append(w.presses, press{text, slices.Contains(strings.Fields(get(n, "rel")), "next")})
	}
}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
		}
	}
	return false
}

// nameOf is an element's kind, classes and id. Those with digits are made by
// programs, and some classes say where an element stands.
func nameOf(n *html.Node) uint32 {
	h := hash(n.Data)
	for c := range strings.FieldsSeq(get(n, "class")) {
		if !numbered(c) && !passing[strings.ToLower(c)] {
			h = hashOn(hashOn(h, "."), c)
		}
	}
	if id := get(n, "id"); !numbered(id) {
		h = hashOn(hashOn(h, "#"), id)
	}
	return h
}

// numbered reports whether a text has digits.
func numbered(s string) bool {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

var passing = words("odd even first last active current selected open closed show hide hidden collapsed expanded loaded lazy js no-js visible")

// chain is the place of an element: what it is in, up to the body, and what
// it is. Of the element itself only the kind counts where bare is true.
func chain(n *html.Node, bare bool) uint32 {
	h := uint32(17)
	if bare {
		h = h*31 + hash(n.Data)
		n = n.Parent
	}
	for ; n != nil && n.Type == html.ElementNode && n.DataAtom != atom.Body && n.DataAtom != atom.Html; n = n.Parent {
		h = h*31 + nameOf(n)
	}
	return h
}

// hash is FNV-1a.
func hash(s string) uint32 { return hashOn(basis, s) }

// hashOn goes on with a hash: hashOn(hash(a), b) is hash(a+b).
func hashOn(h uint32, s string) uint32 {
	for i := range len(s) {
		h = hashByte(h, s[i])
	}
	return h
}

func hashByte(h uint32, c byte) uint32 { return (h ^ uint32(c)) * 16777619 }

func get(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// plain is a text without digits and case.
func plain(s string) string {
	if t, ok := plainASCII(s); ok {
		return t
	}
	return plainAny(s)
}

func plainAny(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return ' '
		}
		return unicode.ToLower(r)
	}, s)), " ")
}

// plainASCII is plainAny for texts without other letters, as most are.
func plainASCII(s string) (string, bool) {
	var room [128]byte
	b, space := room[:0], false
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return "", false
		case c >= '0' && c <= '9', c == ' ', c >= '\t' && c <= '\r':
			space = len(b) > 0
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		if space {
			b, space = append(b, ' '), false
		}
		b = append(b, c)
	}
	return string(b), true
}

// holds reports whether a folded text has all words of a name.
func holds(folded, name string) bool {
	for w := range strings.FieldsSeq(scan.Fold(name)) {
		if !strings.Contains(folded, w) {
			return false
		}
	}
	return true
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

var inline = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.I: true, atom.Em: true, atom.Strong: true, atom.Span: true, atom.Small: true, atom.Mark: true, atom.U: true,
	atom.Sub: true, atom.Sup: true, atom.Code: true, atom.Font: true, atom.Img: true, atom.Label: false, atom.Abbr: true, atom.Time: true,
}
