package extract

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxValue is the longest text taken for one value, in bytes; a longer one is
// not what a field describes.
const maxValue = 64 << 10

// value is one text that a rule took from a record. whole says that a
// separator cut it out, so that it is one item and needs no further cutting.
type value struct {
	text   string
	whole  bool
	veiled bool
}

type rule struct {
	slot                     int // of its selector among the simple ones, from 1; 0: it is not simple
	selector                 *selector
	all                      bool
	attr                     string
	before, after, separator *marker
	link                     bool // without attr: the address behind the element
}

func compileRule(field string, r brokers.Rule) (rule, error) {
	out := rule{all: r.All, attr: strings.ToLower(r.Attr), link: field == "profile_url"}
	if r.Select == "" {
		return out, errors.New("select is wanted")
	}
	var faults [4]error
	out.selector, faults[0] = compile(r.Select)
	out.before, faults[1] = compileMarker("before", r.Before)
	out.after, faults[2] = compileMarker("after", r.After)
	out.separator, faults[3] = compileMarker("separator", r.Separator)
	return out, errors.Join(faults[:]...)
}

// values adds what the rule finds in a record: every match or the first that
// has a value, cut as the rule says.
func (r *rule) values(to []value, record *html.Node, b *block) ([]value, error) {
	if r.slot > 0 {
		return r.valuesOf(to, record, b.hits[r.slot-1], b), nil
	}
	own, err := r.selector.in(record)
	return r.valuesOf(to, record, own, b), err
}

func (r *rule) valuesOf(to []value, record *html.Node, hits []hit, b *block) []value {
	before := len(to)
	for _, h := range hits {
		had := len(to)
		to = r.cut(to, r.text(h, &b.texts))
		if len(to) > had && (b.veils || r.slot == 0) && tree.Veiled(h.near, record) {
			for i := had; i < len(to); i++ {
				to[i].veiled = true
			}
		}
		if len(to) > before && !r.all {
			break
		}
	}
	return to
}

// lately are the texts of the elements read last: rules often cut several fields
// out of one.
type lately struct {
	of   [2]*html.Node
	text [2]string
	next int
}

func (t *lately) read(n *html.Node) string {
	for i, o := range t.of {
		if o == n {
			return t.text[i]
		}
	}
	s := tree.Text(n)
	t.of[t.next], t.text[t.next] = n, s
	t.next = 1 - t.next
	return s
}

func (r *rule) text(h hit, t *lately) string {
	switch {
	case h.element == nil:
		return squeeze(h.text)
	case r.attr != "":
		s, _ := tree.Attribute(h.element, r.attr)
		return squeeze(s)
	case r.link:
		if href, ok := linkOf(h.element); ok {
			return squeeze(href)
		}
	}
	return t.read(h.element)
}

// cut keeps what follows the marker after, then what precedes the marker
// before, and splits the rest. A text without the marker after is not what the
// rule describes and is dropped; one without the marker before ends by itself.
func (r *rule) cut(to []value, s string) []value {
	if len(s) > maxValue || s == "" {
		return to
	}
	if r.after != nil {
		_, end, ok := r.after.find(s)
		if !ok {
			return to
		}
		s = s[end:]
	}
	if r.before != nil {
		if start, _, ok := r.before.find(s); ok {
			s = s[:start]
		}
	}
	if r.separator == nil {
		if s = strings.TrimSpace(s); s != "" {
			to = append(to, value{text: s})
		}
		return to
	}
	for _, part := range r.separator.split(s) {
		if part = strings.TrimSpace(part); part != "" {
			to = append(to, value{text: part, whole: true})
		}
	}
	return to
}

// linkOf returns the address behind an element: its own, or that of the first
// link inside it or around it.
func linkOf(n *html.Node) (string, bool) {
	if href, ok := tree.Attribute(n, "href"); ok {
		return href, true
	}
	for c := range n.Descendants() {
		if href, ok := tree.Attribute(c, "href"); ok && c.DataAtom == atom.A {
			return href, true
		}
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.A {
			return tree.Attribute(p, "href")
		}
	}
	return "", false
}

// squeeze is the text rule for a text without elements.
func squeeze(s string) string { return tree.Text(&html.Node{Type: html.TextNode, Data: s}) }

// marker is a literal, or a regular expression between slashes, i after the
// second for either case.
type marker struct {
	literal string
	re      *regexp.Regexp
}

func compileMarker(key, s string) (*marker, error) {
	if s == "" {
		return nil, nil
	}
	body, fold := strings.CutSuffix(s, "/i")
	if !fold {
		body = strings.TrimSuffix(s, "/")
	}
	if len(body) < 2 || body[0] != '/' || body == s {
		return &marker{literal: s}, nil
	}
	expr := body[1:]
	if fold {
		expr = "(?i)" + expr
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil, fmt.Errorf("%s: not a regular expression: %w", key, err)
	}
	return &marker{re: re}, nil
}

// find returns where the first occurrence begins and ends.
func (m *marker) find(s string) (start, end int, ok bool) {
	if m.re == nil {
		i := strings.Index(s, m.literal)
		return i, i + len(m.literal), i >= 0
	}
	at := m.re.FindStringIndex(s)
	if at == nil {
		return 0, 0, false
	}
	return at[0], at[1], true
}

func (m *marker) split(s string) []string {
	switch {
	case m == nil:
		return []string{s}
	case m.re == nil:
		return strings.Split(s, m.literal)
	}
	return m.re.Split(s, -1)
}
