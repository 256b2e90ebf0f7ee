package extract

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// path is an XPath expression of the kinds that tell fields by the labels
// beside them: child and descendant steps, siblings that follow, the text of
// an element, and the tests of cutTests. TestPath holds it against the library
// that evaluates the rest.
type path struct {
	steps  []pathStep
	beside bool // it leaves the order of the page, or may
	again  bool // it comes to one place twice, or may
}

type pathStep struct {
	deep  bool // anywhere below
	after bool // a sibling that follows
	texts bool // text(), last of all
	compound
	tests []pathTest
}

// pathTest is one thing in brackets; they count one after the other.
type pathTest struct {
	kind  testKind
	nth   int
	child compound // of kinds that look at another element
	key   string
	value string
}

type testKind uint8

const (
	isNth testKind = iota
	hasAttr
	attrIs
	attrHolds
	says       // [.='x']
	saysNot    // [.!='x']
	hasChild   // [td]
	childSays  // [th='x']
	headedSays // [preceding-sibling::dt[1]='x']
)

const pathName = `[a-zA-Z][\w-]*`

var (
	pathStepForm = regexp.MustCompile(`^(//|/)(following-sibling::)?(text\(\)|` + pathName + `|\*)`)
	pathTestForm = regexp.MustCompile(`^\[(?:(\d{1,4})|@(` + pathName + `)(?:\s*=\s*(?:'([^']*)'|"([^"]*)"))?|contains\(@(` + pathName + `),\s*'([^']*)'\)|\.\s*(!?=)\s*(?:'([^']*)'|"([^"]*)")|(` + pathName + `)(?:\s*=\s*(?:'([^']*)'|"([^"]*)"))?|preceding-sibling::(` + pathName + `)\[1\]\s*=\s*'([^']*)')\]`)
)

// pathOf reads an expression as a path, or returns nil.
func pathOf(s string) *path {
	s = strings.TrimPrefix(s, ".")
	if !strings.HasPrefix(s, "/") {
		return nil
	}
	p := &path{}
	for s != "" {
		m := pathStepForm.FindStringSubmatch(s)
		if m == nil || len(p.steps) > 0 && p.steps[len(p.steps)-1].texts {
			return nil
		}
		s = s[len(m[0]):]
		step := pathStep{deep: m[1] == "//", after: m[2] != "", texts: m[3] == "text()"}
		if step.deep && step.after {
			return nil
		}
		if !step.texts {
			step.compound = named(m[3])
		}
		for strings.HasPrefix(s, "[") {
			m := pathTestForm.FindStringSubmatch(s)
			if m == nil || len(step.tests) == 4 {
				return nil
			}
			s = s[len(m[0]):]
			t, ok := pathTestOf(m)
			if !ok || step.texts && t.kind != isNth || t.kind == isNth && len(step.tests) > 0 {
				return nil
			}
			step.tests = append(step.tests, t)
		}
		p.again = p.again || len(p.steps) > 0 && (step.deep || step.after)
		p.beside = p.beside || step.deep && step.texts || step.after || step.deep && len(p.steps) > 0 || len(p.steps) > 0 && p.steps[0].deep
		p.steps = append(p.steps, step)
	}
	return p
}

func pathTestOf(m []string) (pathTest, bool) {
	switch {
	case m[1] != "":
		n, _ := strconv.Atoi(m[1])
		return pathTest{kind: isNth, nth: n}, n > 0
	case m[2] != "" && strings.Contains(m[0], "="):
		return pathTest{kind: attrIs, key: m[2], value: m[3] + m[4]}, true
	case m[2] != "":
		return pathTest{kind: hasAttr, key: m[2]}, true
	case m[5] != "":
		return pathTest{kind: attrHolds, key: m[5], value: m[6]}, true
	case m[7] == "=":
		return pathTest{kind: says, value: m[8] + m[9]}, true
	case m[7] == "!=":
		return pathTest{kind: saysNot, value: m[8] + m[9]}, true
	case m[10] != "" && strings.Contains(m[0], "="):
		return pathTest{kind: childSays, child: named(m[10]), value: m[11] + m[12]}, true
	case m[10] != "":
		return pathTest{kind: hasChild, child: named(m[10])}, true
	case m[13] != "":
		return pathTest{kind: headedSays, child: named(m[13]), value: m[14]}, true
	}
	return pathTest{}, false
}

// in returns what the path finds below a root, each thing once, in page order.
func (p *path) in(root *html.Node) []hit {
	w := pathWalk{path: p}
	w.step(root, 0)
	if p.beside && len(w.hits) > 1 && !inTurn(w.hits) {
		return inOrder(root, w.hits)
	}
	return w.hits
}

// inTurn reports whether hits are siblings in the order of the page.
func inTurn(hits []hit) bool {
	for i := 1; i < len(hits); i++ {
		n := hits[i-1].near
		for n != nil && n != hits[i].near {
			n = n.NextSibling
		}
		if n == nil || n == hits[i-1].near {
			return false
		}
	}
	return true
}

type pathWalk struct {
	*path
	hits []hit
	seen map[*html.Node]bool // where steps may lead to one place twice
}

func (w *pathWalk) step(n *html.Node, i int) {
	s := &w.steps[i]
	if s.deep {
		w.below(n, i)
		return
	}
	first := n.FirstChild
	if s.after {
		first = n.NextSibling
	} else if n.DataAtom == atom.Template {
		return
	}
	var counts [4]int
	for c := first; c != nil; c = c.NextSibling {
		if s.takes(c, &counts) {
			w.take(c, i)
		}
		if len(s.tests) > 0 && s.tests[0].kind == isNth && counts[0] >= s.tests[0].nth {
			return // no other can be
		}
	}
}

// below tries the children of an element and of all elements in it.
func (w *pathWalk) below(n *html.Node, i int) {
	if n.DataAtom == atom.Template {
		return
	}
	s := &w.steps[i]
	var counts [4]int
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if s.takes(c, &counts) {
			w.take(c, i)
		}
		if c.FirstChild != nil {
			w.below(c, i)
		}
	}
}

func (w *pathWalk) take(n *html.Node, i int) {
	if i+1 < len(w.steps) {
		w.step(n, i+1)
		return
	}
	if w.again && w.seen[n] {
		return
	}
	if w.again {
		if w.seen == nil {
			w.seen = make(map[*html.Node]bool)
		}
		w.seen[n] = true
	}
	switch {
	case n.Type == html.TextNode:
		w.hits = append(w.hits, hit{near: n.Parent, text: n.Data})
	case n.DataAtom != atom.Template:
		w.hits = append(w.hits, hit{element: n, near: n})
	}
}

// takes reports whether a node is what the step wants. counts are how many
// nodes came as far as each test.
func (s *pathStep) takes(n *html.Node, counts *[4]int) bool {
	if s.texts {
		if n.Type != html.TextNode {
			return false
		}
	} else if n.Type != html.ElementNode || !s.is(n, "") {
		return false
	}
	for k := range s.tests {
		t := &s.tests[k]
		if t.kind == isNth {
			if counts[k]++; counts[k] != t.nth {
				return false
			}
		} else if !t.holds(n) {
			return false
		}
	}
	return true
}

func (t *pathTest) holds(n *html.Node) bool {
	switch t.kind {
	case hasAttr:
		_, ok := attribute(n, t.key)
		return ok
	case attrIs:
		v, ok := attribute(n, t.key)
		return ok && v == t.value
	case attrHolds:
		v, _ := attribute(n, t.key)
		return strings.Contains(v, t.value)
	case says:
		return saysJust(n, t.value)
	case saysNot:
		return !saysJust(n, t.value)
	case hasChild, childSays:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && t.child.is(c, "") && (t.kind == hasChild || saysJust(c, t.value)) {
				return true
			}
		}
	case headedSays:
		for c := n.PrevSibling; c != nil; c = c.PrevSibling {
			if c.Type == html.ElementNode && t.child.is(c, "") {
				return saysJust(c, t.value)
			}
		}
	}
	return false
}

// saysJust reports whether all text in an element is one text.
func saysJust(n *html.Node, want string) bool {
	rest, ok := cutText(n, want)
	return ok && rest == ""
}

func cutText(n *html.Node, rest string) (string, bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		ok := true
		switch c.Type {
		case html.TextNode:
			rest, ok = strings.CutPrefix(rest, c.Data)
		case html.CommentNode:
		default:
			rest, ok = cutText(c, rest)
		}
		if !ok {
			return rest, false
		}
	}
	return rest, true
}
