package suggest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"github.com/whohasme/whohasme/scan/pattern"
	"golang.org/x/net/html"
)

func holds(outer, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// at reports whether a selector finds an element first.
func at(sel brokers.Selector, n, record *html.Node) bool {
	found, err := extract.Elements(sel, record)
	return err == nil && len(found) > 0 && found[0] == n
}

// labelsOf lists the labels that the records show, each once.
func labelsOf(records []blocks.Record) []string {
	var list []string
	for i := range records {
		for _, v := range records[i].Values {
			if v.Label != "" && len(v.Label) > 2 && !slices.Contains(list, v.Label) {
				list = append(list, v.Label)
			}
		}
	}
	return list
}

func single(name string) bool { return name == "name" || name == "age" || name == "born" }

// ways lists the selectors that lead to a value: by what its element is called,
// by the label, by what is around it, by its place, the whole record.
func (s site) ways(v blocks.Value, record *html.Node) []brokers.Selector {
	var called, around, placed, whole []brokers.Selector
	if !holds(record, v.Node) {
		return beside(v.Node, record)
	}
	for k, n := 0, v.Node; k < 4 && n != nil; k, n = k+1, n.Parent {
		if n == record {
			whole = append(whole, ".")
			break
		}
		a, b, c := selectorsFor(n, record)
		called, around, placed = append(called, a...), append(around, b...), append(placed, c...)
	}
	return slices.Concat(called, byLabel(v, record), byNeighbour(v, record), around, placed, whole)
}

// beside lists ways to an element that stands behind the record's own, where
// records are runs of elements: by the number of the one like it.
func beside(n, record *html.Node) []brokers.Selector {
	top := n
	for top != nil && top.Parent != record.Parent {
		top = top.Parent
	}
	at := 0
	for b := record.NextSibling; b != nil && top != nil; b = b.NextSibling {
		if b.Type == html.ElementNode && b.Data == top.Data {
			at++
		}
		if b != top {
			continue
		}
		to := fmt.Sprintf("./following-sibling::%s[%d]", top.Data, at)
		if n == top {
			return []brokers.Selector{brokers.Selector(to)}
		}
		return []brokers.Selector{brokers.Selector(to + strings.TrimPrefix(within(n, top), ".")), brokers.Selector(to)}
	}
	return nil
}

// selectorsFor lists ways from a record to an element in it: by its own name,
// by what is around it, by its place.
func selectorsFor(n, record *html.Node) (called, around, placed []brokers.Selector) {
	var list []brokers.Selector
	add := func(s string) { list = append(list, brokers.Selector(s)) }
	own := []string{}
	if p, ok := attribute(n, "itemprop"); ok && plain.MatchString(p) {
		own = append(own, "["+"itemprop="+p+"]")
	}
	for _, c := range shared([]*html.Node{n}) {
		own = append(own, n.Data+"."+c)
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "data-") && plain.MatchString(a.Val) && !numbered.MatchString(a.Val) {
			own = append(own, fmt.Sprintf("%s[%s=%s]", n.Data, a.Key, a.Val))
		}
	}
	for _, s := range own {
		add(s)
	}
	called, list = list, nil
	own = append(own, n.Data)
	if p := n.Parent; p != nil && p != record && p.Type == html.ElementNode {
		for _, s := range own {
			for _, c := range shared([]*html.Node{p}) {
				add(p.Data + "." + c + " " + s)
			}
			if id, ok := attribute(p, "id"); ok && plain.MatchString(id) && !numbered.MatchString(id) {
				add("#" + id + " " + s)
			}
		}
		add(p.Data + " > " + n.Data)
		if g := p.Parent; g != nil && g != record && g.Type == html.ElementNode {
			for _, c := range shared([]*html.Node{g}) {
				add(g.Data + "." + c + " " + n.Data)
			}
		}
	}
	if !strings.Contains(n.Data, "-") || len(own) == 1 {
		add(n.Data)
	}
	around, list = list, nil
	if path := within(n, record); path != "" {
		add(path)
		if open := lastIndex.ReplaceAllString(path, ""); open != path {
			add(open)
		}
	}
	return called, around, list
}

// byLabel lists ways that go by the words of the label beside a value.
func byLabel(v blocks.Value, record *html.Node) []brokers.Selector {
	if v.Label == "" {
		return nil
	}
	var list []brokers.Selector
	add := func(format string, args ...any) { list = append(list, brokers.Selector(fmt.Sprintf(format, args...))) }
	for n := range record.Descendants() {
		if n.Type != html.ElementNode || n == v.Node {
			continue
		}
		text := tree.Text(n)
		if len(text) > len(v.Label)+6 || !strings.HasPrefix(strings.ToLower(text), v.Label) || strings.ContainsAny(text, "'\n") {
			continue
		}
		switch n.Data {
		case "dt":
			add("./dd[preceding-sibling::dt[1]='%s']", text)
			add(".//dd[preceding-sibling::dt[1]='%s']", text)
			add(".//dl[dt='%s']/dd", text)
			add(".//dt[.='%s']/following-sibling::dd[1]", text)
		case "th":
			add(".//tr[th='%s']/td", text)
			add(".//tr[th='%s']/td//li", text)
			add(".//tr[th='%s']/td/div", text)
		default:
			if p := n.Parent; p != nil && p.Type == html.ElementNode {
				if v.Node.Parent == p {
					add(".//%s[%s='%s']/%s[.!='%s']", p.Data, n.Data, text, v.Node.Data, text)
				}
				add(".//%s[%s='%s']", p.Data, n.Data, text)
			}
		}
		add(".//%s[normalize-space()='%s']/following-sibling::*[1]", n.Data, text)
		add(".//%s[normalize-space()='%s']/following-sibling::*[1]//li", n.Data, text)
		add(".//%s[normalize-space()='%s']/following-sibling::*[1]//a", n.Data, text)
		add(".//%s[normalize-space()='%s']/following-sibling::%s", n.Data, text, v.Node.Data)
	}
	return list
}

var lastIndex = pattern.MustCompile(`\[\d+\]$`)
