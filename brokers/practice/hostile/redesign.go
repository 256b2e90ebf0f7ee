package hostile

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

func parsed(page string) *html.Node {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		doc = &html.Node{Type: html.DocumentNode} // too deep; nothing is found in it
	}
	return doc
}

func written(doc *html.Node) string {
	var b strings.Builder
	_ = html.Render(&b, doc) // a builder never fails, and the page was parsed
	return b.String()
}

func find(doc *html.Node, selector string) []*html.Node {
	return cascadia.QueryAll(doc, cascadia.MustCompile(selector))
}

// fragment parses a piece of a page into one element.
func fragment(s string) *html.Node {
	n := parsed("<body>" + s).LastChild.LastChild.FirstChild
	n.Parent.RemoveChild(n)
	return n
}

// unscripted takes scripts out of a tree.
func unscripted(doc *html.Node) *html.Node {
	return without(doc, "script, style, noscript, template")
}

// near are the elements that a redesign may touch: the records, or some of
// them, what is in them, and what they stand in.
func near(r *rand.Rand, doc *html.Node, records string) []*html.Node {
	var list []*html.Node
	found := find(doc, records)
	some := r.IntN(4) == 0 // as sites do that try something new
	for i, n := range found {
		if some && i > 0 && r.IntN(2) == 0 {
			continue
		}
		list = append(list, n)
		for c := range n.Descendants() {
			if c.Type == html.ElementNode {
				list = append(list, c)
			}
		}
	}
	if len(found) > 0 {
		for p := found[0].Parent; p != nil && p.Type == html.ElementNode && p.Data != "body" && p.Data != "html"; p = p.Parent {
			list = append(list, p)
		}
	}
	return list
}

func set(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

func get(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// reclassed gives classes and ids of the list new names: one of them, several
// or all, everywhere or in some of the records.
func reclassed(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	list := near(r, doc, v.Records)
	var names []string
	for _, n := range list {
		for _, c := range strings.Fields(get(n, "class") + " " + get(n, "id")) {
			if !slices.Contains(names, c) {
				names = append(names, c)
			}
		}
	}
	if len(names) == 0 {
		return v.HTML
	}
	renamed := map[string]string{}
	for _, c := range names {
		if r.IntN(2) == 0 {
			renamed[c] = fmt.Sprintf("%s%c%04x", pickOne(r, []string{"css-", "sc-", "x", "jsx-"}), 'a'+rune(r.IntN(26)), r.IntN(1<<16))
		}
	}
	for _, n := range list {
		for _, key := range []string{"class", "id"} {
			var out []string
			for _, c := range strings.Fields(get(n, key)) {
				if to := renamed[c]; to != "" {
					c = to
				}
				out = append(out, c)
			}
			if len(out) > 0 {
				set(n, key, strings.Join(out, " "))
			}
		}
	}
	return written(doc)
}

var otherTag = map[string][]string{
	"div": {"section", "article", "p", "li"}, "section": {"div"}, "article": {"div", "section"}, "h1": {"h2", "div"}, "h2": {"h3", "div", "span"}, "h3": {"h2", "h4", "div"}, "h4": {"h3", "strong"},
	"span": {"em", "div", "b"}, "b": {"strong", "span"}, "strong": {"b", "span"}, "ul": {"section", "div"}, "ol": {"section", "div"}, "li": {"div", "p"}, "p": {"div", "span"}, "a": {"span", "button"},
	"dl": {"div"}, "dt": {"b", "span"}, "dd": {"span", "div"}, "small": {"span", "sup"}, "footer": {"div"}, "header": {"div"},
}

// retagged makes some kinds of elements of the list into others, in all
// records or in some.
func retagged(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	list := near(r, doc, v.Records)
	if len(list) == 0 {
		return v.HTML
	}
	from := pickOne(r, list).Data
	if len(otherTag[from]) == 0 {
		return v.HTML
	}
	to := pickOne(r, otherTag[from])
	for _, n := range list {
		if n.Data == from && (from != "ul" && from != "ol" || get(n, "class")+get(n, "id") != "") { // a bare list is a box like another
			n.Data, n.DataAtom = to, 0
		}
	}
	return written(doc)
}

// wrapped puts elements of the list into further ones.
func wrapped(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	if len(found) == 0 {
		return v.HTML
	}
	box := func(n *html.Node, class string) {
		w := &html.Node{Type: html.ElementNode, Data: "div", Attr: []html.Attribute{{Key: "class", Val: class}}}
		n.Parent.InsertBefore(w, n)
		n.Parent.RemoveChild(n)
		w.AppendChild(n)
	}
	if found[0].Data == "tr" { // a table's rows stand in nothing else
		for p := found[0].Parent; p != nil; p = p.Parent {
			if p.Data == "table" {
				box(p, "table-responsive")
				return written(doc)
			}
		}
	}
	switch r.IntN(4) {
	case 0: // the list
		if p := found[0].Parent; p.Data != "body" && p.Data != "html" {
			box(p, "layout__column")
			return written(doc)
		}
		return v.HTML
	case 1: // each record
		for _, n := range found {
			box(n, "grid__cell")
		}
	case 2: // the first records only
		for _, n := range found[:1+r.IntN(len(found))] {
			box(n, "featured")
		}
	default: // what is in the records
		for _, n := range found {
			if n.FirstChild == nil {
				continue
			}
			w := &html.Node{Type: html.ElementNode, Data: "div", Attr: []html.Attribute{{Key: "class", Val: "card__body"}}}
			for n.FirstChild != nil {
				c := n.FirstChild
				n.RemoveChild(c)
				w.AppendChild(c)
			}
			n.AppendChild(w)
		}
	}
	return written(doc)
}

// redesigned changes everything: classes, elements and wrappers of the whole
// page.
func redesigned(r *rand.Rand, v Victim) string {
	out := reclassed(r, v)
	again := v
	for range 1 + r.IntN(4) {
		again.HTML = out
		if len(find(parsed(out), v.Records)) == 0 {
			again.Records = "body *"
		}
		out = retagged(r, again)
	}
	doc := parsed(out)
	if same(written(doc), written(parsed(v.HTML))) {
		return v.HTML // new paint at the edges is no redesign
	}
	for _, n := range find(doc, "body, header, footer, main, nav, aside") {
		if r.IntN(2) == 0 {
			set(n, "class", fmt.Sprintf("v2-%x", r.IntN(1<<16)))
			if n.Data != "body" {
				n.Data, n.DataAtom = "div", 0
			}
		}
	}
	return written(doc)
}

// emptied takes what is in the records away, of all of them or of some.
func emptied(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	some := r.IntN(2) == 0
	for i, n := range found {
		if some && i > 0 && r.IntN(2) == 0 {
			continue
		}
		for n.FirstChild != nil {
			n.RemoveChild(n.FirstChild)
		}
		if r.IntN(3) == 0 {
			n.AppendChild(&html.Node{Type: html.ElementNode, Data: "div", Attr: []html.Attribute{{Key: "class", Val: "skeleton"}}})
		}
	}
	return written(doc)
}

// nameless blanks the names of all records or of some: the first text of
// each that is no label.
func nameless(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	some := r.IntN(2) == 0
	for i, n := range find(doc, v.Records) {
		if some && i > 0 && r.IntN(2) == 0 {
			continue
		}
		for c := range n.Descendants() {
			if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" && c.Parent.Data != "dt" && c.Parent.Data != "th" {
				c.Data = pickOne(r, []string{"", " ", "Loading", "View profile", "---", "Sponsored"})
				break
			}
		}
	}
	return written(doc)
}

// containerEmptied takes all records away and leaves the frame, with whatever
// number it tells.
func containerEmptied(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	if len(found) == 0 {
		return v.HTML
	}
	for _, n := range found {
		n.Parent.RemoveChild(n)
	}
	return written(doc)
}

// Count returns how many records a page shows.
func Count(v Victim) int { return len(find(parsed(v.HTML), v.Records)) }
