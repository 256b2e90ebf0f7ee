package blocks

import (
	"strings"

	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/pattern"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	opens  = pattern.MustCompile(`(?i)\b(?:view|open|see|select|choose|show|full|more|details?|profile|report|record|info|information|go|read|access|get|results?|ver|perfil|voir|profil|ansehen|detalles|détails|anzeigen)\b|^\s*[›»→>]+\s*$`)
	closes = pattern.MustCompile(`(?i)\b(?:map|directions|opt[ -]?out|remove|share|print|edit|sponsor|compare|log ?in|sign|phone numbers?|call|advert\w*|delete|claim|save|search|sale|neighbou?rs)\b`)
)

// link finds the address of the record's own page: that of the block itself,
// else of its name, else of a button to see more.
func (g *gatherer) link(b *block) {
	if n := around(g.elems[b.name.elem].node, g.stop(b), b.holds(&g.elems[b.name.elem])); n != nil {
		href, _ := attribute(n, "href")
		if u := field.Link(strings.TrimSpace(href), g.base); u != "" {
			g.rec.URL = u
			g.values = append(g.values, Value{Field: "profile_url", Text: u, Node: n})
			return
		}
	}
	best, at := "", int32(-1)
	for _, sp := range b.spans {
		for i := sp.from; i < sp.to; i++ {
			e := g.pieces[i].elem
			n, ne := anchorOf(g.sheet, e, b.root)
			if n == nil || g.kinLinks[ne] {
				continue
			}
			text := g.pieces[i].text
			if !opens.MatchString(text) || closes.MatchString(text) {
				continue
			}
			href, _ := attribute(n, "href")
			if u := field.Link(href, g.base); u != "" && best == "" {
				best, at = u, ne
			}
		}
	}
	if best == "" && b.root >= 0 { // for machines only
		for n := range g.elems[b.root].node.Descendants() {
			if is, _ := attribute(n, "itemprop"); n.DataAtom == atom.Link && is == "url" {
				href, _ := attribute(n, "href")
				if best = field.Link(href, g.base); best != "" {
					g.rec.URL = best
					g.values = append(g.values, Value{Field: "profile_url", Text: best, Node: n})
				}
				return
			}
		}
	}
	if best != "" {
		g.address(best, at)
	}
}

func (g *gatherer) address(u string, e int32) {
	g.rec.URL = u
	n := g.elems[e].node
	for n.DataAtom != atom.A && n.Parent != nil && n.Parent.Type == html.ElementNode {
		n = n.Parent
	}
	if n.DataAtom != atom.A {
		n = g.elems[e].node
	}
	g.values = append(g.values, Value{Field: "profile_url", Text: u, Node: n})
}

// stop is the element whose parents no longer belong to the block.
func (g *gatherer) stop(b *block) *html.Node {
	if b.root < 0 {
		return nil
	}
	return g.elems[b.root].node.Parent
}

// holds reports whether a whole element belongs to the block: the links in one
// that goes on, as a page's body does, are those of other records too.
func (b *block) holds(e *elem) bool {
	for _, sp := range b.spans {
		if e.first >= sp.from && e.last <= sp.to {
			return true
		}
	}
	return false
}

// around returns the link that a name is in, or that is in it where its element
// is whole.
func around(n, stop *html.Node, whole bool) *html.Node {
	for p := n; p != nil && p != stop; p = p.Parent {
		if _, ok := attribute(p, "href"); ok && p.DataAtom == atom.A {
			return p
		}
		if p.DataAtom == atom.Body {
			break
		}
	}
	if !whole {
		return nil
	}
	for c := range n.Descendants() {
		if _, ok := attribute(c, "href"); ok && c.DataAtom == atom.A {
			return c
		}
	}
	return nil
}

func anchorOf(s *sheet, e, root int32) (*html.Node, int32) {
	for i := 0; e >= 0 && i < 6; i++ {
		if n := s.elems[e].node; n.DataAtom == atom.A {
			return n, e
		}
		if e == root {
			break
		}
		e = s.elems[e].parent
	}
	return nil, -1
}

func attribute(n *html.Node, name string) (string, bool) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			return n.Attr[i].Val, true
		}
	}
	return "", false
}
