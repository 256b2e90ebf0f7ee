package blocks

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan/extract/field"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is a page while it is read.
type page struct {
	*sheet
	wanted    *field.Wanted
	country   string
	base      *url.URL
	title     string          // of the document
	path      []uint32        // of each element: the tags from the root down to it
	left      []bool          // pieces that are left out
	again     map[string]bool // classes with digits that more than one element bears
	headings  *headings
	slots     []*string       // of each element, by slot
	byKey     map[key][]int32 // elements, by keyOf; nil: not put in order yet
	looks     int             // at all elements, for those of one key
	inTable   bool            // the page has tables
	composed  map[int32]mark  // names in parts, by their element; nil: not looked for yet
	buf       []chunk
	counts    int32 // the first line that counts results, by 1 more; 0: not looked for yet
	announces int32 // the first line that announces those for the name, likewise
	budget    int   // pieces that may still be read in search of a single record
	effort    int   // and those to compare the ways to cut the page
}

func newPage(doc *html.Node, o Options) *page {
	p := &page{sheet: lay(doc), wanted: field.Want(o.Names), country: o.Country, base: field.Base(doc, o.Base), headings: &headings{}, budget: 1 << 18}
	if p.country == "" {
		p.country = "US"
	}
	p.path = make([]uint32, len(p.elems))
	p.again = map[string]bool{}
	for i := range p.elems {
		e := &p.elems[i]
		p.inTable = p.inTable || isTable(e.node)
		if c, ok := attribute(e.node, "class"); ok && strings.ContainsAny(c, "0123456789") {
			_, seen := p.again[c]
			p.again[c] = seen
		}
		h := uint32(2166136261)
		if e.parent >= 0 {
			h = p.path[e.parent]
		}
		h = (h ^ uint32(e.node.DataAtom)) * 16777619
		if e.node.DataAtom == 0 {
			for k := 0; k < len(e.node.Data); k++ {
				h = (h ^ uint32(e.node.Data[k])) * 16777619
			}
		}
		p.path[i] = h
	}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Title && n.FirstChild != nil {
			p.title = n.FirstChild.Data
			break
		}
	}
	if o.Several {
		p.budget = 2 * len(p.pieces)
	}
	p.effort = 64*len(p.pieces) + 8*len(p.elems) + 1<<14
	p.left = make([]bool, len(p.pieces))
	p.leaveOut()
	return p
}

// out reports whether a piece is left out.
func (p *page) out(piece int32) bool { return p.left[piece] }

// leaveOut finds the parts of a page that list no results: navigation,
// advertisements, and what stands under a heading such as "People also viewed".
func (p *page) leaveOut() {
	for i := range p.elems {
		e := &p.elems[i]
		if e.first == e.last {
			continue
		}
		switch n := e.node; {
		case n.DataAtom == atom.Nav, n.DataAtom == atom.Footer && p.atPage(int32(i)), n.DataAtom == atom.Aside, role(n, "navigation"), role(n, "complementary"), role(n, "contentinfo"):
			p.leave(e.first, e.last)
		case e.last-e.first <= 3 && letters(p.pieces[e.first].text) < 60 && (p.titled(int32(i)) && aside(p.join(e.first, e.last))):
			p.leaveUnder(int32(i))
		}
	}
}

func role(n *html.Node, want string) bool {
	v, _ := attribute(n, "role")
	return v == want
}

// atPage reports whether an element belongs to the page, not to one article of
// it.
func (p *page) atPage(e int32) bool {
	for e = p.elems[e].parent; e >= 0; e = p.elems[e].parent {
		switch p.elems[e].node.DataAtom {
		case atom.Article, atom.Li, atom.Section, atom.Td:
			return false
		}
	}
	return true
}

func (p *page) leave(from, to int32) {
	for ; from < to; from++ {
		p.left[from] = true
	}
}

// titled reports whether an element reads as the heading of what follows it.
func (p *page) titled(e int32) bool {
	switch p.elems[e].node.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Caption, atom.Summary, atom.Legend, atom.Dt, atom.Strong, atom.B, atom.P, atom.Div, atom.Span:
		return true
	}
	return false
}

// leaveUnder leaves out what stands under a heading: the rest of the element
// around it, up to the next heading of its rank.
func (p *page) leaveUnder(e int32) {
	head := e
	for p.elems[head].parent >= 0 {
		up := &p.elems[p.elems[head].parent]
		if isBody(up.node.DataAtom) || up.first != p.elems[head].first || up.last != p.elems[head].last {
			break
		}
		head = p.elems[head].parent
	}
	parent := p.elems[head].parent
	if parent < 0 || !isHeading(p.elems[e].node) && p.alone(head) {
		return
	}
	to := p.elems[parent].last
	rank := p.elems[head].node.DataAtom
	for k := p.elems[head].next; k < p.elems[parent].next; k = p.elems[k].next {
		if p.elems[k].node.DataAtom == rank && isHeading(p.elems[k].node) {
			to = p.elems[k].first
			break
		}
		if h := p.elems[k].node.DataAtom; h == atom.H1 || h == atom.H2 && rank != atom.H1 {
			to = p.elems[k].first
			break
		}
	}
	p.leave(p.elems[head].first, to)
}

// alone reports whether nothing follows an element beside it: then it heads
// nothing.
func (p *page) alone(e int32) bool {
	next := p.elems[e].next
	return int(next) >= len(p.elems) || p.elems[next].parent != p.elems[e].parent
}

var asides = []string{"also viewed", "also searched", "also looked", "people also", "popular", "related search", "related people", "similar name", "similar people", "similar search", "recent search",
	"recently viewed", "recently searched", "trending", "others searched", "others asked", "others looked", "other searches", "you may know", "you might know", "you may also", "people near", "nearby people", "browse ", "top names",
	"common names", "featured", "neighbouring entries", "neighboring entries", "suggested", "recommended", "more news", "more stories", "related articles", "related stories", "frequently searched", "most searched", "most viewed", "latest searches",
	"other people named", "others named", "other people with", "more people named", "people with similar", "people you may", "who else", "find others", "last searched", "searched for", "looked for", "similar names", "names like", "frequently viewed", "frequently asked", "common questions", "questions about"}

// letters is how long a text is to people; some scripts take two bytes or three
// for a letter.
func letters(s string) int {
	if len(s) <= 60 {
		return len(s)
	}
	return utf8.RuneCountInString(s)
}

// asideWords are the words of which every one of asides has one.
var asideWords = words(`also popular related similar recent recently trending others other know near nearby browse top common featured neighbouring neighboring
	suggested recommended more frequently most latest people who find last searched looked names you questions`)

func aside(s string) bool {
	if letters(s) > 70 {
		return false
	}
	may := false
	for w := range strings.FieldsSeq(s) {
		var low [24]byte
		if w = strings.TrimRight(w, ":,.;?!"); len(w) <= len(low) && asideWords[string(lowered(low[:0], w))] {
			may = true
			break
		}
	}
	if !may {
		return false
	}
	s = strings.ToLower(s)
	for _, a := range asides {
		if strings.Contains(s, a) {
			return true
		}
	}
	return false
}
