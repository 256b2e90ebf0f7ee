package extract

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/cascadia"
	"github.com/antchfx/htmlquery"
	"github.com/antchfx/xpath"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hit is one thing a selector found: an element, or the text that an XPath
// expression took from an attribute, a text node or a function. near is the
// element that the text belongs to, nil when it is computed.
type hit struct {
	element *html.Node
	near    *html.Node
	text    string
}

// selector finds things below a root. The paths of XPath begin at that root,
// so "//h2" for a field of a record means every h2 inside the record and never
// one elsewhere on the page.
type selector struct {
	css  cascadia.SelectorGroup
	path *xpath.Expr
	fast *simple     // nil: it is not simple
	way  *path       // nil: it is no path, or simple
	mu   *sync.Mutex // expressions keep state while they are evaluated
}

var errPath = errors.New("the expression fails on this page")

// compile prepares a selector; an empty one gives nil, which finds nothing.
func compile(s brokers.Selector) (sel *selector, err error) {
	if s == "" {
		return nil, nil
	}
	defer func() {
		if recover() != nil {
			sel, err = nil, errors.New("not a selector")
		}
	}()
	if s.IsXPath() {
		p, err := xpath.Compile(string(s))
		if err != nil {
			return nil, fmt.Errorf("not an XPath expression: %w", err)
		}
		sel = &selector{path: p, mu: new(sync.Mutex), fast: simplify(string(s))}
		if sel.fast == nil {
			sel.way = pathOf(string(s))
		}
		return sel, nil
	}
	css, err := cascadia.ParseGroup(string(s))
	if err != nil {
		return nil, fmt.Errorf("not a CSS selector: %w", err)
	}
	return &selector{css: css, fast: simplify(string(s))}, nil
}

// in returns what the selector finds below root, each thing once, in page
// order. What stands in a <template> is not on the page.
func (s *selector) in(root *html.Node) ([]hit, error) {
	if s == nil {
		return nil, nil
	}
	if s.fast != nil {
		var hits [1][]hit
		walk(root, []*simple{s.fast}, hits[:])
		return hits[0], nil
	}
	if s.way != nil {
		return s.way.in(root), nil
	}
	return s.full(root)
}

// full is in by the libraries.
func (s *selector) full(root *html.Node) ([]hit, error) {
	if s.path != nil {
		return s.evaluate(root)
	}
	var hits []hit
	for _, n := range cascadia.QueryAll(root, s.css) {
		if !within(n, atom.Template) {
			hits = append(hits, hit{element: n, near: n})
		}
	}
	return hits, nil
}

// elements is in without what is no element.
func (s *selector) elements(root *html.Node) ([]*html.Node, error) {
	hits, err := s.in(root)
	return elementsOf(hits), err
}

func elementsOf(hits []hit) []*html.Node {
	found := make([]*html.Node, 0, len(hits))
	for _, h := range hits {
		if h.element != nil {
			found = append(found, h.element)
		}
	}
	return found
}

// shows reports whether the page shows the selector's element to people: one
// that is hidden until a script wants it says nothing yet.
func (s *selector) shows(root *html.Node) (bool, error) {
	hits, err := s.in(root)
	return anyShown(hits), err
}

func anyShown(hits []hit) bool {
	for _, h := range hits {
		if h.near == nil && h.text != "0" || h.near != nil && tree.Shown(h.near) {
			return true
		}
	}
	return false
}

// evaluate runs an XPath expression. The library panics on some expressions
// that it compiled, depending on the page.
func (s *selector) evaluate(root *html.Node) (hits []hit, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() {
		if recover() != nil {
			hits, err = nil, errPath
		}
	}()
	switch v := s.path.Evaluate(htmlquery.CreateXPathNavigator(root)).(type) {
	case *xpath.NodeIterator:
		return inOrder(root, collect(v)), nil
	case string:
		return scalar(v), nil
	case float64:
		return scalar(strconv.FormatFloat(v, 'f', -1, 64)), nil
	case bool:
		if v {
			return scalar("true"), nil
		}
	}
	return nil, nil
}

func scalar(s string) []hit {
	if s = strings.TrimSpace(s); s == "" || s == "NaN" {
		return nil
	}
	return []hit{{text: s}}
}

func collect(nodes *xpath.NodeIterator) []hit {
	type place struct {
		node *html.Node
		attr string
	}
	seen := make(map[place]bool)
	var hits []hit
	for nodes.MoveNext() {
		at := nodes.Current().(*htmlquery.NodeNavigator)
		n, p := at.Current(), place{node: at.Current()}
		h := hit{element: n, near: n}
		switch at.NodeType() {
		case xpath.AttributeNode:
			p.attr = at.LocalName()
			h = hit{near: n, text: at.Value()}
		case xpath.TextNode:
			h = hit{near: n.Parent, text: n.Data}
		case xpath.CommentNode:
			continue
		}
		if !seen[p] && !within(n, atom.Template) {
			seen[p] = true
			hits = append(hits, h)
		}
	}
	return hits
}

// inOrder sorts hits by the place of their element below root, keeping the
// order of those at the same place; what lies outside root comes last.
func inOrder(root *html.Node, hits []hit) []hit {
	if len(hits) < 2 {
		return hits
	}
	at := make(map[*html.Node][]hit)
	for _, h := range hits {
		at[h.near] = append(at[h.near], h)
	}
	sorted := make([]hit, 0, len(hits))
	take := func(n *html.Node) {
		sorted = append(sorted, at[n]...)
		delete(at, n)
	}
	take(root)
	for n := range root.Descendants() {
		take(n)
	}
	for _, h := range hits {
		take(h.near)
	}
	return sorted
}

func within(n *html.Node, a atom.Atom) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}
