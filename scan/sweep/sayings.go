package sweep

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/scan/crawl"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxSaying is the longest sentence that is taken for a page's own word about
// its search, in bytes.
const maxSaying = 300

// sayings are the texts in which a page says whom it was searched for, and the
// parts of its address.
func sayings(p *crawl.Page, nothing bool) (said []string) {
	for _, u := range []*url.URL{p.Asked, p.URL} {
		if u == nil {
			continue
		}
		parts := strings.Split(strings.Trim(u.Path, "/"), "/")
		all := strings.Join(parts, " ")
		for _, v := range u.Query() {
			parts = append(parts, v...)
			all += " " + strings.Join(v, " ")
		}
		said = append(append(said, parts...), strings.ReplaceAll(all, "-", " "))
	}
	if doc, err := p.Document(); err == nil {
		l := listener{nothing: nothing}
		l.walk(doc)
		said = append(said, l.said...)
	}
	return said
}

// listener gathers what a page says of its search.
type listener struct {
	nothing bool // the page found nobody
	said    []string
}

func (l *listener) walk(n *html.Node) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Nav, atom.Footer, atom.Aside, atom.A, atom.Li:
		return
	case atom.Title, atom.H1:
		l.hear(textOf(n))
		return
	case atom.H2, atom.H3: // in a list, those are of records
		if l.nothing {
			l.hear(textOf(n))
		}
		return
	case atom.Input:
		if v := attribute(n, "value"); attribute(n, "type") != "hidden" {
			l.hear(v)
		}
	case atom.Option:
		if hasAttribute(n, "selected") {
			l.hear(textOf(n))
			l.hear(attribute(n, "value"))
		}
		return
	case atom.P, atom.Div, atom.Section, atom.Td, atom.Strong, atom.Span:
		if v := textOf(n); l.nothing && len(v) <= maxSaying && denies.MatchString(v) {
			l.hear(v)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		l.walk(c)
	}
}

// denies is how a sentence says that nobody was found; offers, that it speaks
// of other searches.
var (
	denies = regexp.MustCompile(`(?i)\b(no|not|none|nobody|no one|nothing|zero|0|unable|couldn.t|cannot|can.t|didn.t)\b`)
	offers = regexp.MustCompile(`(?i)\b(others?|recent(ly)?|popular|similar|related|also|trending|top|instead|try|did you mean|suggest\w*|looked for|searched for by)\b`)
)

func (l *listener) hear(s string) {
	if s != "" && !offers.MatchString(s) {
		l.said = append(l.said, s)
	}
}

// textOf is the text below a node, links and what is not shown left out.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.DataAtom == atom.A || n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Li:
			return
		}
		for c := n.FirstChild; c != nil && b.Len() <= 2*maxSaying; c = c.NextSibling {
			walk(c)
			b.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
