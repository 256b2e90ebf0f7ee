package structure

import (
	"strings"

	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dialect is a way to write schema.org into elements: microdata or RDFa Lite.
type dialect struct {
	scope func(n *html.Node) (types string, ok bool)
	prop  string
}

var dialects = []dialect{
	{func(n *html.Node) (string, bool) {
		_, ok := attribute(n, "itemscope")
		t, _ := attribute(n, "itemtype")
		return t, ok
	}, "itemprop"},
	{func(n *html.Node) (string, bool) { return attribute(n, "typeof") }, "property"},
}

func attribute(n *html.Node, name string) (string, bool) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			return n.Attr[i].Val, true
		}
	}
	return "", false
}

// scopes finds the items of a page that no other item holds and calls found
// with each as an object of JSON-LD.
func (d dialect) scopes(n *html.Node, found func(object, *html.Node)) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.DataAtom == atom.Template {
			continue
		}
		if _, ok := d.scope(c); ok {
			found(d.item(c, 0), c)
			continue
		}
		d.scopes(c, found)
	}
}

// item reads an item and those inside it.
func (d dialect) item(n *html.Node, depth int) object {
	types, _ := d.scope(n)
	o := object{}
	var list []any
	for t := range strings.FieldsSeq(types) {
		list = append(list, t)
	}
	o = append(o, member{"@type", list}, member{node, n})
	d.gather(n, &o, depth)
	return o
}

// node is the key under which an item keeps its element.
const node = "\x00"

func (d dialect) gather(n *html.Node, o *object, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.DataAtom == atom.Template {
			continue
		}
		names, named := attribute(c, d.prop)
		_, scoped := d.scope(c)
		var v any
		switch {
		case scoped && depth < 12:
			v = d.item(c, depth+1)
			if !named { // an item of its own inside another
				o.add("hasPart", v)
			}
		case named:
			v = value(c)
		}
		if named {
			for name := range strings.FieldsSeq(names) {
				o.add(name[strings.LastIndexAny(name, ":/")+1:], v)
			}
		}
		if !scoped && depth < 40 {
			d.gather(c, o, depth)
		}
	}
}

// add joins a value to a member.
func (o *object) add(key string, v any) {
	for i := range *o {
		if (*o)[i].key == key {
			if list, ok := (*o)[i].value.([]any); ok {
				(*o)[i].value = append(list, v)
			} else {
				(*o)[i].value = []any{(*o)[i].value, v}
			}
			return
		}
	}
	*o = append(*o, member{key, v})
}

// value is what an element with a property says (HTML Living Standard, section
// 5.2.4).
func value(n *html.Node) string {
	if s, ok := attribute(n, "content"); ok {
		return s
	}
	switch n.DataAtom {
	case atom.A, atom.Link, atom.Area:
		s, _ := attribute(n, "href")
		return s
	case atom.Time:
		if s, ok := attribute(n, "datetime"); ok {
			return s
		}
	case atom.Img, atom.Iframe:
		s, _ := attribute(n, "src")
		return s
	}
	return tree.Text(n)
}
