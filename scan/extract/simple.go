package extract

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// simple is a selector of the plain kind that most definitions use: tags,
// classes, ids and attributes, child and descendant. All simple selectors of a
// definition are matched in one walk over a record; TestSimple holds them
// against the libraries that match the rest.
type simple struct {
	paths []steps // alternatives
}

// steps lead from the outside in; the last one is the element that is found.
type steps []compound

// compound is what one element must be.
type compound struct {
	tag     atom.Atom
	name    string // of a tag without an atom; "" where tag says it
	any     bool   // any tag
	id      string
	classes []string
	attrs   []attrTest
	need    uint64   // marks of its classes, to rule elements out at a glance
	not     []string // classes it must not have
	kid     int      // position among all its siblings, from 1; 0: any
	nth     int      // position among the siblings of its tag, from 1; 0: any
	child   bool     // it is a child of the step before, or of the root where it is the first
	rooted  bool     // the first step counts from the root it is looked for under
}

type attrTest struct {
	key, value string
	is         bool // the value must be equal; otherwise the attribute must be there
	holds      bool // the value must contain it
}

var (
	cssPart   = regexp.MustCompile(`^(?:([a-zA-Z][\w-]*|\*))?((?:[.#][A-Za-z_][\w-]*|\[[a-z][\w-]*(?:=(?:"[^"\\]*"|'[^'\\]*'|[A-Za-z_][\w-]*))?\]|:not\(\.[A-Za-z_][\w-]*\)|:nth-child\([1-9]\d{0,3}\)|:first-child)*)$`)
	cssTest   = regexp.MustCompile(`:[a-z-]+(?:\([^)]*\))?|[.#][A-Za-z_][\w-]*|\[[^\]]*\]`)
	xpathStep = regexp.MustCompile(`^(//|/)([a-zA-Z][\w-]*|\*)((?:\[(?:\d+|@[a-z][\w-]*(?:='[^']*')?|contains\(@[a-z][\w-]*,\s*'[^']*'\))\])*)`)
	xpathTest = regexp.MustCompile(`\[(?:(\d+)|@([a-z][\w-]*)(?:='([^']*)')?|contains\(@([a-z][\w-]*),\s*'([^']*)'\))\]`)
)

// simplify reads a selector as a simple one, or returns nil.
func simplify(s string) *simple {
	if strings.HasPrefix(s, "//") || strings.HasPrefix(s, ".//") || strings.HasPrefix(s, "./") {
		return simpleXPath(strings.TrimPrefix(s, "."))
	}
	if s == "" || s[0] == '(' || s == "." || strings.ContainsAny(s, `\|~+`) {
		return nil
	}
	out := &simple{}
	for alt := range strings.SplitSeq(s, ",") {
		var path steps
		child := false
		for word := range strings.FieldsSeq(strings.ReplaceAll(alt, ">", " > ")) {
			if word == ">" {
				if child || len(path) == 0 {
					return nil
				}
				child = true
				continue
			}
			c, ok := cssCompound(word)
			if !ok {
				return nil
			}
			c.child, child = child, false
			path = append(path, c)
		}
		if len(path) == 0 || child {
			return nil
		}
		out.paths = append(out.paths, path)
	}
	return out
}

func cssCompound(s string) (compound, bool) {
	m := cssPart.FindStringSubmatch(s)
	if m == nil || s == "" {
		return compound{}, false
	}
	c := named(strings.ToLower(m[1]))
	for _, t := range cssTest.FindAllString(m[2], -1) {
		switch t[0] {
		case ':':
			if !c.pseudo(t) {
				return c, false
			}
		case '.':
			c.classes = append(c.classes, t[1:])
			c.need |= markOf(t[1:])
		case '#':
			if c.id != "" {
				return c, false
			}
			c.id = t[1:]
		default:
			key, v, is := strings.Cut(t[1:len(t)-1], "=")
			c.attrs = append(c.attrs, attrTest{key: key, value: strings.Trim(v, `"'`), is: is})
		}
	}
	return c, true
}

// pseudo takes up what stands behind a colon.
func (c *compound) pseudo(t string) bool {
	if class, ok := strings.CutPrefix(t, ":not(."); ok {
		c.not = append(c.not, strings.TrimSuffix(class, ")"))
		return true
	}
	if c.kid != 0 {
		return false
	}
	if c.kid = 1; t != ":first-child" {
		c.kid, _ = strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(t, ":nth-child("), ")"))
	}
	return c.kid > 0
}

func named(tag string) compound {
	if tag == "" || tag == "*" {
		return compound{any: true}
	}
	if a := atom.Lookup([]byte(tag)); a != 0 {
		return compound{tag: a}
	}
	return compound{name: tag}
}

// simpleXPath reads paths of child and descendant steps.
func simpleXPath(s string) *simple {
	var path steps
	for s != "" {
		m := xpathStep.FindStringSubmatch(s)
		if m == nil {
			return nil
		}
		s = s[len(m[0]):]
		c := named(m[2])
		c.child = m[1] == "/"
		c.rooted = len(path) == 0
		for _, t := range xpathTest.FindAllStringSubmatch(m[3], -1) {
			switch {
			case t[1] != "":
				if c.nth != 0 || !c.child || len(c.attrs) > 0 || c.any {
					return nil
				}
				c.nth, _ = strconv.Atoi(t[1])
				if c.nth == 0 {
					return nil
				}
			case c.nth != 0:
				return nil
			case t[4] != "":
				c.attrs = append(c.attrs, attrTest{key: t[4], value: t[5], holds: true})
			default:
				c.attrs = append(c.attrs, attrTest{key: t[2], value: t[3], is: strings.Contains(t[0], "=")})
			}
		}
		path = append(path, c)
	}
	return &simple{paths: []steps{path}}
}

// marksOf sets a bit for every word of a class.
func marksOf(class string) uint64 {
	var has uint64
	for i := 0; i < len(class); i++ {
		if space(class[i]) {
			continue
		}
		j := i + 1
		for j < len(class) && !space(class[j]) {
			j++
		}
		has |= markOf(class[i:j])
		i = j
	}
	return has
}

func markOf(word string) uint64 {
	return 1 << ((uint(word[0])*7 + uint(word[len(word)-1])*3 + uint(len(word))) & 63)
}

// leads reports whether the steps before i lead to an element.
func (p steps) leads(n *html.Node, i int, root *html.Node) bool {
	c := &p[i]
	if i == 0 {
		return !c.rooted || !c.child || n.Parent == root
	}
	before := &p[i-1]
	for up := n.Parent; up != nil && up.Type == html.ElementNode; up = up.Parent {
		if up == root && p[0].rooted {
			return false // the steps lie below the root
		}
		if before.is(up, classOf(up)) && p.leads(up, i-1, root) {
			return true
		}
		if c.child {
			return false
		}
	}
	return false
}

// is reports whether an element is what a step wants.
func (c *compound) is(n *html.Node, class string) bool {
	switch {
	case c.any:
	case c.tag != 0 && n.DataAtom != c.tag, c.tag == 0 && n.Data != c.name:
		return false
	}
	for _, want := range c.classes {
		if !hasToken(class, want) {
			return false
		}
	}
	for _, unwanted := range c.not {
		if hasToken(class, unwanted) {
			return false
		}
	}
	if c.kid != 0 && !kid(n, c.kid) {
		return false
	}
	if c.id != "" {
		if id, _ := attribute(n, "id"); id != c.id {
			return false
		}
	}
	for i := range c.attrs {
		t := &c.attrs[i]
		v, ok := attribute(n, t.key)
		if !ok || t.is && v != t.value || t.holds && !strings.Contains(v, t.value) {
			return false
		}
	}
	return c.nth == 0 || c.nth == place(n, c.nth)
}

// place is the position of an element among the siblings of its tag, counted
// no further than one past the most.
func place(n *html.Node, most int) int {
	at := 1
	for b := n.PrevSibling; b != nil && at <= most; b = b.PrevSibling {
		if b.Type == html.ElementNode && b.Data == n.Data {
			at++
		}
	}
	return at
}

// kid reports whether an element is at a position among all its siblings.
func kid(n *html.Node, want int) bool {
	at := 1
	for b := n.PrevSibling; b != nil && at <= want; b = b.PrevSibling {
		if b.Type == html.ElementNode {
			at++
		}
	}
	return at == want
}

func classOf(n *html.Node) string {
	for i := range n.Attr {
		if n.Attr[i].Key == "class" {
			return n.Attr[i].Val
		}
	}
	return ""
}

func attribute(n *html.Node, key string) (string, bool) {
	for i := range n.Attr {
		if n.Attr[i].Key == key && n.Attr[i].Namespace == "" {
			return n.Attr[i].Val, true
		}
	}
	return "", false
}

// hasToken reports whether a list of words holds one.
func hasToken(list, want string) bool {
	for i := 0; i+len(want) <= len(list); {
		for i < len(list) && space(list[i]) {
			i++
		}
		j := i
		for j < len(list) && !space(list[j]) {
			j++
		}
		if j-i == len(want) && list[i:j] == want {
			return true
		}
		i = j + 1
	}
	return false
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// walk finds the elements of several simple selectors below a root at once, in
// page order. hits has a place for each. veils says that something below the
// root may be blurred by its class or style.
func walk(root *html.Node, list []*simple, hits [][]hit) (veils bool) {
	if len(list) == 0 {
		return true
	}
	for n := root.FirstChild; n != nil; {
		if n.Type == html.ElementNode && n.DataAtom != atom.Template {
			class := classOf(n)
			has := marksOf(class)
			veils = veils || tree.MayVeil(n, class)
			for i, s := range list {
				for k := range s.paths {
					p := s.paths[k]
					last := &p[len(p)-1]
					if last.need&^has != 0 || last.tag != 0 && last.tag != n.DataAtom {
						continue
					}
					if last.is(n, class) && p.leads(n, len(p)-1, root) {
						hits[i] = append(hits[i], hit{element: n, near: n})
						break
					}
				}
			}
		}
		switch {
		case n.FirstChild != nil && n.DataAtom != atom.Template:
			n = n.FirstChild
			continue
		}
		for n != nil && n != root && n.NextSibling == nil {
			n = n.Parent
		}
		if n == nil || n == root {
			return veils
		}
		n = n.NextSibling
	}
	return veils
}
