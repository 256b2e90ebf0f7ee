package tree

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text returns what an element says as people see it: a line break before and
// after block elements and at <br>, a tab between table cells, other white
// space collapsed to one space, nothing at either end. What script, style,
// noscript and template hold is left out, and so are characters that cannot
// be seen. A block at the edge of a table cell breaks no line.
func Text(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode && !silent[n.DataAtom] {
		n = c
	}
	if n.Type == html.TextNode {
		if s, ok := tidied(n.Data); ok {
			return s
		}
	}
	var p printer
	p.node(n)
	return p.out.String()
}

// gap is what separates the last word from the next; the larger one wins.
type gap uint8

const (
	noGap gap = iota
	spaceGap
	lineGap
	cellGap
	rowGap
)

type printer struct {
	out  strings.Builder
	gap  gap
	tabs int
}

// tidied trims a text in which nothing else is to be done.
func tidied(s string) (string, bool) {
	from, to := 0, len(s)
	for from < to && space(s[from]) {
		from++
	}
	for to > from && space(s[to-1]) {
		to--
	}
	s = s[from:to]
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && s[i-1] == ' ' {
			return "", false
		}
	}
	return s, true
}

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'
}

func (p *printer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		p.text(n.Data)
		return
	case html.ElementNode:
		if silent[n.DataAtom] {
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	around := edge(n)
	p.open(n, around)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c)
	}
	p.widen(around)
}

func (p *printer) open(n *html.Node, around gap) {
	if cell(n) && after(n, cell) {
		p.tabs++
		p.widen(cellGap)
		return
	}
	p.widen(around)
}

func (p *printer) widen(g gap) {
	p.gap = max(p.gap, g)
	if g == rowGap {
		p.tabs = 0
	}
}

func (p *printer) text(s string) {
	for i := 0; i < len(s); {
		run := i
		for run < len(s) && s[run] > ' ' && s[run] <= '~' {
			run++
		}
		if run > i {
			p.separate()
			p.out.WriteString(s[i:run])
			i = run
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case unicode.IsSpace(r):
			p.widen(spaceGap)
		case !Unseen(r):
			p.separate()
			p.out.WriteRune(r)
		}
	}
}

func (p *printer) separate() {
	if p.gap != noGap && p.out.Len() > 0 {
		switch p.gap {
		case spaceGap:
			p.out.WriteByte(' ')
		case lineGap, rowGap:
			p.out.WriteByte('\n')
		}
		for range p.tabs {
			p.out.WriteByte('\t')
		}
	}
	p.gap, p.tabs = noGap, 0
}

// Unseen reports whether a character leaves no mark: controls, soft hyphens,
// zero-width spaces, marks of writing direction. Joiners stay, because some
// scripts spell names with them.
func Unseen(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != nonJoiner && r != joiner
}

func cell(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }

func after(n *html.Node, is func(*html.Node) bool) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if is(s) {
			return true
		}
	}
	return false
}

func edge(n *html.Node) gap {
	if n.Type != html.ElementNode {
		return noGap
	}
	return edges[n.DataAtom]
}

var silent = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true,
	atom.Iframe: true, atom.Noframes: true, atom.Noembed: true} // what the last three hold is for browsers without frames

// edges are the elements that browsers set as blocks or table rows (HTML
// Living Standard, section 15.3), and <br>.
var edges = func() map[atom.Atom]gap {
	m := make(map[atom.Atom]gap)
	for _, name := range strings.Fields(`address article aside blockquote body br center dd details dialog dir div dl dt
		fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main
		menu nav ol optgroup option p plaintext pre search section summary ul xmp`) {
		if a := atom.Lookup([]byte(name)); a != 0 {
			m[a] = lineGap
		}
	}
	for _, a := range []atom.Atom{atom.Table, atom.Caption, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr} {
		m[a] = rowGap
	}
	return m
}()
