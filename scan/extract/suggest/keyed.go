package suggest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/extract/blocks"
	"golang.org/x/net/html"
)

// byNeighbour lists ways that go by a text that stands before a value in all
// records: the word in the cell beside it, the name of an icon. Such words are
// labels, though nobody has listed them.
func byNeighbour(v blocks.Value, record *html.Node) []brokers.Selector {
	var list []brokers.Selector
	add := func(format string, args ...any) { list = append(list, brokers.Selector(fmt.Sprintf(format, args...))) }
	for up, n := 0, v.Node; up < 3 && n != nil && n != record && n.Parent != nil; up, n = up+1, n.Parent {
		inner := strings.TrimPrefix(within(v.Node, n), ".")
		if key := v.Node.FirstChild; up == 0 && key != nil && key.Data == "svg" {
			if t := keyOf(key); t != "" {
				add(".//%s[svg/title='%s']", n.Data, t)
				add(".//%s[normalize-space(svg)='%s']", n.Data, t)
			}
		}
		key := before(n)
		if key == nil {
			continue
		}
		t := keyOf(key)
		if t == "" || t == strings.TrimSpace(v.Text) {
			continue
		}
		p := n.Parent
		add(".//%s[normalize-space(%s)='%s']/%s%s", p.Data, key.Data, t, step(n), inner)
		add(".//%s[normalize-space(%s)='%s']/%s[normalize-space(.)!='%s']%s", p.Data, key.Data, t, n.Data, t, inner)
		add(".//%s[normalize-space(.)='%s']/following-sibling::%s[1]%s", key.Data, t, n.Data, inner)
		if p != record && p.Parent != nil { // each value in a pair of its own
			if lastIndex.MatchString(inner) {
				add(".//%s[normalize-space(%s)='%s']/%s%s", p.Data, key.Data, t, step(n), lastIndex.ReplaceAllString(inner, ""))
			}
		}
	}
	return list
}

// before is the element before one, if nothing but white space is between.
func before(n *html.Node) *html.Node {
	for b := n.PrevSibling; b != nil; b = b.PrevSibling {
		switch {
		case b.Type == html.ElementNode:
			return b
		case b.Type == html.TextNode && strings.TrimSpace(b.Data) != "":
			return nil
		}
	}
	return nil
}

// keyOf is the text of an element if it may be a label: short, words only.
func keyOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	t := strings.Join(strings.Fields(b.String()), " ")
	if len(t) < 2 || len(t) > 30 || strings.ContainsAny(t, "'0123456789@,") {
		return ""
	}
	return t
}

// texts lists ways to the text nodes of an element that holds others as well:
// lines between <br>, or what follows a name in bold.
func texts(v blocks.Value, record *html.Node) []brokers.Selector {
	if !slices.ContainsFunc(children(v.Node), func(c *html.Node) bool { return c.Type == html.ElementNode }) {
		return nil
	}
	var list []brokers.Selector
	for _, c := range shared([]*html.Node{v.Node}) {
		if v.Node != record {
			list = append(list, brokers.Selector(fmt.Sprintf(".//%s[contains(@class,'%s')]/text()", v.Node.Data, c)))
		}
	}
	if key := v.Node.FirstChild; key != nil && key.Data == "svg" {
		if t := keyOf(key); t != "" {
			list = append([]brokers.Selector{brokers.Selector(fmt.Sprintf(".//%s[svg/title='%s']/text()", v.Node.Data, t))}, list...)
		}
	}
	switch path := within(v.Node, record); {
	case v.Node == record:
		list = append(list, "./text()")
	case path != "":
		list = append(list, brokers.Selector(path+"/text()"), brokers.Selector(".//"+v.Node.Data+"/text()"))
	}
	heads := ""
	for _, c := range children(v.Node) { // what stands behind a label belongs to it
		if c.Type == html.ElementNode && strings.HasSuffix(keyOf(c), ":") {
			heads = "[not(preceding-sibling::" + c.Data + ")]"
		}
	}
	for _, s := range slices.Clone(list) {
		list = append(list, s+"[not(contains(.,':'))]")
		if heads != "" {
			list = append(list, s+brokers.Selector("[not(contains(.,':'))]"+heads))
		}
	}
	return list
}

func children(n *html.Node) []*html.Node {
	var list []*html.Node
	for c := range n.ChildNodes() {
		list = append(list, c)
	}
	return list
}

// textRules lists the rules that take values out of text nodes.
func textRules(v blocks.Value, record *html.Node, name string) []brokers.Rule {
	var list []brokers.Rule
	for _, sel := range texts(v, record) {
		one, each := brokers.Rule{Select: sel}, brokers.Rule{Select: sel, All: true}
		if single(name) {
			list = append(list, one)
		} else {
			list = append(list, each)
		}
		for _, mark := range []string{" – ", " — ", " - ", "·", "•", "|", ","} {
			for c := range v.Node.ChildNodes() {
				if c.Type != html.TextNode || !strings.Contains(c.Data, strings.TrimSpace(mark)) {
					continue
				}
				r := each
				r.All = !single(name)
				r.After = "/^(?:.*" + quoted(strings.TrimSpace(mark)) + `)?\s*/`
				list = append(list, r)
				if single(name) {
					r.After, r.Before = "/^\\s*"+quoted(strings.TrimSpace(mark))+"\\s*/", "/"+quoted(strings.TrimSpace(mark))+"|$/"
					list = append(list, r)
				}
				break
			}
		}
	}
	return list
}

// parted proposes the two rules that read a name whose parts stand in elements
// of their own: given names, then the surname.
func parted(records []blocks.Record) brokers.Rules {
	type fit struct{ head, tail int }
	fits := map[string]*fit{}
	var order []string
	for i := range records {
		if records[i].Node == nil {
			return nil
		}
		for n := range records[i].Node.Descendants() {
			if n.Type != html.ElementNode || n.FirstChild == nil || n.FirstChild != n.LastChild || n.FirstChild.Type != html.TextNode {
				continue
			}
			t, path := strings.Join(strings.Fields(n.FirstChild.Data), " "), within(n, records[i].Node)
			if t == "" {
				continue
			}
			if fits[path] == nil {
				fits[path] = &fit{}
				order = append(order, path)
			}
			if strings.HasPrefix(records[i].Name, t+" ") {
				fits[path].head++
			}
			if strings.HasSuffix(records[i].Name, " "+t) {
				fits[path].tail++
			}
		}
	}
	head, tail := "", ""
	for _, path := range order {
		if f := fits[path]; head == "" && f.head*10 >= len(records)*9 {
			head = path
		} else if tail == "" && f.tail*10 >= len(records)*9 {
			tail = path
		}
	}
	if head == "" || tail == "" {
		return nil
	}
	return brokers.Rules{{Select: brokers.Selector(head)}, {Select: brokers.Selector(tail)}}
}

// linesOf proposes a rule for each line of an address whose street, town and
// state stand in elements of their own.
func linesOf(records []blocks.Record) brokers.Rules {
	var best brokers.Rules
	for i := range records {
		var rules brokers.Rules
		for _, v := range records[i].Values {
			if v.Field != "addresses" || records[i].Node == nil {
				continue
			}
			if path := within(v.Node, records[i].Node); path != "" && path != "." {
				rules = append(rules, brokers.Rule{Select: brokers.Selector(path)})
			}
		}
		if len(rules) > 1 && len(rules) < 5 && (best == nil || len(rules) < len(best)) {
			best = rules
		}
	}
	return best
}

// quoted is a literal in a regular expression.
func quoted(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(`\.+*?()|[]{}^$/`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// sentenceRules lists the rules for a value in the middle of a text: behind its
// own label and before the next one, without the full stop.
func sentenceRules(one brokers.Rule, after, text string, labels []string) []brokers.Rule {
	i := strings.Index(text, after)
	if i < 0 {
		return nil
	}
	rest := strings.ToLower(text[i+len(after):])
	var ends []string
	for _, l := range labels {
		if k := strings.Index(rest, l); k > 0 {
			ends = append(ends, quoted(text[i+len(after)+k:i+len(after)+k+len(l)]))
		}
	}
	r := one
	r.After = after
	if len(ends) == 0 {
		if !strings.HasSuffix(text, ".") {
			return nil
		}
		r.Before = `/\.\s*$/`
	} else {
		slices.Sort(ends)
		r.Before = `/\.?\s*(?:` + strings.Join(slices.Compact(ends), "|") + `)|\.\s*$/`
	}
	return []brokers.Rule{r}
}
