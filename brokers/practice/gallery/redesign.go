package gallery

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"golang.org/x/net/html"
)

// Redesign is a page after a site changed its looks. It shows the same people
// and the same facts.
type Redesign struct {
	Page
	Name string   // what was changed: "classes renamed", or several with " and "
	Lost []string // what the old definition no longer finds: "record", or fields
}

// change is one way in which sites are redesigned.
type change struct {
	name string
	do   func(*redesigner)
}

// changes are the ways in which sites are redesigned. Each leaves what the
// page tells people as it is.
var changes = []change{
	{"classes renamed", (*redesigner).renameClasses},
	{"classes hashed", (*redesigner).hashClasses},
	{"attributes renamed", (*redesigner).renameAttributes},
	{"elements wrapped", (*redesigner).wrap},
	{"fields reordered", (*redesigner).reorder},
	{"labels changed", (*redesigner).relabel},
	{"tags swapped", (*redesigner).swapTags},
	{"list turned into a table", (*redesigner).tabulate},
	{"table turned into blocks", (*redesigner).untabulate},
}

// Changes returns the names of the ways in which pages are redesigned.
func Changes() []string {
	var list []string
	for _, c := range changes {
		list = append(list, c.name)
	}
	return list
}

// Redesigned changes a page in one way, or in several where one alone leaves
// all of the definition's selectors finding what they found; that is decided
// by the bare selectors. ok is false where nothing could be made of the page:
// a definition that reads nothing from it cannot break on it.
func Redesigned(r *rand.Rand, p Page, d *brokers.Definition) (out Redesign, ok bool, err error) {
	before, err := find(p, d)
	if err != nil || before.records == 0 {
		return out, false, err
	}
	doc, err := html.Parse(strings.NewReader(p.HTML))
	if err != nil {
		return out, false, err
	}
	var names []string
	for _, i := range r.Perm(len(changes)) {
		records, err := recordsOf(doc, p, d)
		if err != nil {
			return out, false, err
		}
		was := render(doc)
		c := &redesigner{Rand: r, doc: doc, records: records, names: map[string]string{}}
		changes[i].do(c)
		now := render(doc)
		if now == was {
			continue
		}
		names = append(names, changes[i].name)
		changed := p
		changed.HTML = now
		after, err := find(changed, d)
		if err != nil {
			return out, false, err
		}
		if gone := lost(before, after); len(gone) > 0 {
			return Redesign{changed, strings.Join(names, " and "), gone}, true, nil
		}
	}
	return out, false, nil
}

func render(n *html.Node) string {
	var b strings.Builder
	_ = html.Render(&b, n) // a builder never fails to write
	return b.String()
}

func recordsOf(doc *html.Node, p Page, d *brokers.Definition) ([]*html.Node, error) {
	record := d.Record
	if p.Kind == Profile && d.Profile != nil {
		record = d.Profile.Record
	}
	return matches(doc, record)
}

// redesigner changes one page.
type redesigner struct {
	*rand.Rand
	doc     *html.Node
	records []*html.Node // as the old definition finds them
	names   map[string]string
}

// each calls do for all elements below n, n included, before their children.
func each(n *html.Node, do func(*html.Node)) {
	if n.Type == html.ElementNode {
		do(n)
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		each(c, do)
		c = next
	}
}

func (c *redesigner) body() *html.Node {
	var body *html.Node
	each(c.doc, func(n *html.Node) {
		if n.Data == "body" && body == nil {
			body = n
		}
	})
	return body
}

// fresh returns a new word for an old one, the same for every mention.
func (c *redesigner) fresh(old string, hashed bool) string {
	if w := c.names[old]; w != "" {
		return w
	}
	w := pick(c.Rand, []string{"c-", "ui-", "pp-", "v2-"}) + pick(c.Rand, []string{"block", "tile", "line", "part", "piece", "text"}) + fmt.Sprint(len(c.names))
	if hashed {
		w = fmt.Sprintf("sc-%06x", c.IntN(1<<24))
	}
	c.names[old] = w
	return w
}

func (c *redesigner) rename(hashed bool) {
	each(c.body(), func(n *html.Node) {
		for i, a := range n.Attr {
			switch a.Key {
			case "class":
				words := strings.Fields(a.Val)
				for j := range words {
					words[j] = c.fresh(words[j], hashed)
				}
				n.Attr[i].Val = strings.Join(words, " ")
			case "id":
				if n.Data != "script" {
					n.Attr[i].Val = c.fresh("#"+a.Val, hashed)
				}
			}
		}
	})
}

func (c *redesigner) renameClasses() { c.rename(false) }
func (c *redesigner) hashClasses()   { c.rename(true) }

// renameAttributes drops or renames what scripts and tests hold on to.
func (c *redesigner) renameAttributes() {
	each(c.body(), func(n *html.Node) {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
			return slices.Contains([]string{"role", "itemprop", "itemscope", "itemtype", "slot", "color", "border", "size"}, a.Key)
		})
		for i, a := range n.Attr {
			if strings.HasPrefix(a.Key, "data-") {
				n.Attr[i].Key = "data-" + c.fresh(a.Key, false)
				if a.Key != "data-name" && a.Key != "data-age" && a.Key != "data-city" {
					n.Attr[i].Val = c.fresh(a.Val, false)
				}
			}
		}
	})
}
