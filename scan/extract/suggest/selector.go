package suggest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/pattern"
	"golang.org/x/net/html"
)

// Record proposes the selector that finds exactly the given elements of a
// page, the plainest first; "" when none does.
func Record(doc *html.Node, want []*html.Node) brokers.Selector {
	if len(want) == 0 {
		return ""
	}
	wanted := map[*html.Node]bool{}
	for _, n := range want {
		wanted[n] = true
	}
	var best brokers.Selector
	least := -1
	for _, c := range recordCandidates(want) {
		found, err := extract.Elements(c, doc)
		if err != nil || len(found) < len(want) {
			continue
		}
		hit := 0
		var extra []*html.Node
		for _, n := range found {
			if wanted[n] {
				hit++
			} else {
				extra = append(extra, n)
			}
		}
		if hit < len(want) {
			continue
		}
		if len(extra) == 0 {
			return c
		}
		if s := without(c, want, extra); s != "" && !c.IsXPath() {
			if again, err := extract.Elements(s, doc); err == nil && len(again) == len(want) {
				return s
			}
		}
		if least < 0 || len(extra) < least {
			best, least = c, len(extra)
		}
	}
	if least > len(want) {
		return ""
	}
	return best
}

// recordCandidates lists selectors that may find elements, the plainest and
// most likely to last first.
func recordCandidates(want []*html.Node) []brokers.Selector {
	n := want[0]
	classes := slices.DeleteFunc(shared(want), func(c string) bool { return telling.MatchString(c) })
	var list []brokers.Selector
	add := func(format string, args ...any) { list = append(list, brokers.Selector(fmt.Sprintf(format, args...))) }
	for _, c := range classes {
		add("%s.%s", n.Data, c)
	}
	for i, a := range classes {
		for _, b := range classes[i+1:] {
			add("%s.%s.%s", n.Data, a, b)
		}
	}
	for _, a := range attributes(want) {
		add("%s%s", n.Data, a)
	}
	self := []string{n.Data}
	for _, c := range classes {
		self = append([]string{n.Data + "." + c}, self...)
	}
	if parents := parentsOf(want); len(parents) > 0 {
		for _, p := range describe(parents) {
			for _, s := range self {
				add("%s > %s", p, s)
			}
		}
		up := parents[0].Parent
		for i := 0; i < 4 && up != nil && up.Type == html.ElementNode; i++ {
			for _, p := range describe([]*html.Node{up}) {
				for _, s := range self {
					add("%s > %s > %s", p, parents[0].Data, s)
					add("%s %s", p, s)
				}
			}
			up = up.Parent
		}
	}
	add("%s", pathTo(n))
	chain := n.Data
	for up, depth := n.Parent, 0; up != nil && up.Type == html.ElementNode && depth < 5; up, depth = up.Parent, depth+1 {
		for _, p := range describe([]*html.Node{up}) {
			if p != up.Data || depth == 4 {
				add("%s > %s", p, chain)
			}
		}
		chain = up.Data + " > " + chain
	}
	for _, c := range marksOf(want) { // by what only they hold
		add("//%s[%s]", n.Data, c)
	}
	return list
}

// marksOf lists tests, as XPath has them, for what all elements hold: children
// with an attribute, or tags in each other.
func marksOf(want []*html.Node) []string {
	var list []string
	for c := range want[0].ChildNodes() {
		if c.Type != html.ElementNode {
			continue
		}
		for _, a := range c.Attr {
			if plain.MatchString(a.Key) && a.Key != "href" && a.Key != "id" && a.Key != "style" && a.Key != "src" {
				list = append(list, fmt.Sprintf("%s[@%s]", c.Data, a.Key))
			}
			if plain.MatchString(a.Key) && a.Val != "" && len(a.Val) < 30 && !strings.ContainsAny(a.Val, `'"`) && a.Key != "href" && a.Key != "id" && a.Key != "src" {
				list = append(list, fmt.Sprintf("%s[@%s='%s']", c.Data, a.Key, a.Val))
			}
		}
		for g := range c.ChildNodes() {
			if g.Type == html.ElementNode {
				list = append(list, c.Data+"/"+g.Data)
			}
		}
		list = append(list, c.Data)
	}
	return list
}

// describe lists the ways to name an element by itself: its id, its classes,
// its tag.
func describe(nodes []*html.Node) []string {
	var list []string
	n := nodes[0]
	if len(nodes) == 1 {
		if id, _ := attribute(n, "id"); plain.MatchString(id) && !numbered.MatchString(id) {
			list = append(list, n.Data+"#"+id)
		}
	}
	for _, c := range shared(nodes) {
		list = append(list, n.Data+"."+c)
	}
	for _, a := range attributes(nodes) {
		list = append(list, n.Data+a)
	}
	return append(list, n.Data)
}

var (
	word     = pattern.MustCompile(`^[\w-]{1,24}$`) // no text of the page, such as a name
	plain    = pattern.MustCompile(`^[A-Za-z_][\w-]*$`)
	telling  = pattern.MustCompile(`^(?:odd|even|first|last|active|selected|current|open|hover|visible|loaded)$`) // rows apart
	numbered = pattern.MustCompile(`\d{2,}$|\d{4,}`)
	passing  = pattern.MustCompile(`^(?:odd|even|first|last|active|selected|current|open|hover|visible|loaded|lazy|clearfix|row|col(?:-.*)?|d-.*|[mp][trblxy]?-\d|text-.*|bg-.*|w-.*|h-.*|flex|grid|container|wrapper|border.*|shadow.*|rounded.*)$`)
)

// shared returns the classes that all elements have, those that say what they
// are before those of a framework.
func shared(nodes []*html.Node) []string {
	var good, bad []string
	for c := range strings.FieldsSeq(value(nodes[0], "class")) {
		all := plain.MatchString(c)
		for _, n := range nodes[1:] {
			all = all && hasClass(n, c)
		}
		switch {
		case !all:
		case passing.MatchString(c) || numbered.MatchString(c):
			bad = append(bad, c)
		default:
			good = append(good, c)
		}
	}
	return append(good, bad...)
}

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(value(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// attributes returns tests for attributes that all elements have, with their
// value where it is the same.
func attributes(nodes []*html.Node) []string {
	var list []string
	for _, a := range nodes[0].Attr {
		if a.Key == "class" || a.Key == "id" || a.Key == "style" || a.Key == "href" || a.Namespace != "" || !plain.MatchString(strings.ReplaceAll(a.Key, ":", "")) || strings.Contains(a.Key, ":") {
			continue
		}
		same, all := true, true
		for _, n := range nodes[1:] {
			v, ok := attribute(n, a.Key)
			all, same = all && ok, same && v == a.Val
		}
		switch {
		case all && same && word.MatchString(a.Val) && (len(nodes) > 1 || a.Key == "role" || a.Key == "border" || strings.HasPrefix(a.Key, "item")):
			list = append(list, fmt.Sprintf("[%s=%q]", a.Key, a.Val))
		case all:
			list = append(list, "["+a.Key+"]")
		}
	}
	return list
}

// without leaves the extra elements out by classes that only they have.
func without(c brokers.Selector, want, extra []*html.Node) brokers.Selector {
	s := string(c)
	for len(extra) > 0 {
		class := ""
		for k := range strings.FieldsSeq(value(extra[0], "class")) {
			wanted := !plain.MatchString(k)
			for _, n := range want {
				wanted = wanted || hasClass(n, k)
			}
			if !wanted {
				class = k
				break
			}
		}
		if class == "" || strings.Count(s, ":not(") > 2 {
			return ""
		}
		s += ":not(." + class + ")"
		var left []*html.Node
		for _, n := range extra {
			if !hasClass(n, class) {
				left = append(left, n)
			}
		}
		extra = left
	}
	return brokers.Selector(s)
}

func parentsOf(nodes []*html.Node) []*html.Node {
	var list []*html.Node
	for _, n := range nodes {
		if n.Parent == nil || n.Parent.Type != html.ElementNode {
			return nil
		}
		if len(list) == 0 || list[len(list)-1] != n.Parent {
			list = append(list, n.Parent)
		}
	}
	return list
}

// pathTo is the XPath of one element, from the nearest element with an id.
func pathTo(n *html.Node) string {
	var steps []string
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		if id, _ := attribute(n, "id"); plain.MatchString(id) && !numbered.MatchString(id) {
			return "//" + n.Data + "[@id='" + id + "']/" + strings.Join(steps, "/")
		}
		steps = append([]string{step(n)}, steps...)
	}
	return "//" + strings.Join(steps, "/")
}

func step(n *html.Node) string {
	at, same := 1, false
	for b := n.PrevSibling; b != nil; b = b.PrevSibling {
		if b.Type == html.ElementNode && b.Data == n.Data {
			at++
		}
	}
	for b := n.NextSibling; b != nil; b = b.NextSibling {
		same = same || b.Type == html.ElementNode && b.Data == n.Data
	}
	if at == 1 && !same {
		return n.Data
	}
	return n.Data + "[" + strconv.Itoa(at) + "]"
}

// within is the XPath of an element as seen from one around it: ./td[2]/div.
func within(n, outer *html.Node) string {
	var steps []string
	for ; n != nil && n != outer; n = n.Parent {
		steps = append([]string{step(n)}, steps...)
	}
	if n == nil {
		return ""
	}
	if len(steps) == 0 {
		return "."
	}
	return "./" + strings.Join(steps, "/")
}

func attribute(n *html.Node, name string) (string, bool) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			return n.Attr[i].Val, true
		}
	}
	return "", false
}

func value(n *html.Node, name string) string {
	v, _ := attribute(n, name)
	return v
}
