package browser

import (
	"errors"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// flatten writes a snapshot as one HTML document that reads as the page looks:
//
//   - what a shadow root shows stands within its host, each slot replaced by
//     what it takes (or by its own children where it takes nothing); children
//     that no slot takes are left out, as they are not shown;
//   - a frame whose document serves admits, or that has none of its own
//     (about:blank, srcdoc) within such a one, is <div data-frame="address">
//     with the frame's id, class, name and title and its body's children, their
//     links made whole; a frameset is a body. Other frames stay as they are,
//     empty;
//   - an element with text of which nothing is shown has the attribute hidden,
//     whatever style sheet hides it;
//   - a paragraph that holds what HTML allows in none is <div data-tag="p">.
func flatten(s *snapshot, limit int64, serves func(*url.URL) bool) (string, error) {
	if len(s.Documents) == 0 {
		return "", errors.New("read page: there is no document yet")
	}
	f := &flattener{snapshot: s, serves: serves}
	root, err := f.document(0, 0)
	if err != nil {
		return "", err
	}
	var b bounded
	b.left = limit
	if err := html.Render(&b, root); err != nil {
		return "", errSize
	}
	return b.String(), nil
}

// bounded is a text that does not grow over a limit.
type bounded struct {
	strings.Builder
	left int64
}

// Write fails over the limit.
func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errSize
	}
	return b.Builder.Write(p)
}

// WriteByte fails over the limit.
func (b *bounded) WriteByte(c byte) error {
	if b.left--; b.left < 0 {
		return errSize
	}
	return b.Builder.WriteByte(c)
}

// WriteString fails over the limit.
func (b *bounded) WriteString(s string) (int, error) {
	if b.left -= int64(len(s)); b.left < 0 {
		return 0, errSize
	}
	return b.Builder.WriteString(s)
}

type flattener struct {
	*snapshot
	serves func(*url.URL) bool
	made   int // documents
}

// document makes the tree of one document; depth is that of what it is in.
func (f *flattener) document(number, depth int) (*html.Node, error) {
	if f.made++; number < 0 || number >= len(f.Documents) || f.made > len(f.Documents) {
		return nil, errDeep // none that the browser would write
	}
	d := &f.Documents[number]
	n := len(d.Nodes.Parent)
	nodes, depths, content := make([]*html.Node, n), make([]int, n), map[int]int{}
	for i, at := range d.Nodes.Content.Index {
		if i < len(d.Nodes.Content.Value) {
			content[at] = d.Nodes.Content.Value[i]
		}
	}
	var base *url.URL
	if number > 0 {
		base, _ = url.Parse(f.text(d.BaseURL)) // nil: links stay as they are
	}
	root := &html.Node{Type: html.DocumentNode}
	laid := f.laid(d)
	veiled := f.veiled(d, laid)
	for i := range n {
		into, parent := root, at(d.Nodes.Parent, i)
		if parent >= 0 {
			if parent >= i || nodes[parent] == nil {
				continue
			}
			into, depths[i] = nodes[parent], depths[parent]+1
		}
		if depth+depths[i] > maxDepth {
			return nil, errDeep
		}
		switch at(d.Nodes.Type, i) {
		case 9:
			nodes[i] = root
		case 10:
			into.AppendChild(&html.Node{Type: html.DoctypeNode, Data: "html"})
		case 8:
			into.AppendChild(&html.Node{Type: html.CommentNode, Data: f.text(at(d.Nodes.Value, i))})
		case 3, 4:
			into.AppendChild(&html.Node{Type: html.TextNode, Data: f.text(at(d.Nodes.Value, i))})
		case 1:
			e := f.element(d, i, into.DataAtom == atom.Html)
			switch {
			case e == nil, number > 0 && e.DataAtom == atom.Base: // of a style sheet's making; a frame's, which whole has used
				continue
			case e.Data == "slot":
				nodes[i] = into
				continue
			}
			nodes[i] = e
			if inner, ok := content[i]; ok {
				if err := f.frame(e, inner, depth+depths[i]); err != nil {
					return nil, err
				}
			}
			whole(e, base)
			if veiled[i] || e.Data == "div" && content[i] > 0 && laid[i] == 0 {
				hide(e)
			}
			if blocks[e.Data] {
				open(into)
			}
			into.AppendChild(e)
		}
	}
	return root, nil
}

func hide(e *html.Node) {
	for _, a := range e.Attr {
		if a.Key == "hidden" {
			return
		}
	}
	e.Attr = append(e.Attr, html.Attribute{Key: "hidden"})
}

// at is an element of a list, or the zero value behind its end.
func at[T any](list []T, i int) (v T) {
	if i < len(list) {
		v = list[i]
	}
	return v
}

// element makes an element without what is in it.
func (f *flattener) element(d *sheet, i int, outermost bool) *html.Node {
	name := strings.ToLower(f.text(at(d.Nodes.Name, i)))
	if name == "" || strings.HasPrefix(name, "::") {
		return nil
	}
	switch name { // a document of frames has no body, and no other has them
	case "frame":
		name = "iframe"
	case "frameset":
		if name = "div"; outermost {
			name = "body"
		}
	}
	e := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
	list := at(d.Nodes.Attributes, i)
	for k := 0; k+1 < len(list); k += 2 {
		if key := f.text(list[k]); writable(key) {
			e.Attr = append(e.Attr, html.Attribute{Key: key, Val: f.text(list[k+1])})
		}
	}
	return e
}

// writable reports whether HTML can write an attribute of that name: scripts
// can make others.
func writable(key string) bool {
	return key != "" && !strings.ContainsAny(key, " \t\n\f\r\"'<>/=\x00")
}

// frame puts a frame's document in its place.
func (f *flattener) frame(e *html.Node, number, depth int) error {
	if number < 0 || number >= len(f.Documents) || e.Data != "iframe" {
		return nil
	}
	address := f.text(f.Documents[number].DocumentURL)
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "about" && !f.serves(u) {
		return nil
	}
	doc, err := f.document(number, depth)
	if err != nil {
		return err
	}
	kept := []html.Attribute{{Key: "data-frame", Val: address}}
	for _, a := range e.Attr {
		switch a.Key {
		case "id", "class", "name", "title", "hidden", "style":
			kept = append(kept, a)
		}
	}
	e.Data, e.DataAtom, e.Attr = "div", atom.Div, kept
	for _, part := range []string{"head", "body"} {
		for _, p := range named(doc, part) {
			for c := p.FirstChild; c != nil; {
				next := c.NextSibling
				if part != "head" || c.DataAtom == atom.Script {
					p.RemoveChild(c)
					e.AppendChild(c)
				}
				c = next
			}
		}
	}
	return nil
}

// named are the parts of a document of one name: a head, a body.
func named(doc *html.Node, part string) (list []*html.Node) {
	for c := doc.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Html {
			continue
		}
		for p := c.FirstChild; p != nil; p = p.NextSibling {
			if p.Type == html.ElementNode && p.Data == part {
				list = append(list, p)
			}
		}
	}
	return list
}

// whole makes the links of a frame's element whole, which are relative to
// another address than the page's.
func whole(e *html.Node, base *url.URL) {
	if base == nil || base.Host == "" {
		return
	}
	for i, a := range e.Attr {
		switch a.Key {
		case "href", "src", "action", "formaction":
			if u, err := base.Parse(strings.TrimSpace(a.Val)); err == nil {
				e.Attr[i].Val = u.String()
			}
		}
	}
}

// open makes the paragraph around an element, if there is one that HTML would
// end before it, an element that may hold it.
func open(around *html.Node) {
	for n := around; n != nil && n.Type == html.ElementNode; n = n.Parent {
		switch n.DataAtom {
		case atom.P:
			n.Data, n.DataAtom = "div", atom.Div
			n.Attr = append(n.Attr, html.Attribute{Key: "data-tag", Val: "p"})
			return
		case atom.Table, atom.Td, atom.Th, atom.Caption, atom.Button, atom.Object, atom.Marquee, atom.Applet, atom.Body, atom.Html:
			return
		}
	}
}

// blocks are the elements before which a paragraph ends (HTML Living Standard,
// section 13.2.6.4.7).
var blocks = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(`address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form
		h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp`) {
		m[name] = true
	}
	return m
}()
