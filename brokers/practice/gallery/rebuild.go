package gallery

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func element(tag string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: tag, DataAtom: atom.Lookup([]byte(tag))}
}

// around puts n into a new element at its own place.
func around(n *html.Node, tag string) *html.Node {
	box := element(tag)
	n.Parent.InsertBefore(box, n)
	n.Parent.RemoveChild(n)
	box.AppendChild(n)
	return box
}

func children(n *html.Node) []*html.Node {
	var list []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			list = append(list, c)
		}
	}
	return list
}

// inTable are elements that the parser allows in one place only, so that
// nothing can be put around them or in their stead.
var inTable = strings.Fields("html body tr td th tbody thead table dt dd li summary option legend caption tfoot br input script form main")

// wrap puts new elements around the parts of records and around the records.
func (c *redesigner) wrap() {
	for _, r := range c.records {
		each(r, func(n *html.Node) {
			switch {
			case n == r || n.Parent == nil || slices.Contains(inTable, n.Data):
			case slices.Contains([]string{"span", "b", "i", "u", "em", "a", "small", "strong", "tt"}, n.Data):
				around(n, "span")
			default:
				around(n, "div")
			}
		})
	}
	for _, r := range c.records {
		if r.Parent != nil && !slices.Contains(inTable, r.Data) {
			around(r, "div")
		}
	}
}

// reorder turns the order of the parts of every record round, all alike.
func (c *redesigner) reorder() {
	for _, r := range c.records {
		n := r
		for len(children(n)) == 1 {
			n = children(n)[0]
		}
		list := children(n)
		if n.Data == "dl" || n.Data == "h3" || slices.ContainsFunc(list, func(e *html.Node) bool { return e.Data == "br" || e.Data == "caption" }) {
			continue // runs of parts that belong together
		}
		for _, e := range list {
			n.RemoveChild(e)
		}
		for _, e := range slices.Backward(list) {
			n.AppendChild(e)
			n.AppendChild(&html.Node{Type: html.TextNode, Data: " "})
		}
	}
	each(c.body(), func(n *html.Node) { // the heads of columns go with them
		if n.Data != "tr" || slices.Contains(c.records, n) || !slices.ContainsFunc(c.records, func(r *html.Node) bool { return r.Data == "tr" }) {
			return
		}
		list := children(n)
		if len(list) > 1 && list[0].Data == "th" && list[1].Data == "th" {
			for _, e := range slices.Backward(list) {
				n.RemoveChild(e)
				n.AppendChild(e)
			}
		}
	})
}

// labels are words that sites put before a field, and others for the same.
var labels = [][2]string{
	{"Also known as", "Alternative names"}, {"Also Known As", "Alternate Names"}, {"Also goes by", "Known aliases"}, {"AKA", "Aliases"}, {"aka", "aliases"}, {"OTHER NAMES", "ALIASES"},
	{"May also be listed as", "Other names:"}, {"Alias(es):", "Other Names"}, {"Alias:", "Other name:"},
	{"Age guide:", "Approximate age:"}, {"Age:", "Years old:"}, {"AGE", "YEARS OLD"}, {"Age", "Aged"},
	{"Full Name:", "Name of person"}, {"Name", "Person"}, {"NAME", "PERSON"},
	{"Home Address(es):", "Residences"}, {"Addresses", "Places lived"}, {"Current Address:", "Lives at:"}, {"Past Address:", "Lived at:"}, {"LOCATION HISTORY", "PLACES LIVED"}, {"Lives in", "Current city"}, {"Lived in", "Past cities"},
	{"Has lived in", "Locations"}, {"Address:", "Residence:"},
	{"Phone Numbers", "Telephone"}, {"PHONE NUMBERS", "TELEPHONES"}, {"Phone(s):", "Telephone"}, {"Telephone", "Phone"}, {"Phone:", "Telephone:"}, {"Tel:", "Phone:"},
	{"May be related to", "Possible relatives"}, {"Related to", "Family"}, {"Related:", "Family members:"}, {"Family members:", "Relatives:"}, {"Relatives:", "Family:"}, {"Relative(s):", "Family Members"}, {"POSSIBLE RELATIVES", "FAMILY"},
	{"Relatives", "Family"}, {"Associated People", "Possible Relatives"}, {"Also at this address:", "Other occupants:"}, {"Household:", "Lives with:"},
	{"Date of Birth:", "Born"}, {"E-mail(s):", "Email addresses"}, {"Born:", "Birth date:"}, {"(Born", "(Date of birth:"}, {"Email:", "Mail:"},
}

// relabel puts other words for the labels of fields.
func (c *redesigner) relabel() {
	for _, r := range c.records {
		var walk func(*html.Node)
		walk = func(n *html.Node) {
			if n.Type == html.TextNode {
				n.Data = otherLabel(n.Data)
			}
			for k := n.FirstChild; k != nil; k = k.NextSibling {
				walk(k)
			}
		}
		walk(r)
	}
}

func otherLabel(s string) string {
	trimmed := strings.TrimLeft(s, " \n\t")
	for _, l := range labels {
		rest, ok := strings.CutPrefix(trimmed, l[0])
		if ok && (rest == "" || strings.HasSuffix(l[0], ":") || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ":")) {
			return s[:len(s)-len(trimmed)] + l[1] + rest
		}
	}
	return s
}

var otherTags = map[string]string{
	"h1": "div", "h2": "div", "h3": "div", "h4": "div", "h5": "div", "p": "div", "div": "section", "span": "em", "b": "span", "strong": "span", "em": "span", "i": "span", "u": "span", "small": "span", "tt": "code", "kbd": "code", "cite": "span",
	"article": "div", "section": "div", "ul": "div", "ol": "div", "li": "div", "dl": "div", "dt": "div", "dd": "div", "address": "p", "details": "div", "summary": "div", "label": "div", "fieldset": "div", "font": "span", "person-card": "people-tile",
}

// swapTags puts other elements for those in and of the records, as a move to
// another framework does.
func (c *redesigner) swapTags() {
	swap := func(n *html.Node) {
		if to := otherTags[n.Data]; to != "" {
			n.Data, n.DataAtom = to, atom.Lookup([]byte(to))
		}
	}
	parents := map[*html.Node]bool{}
	for _, r := range c.records {
		if r.Parent != nil && (r.Parent.Data == "ul" || r.Parent.Data == "ol") {
			parents[r.Parent] = true
		}
		each(r, swap)
		if r.Data == "em" || r.Data == "section" {
			r.Attr = slices.DeleteFunc(r.Attr, func(a html.Attribute) bool { return a.Key == "open" })
		}
	}
	for p := range parents {
		swap(p)
	}
}

// tabulate turns a run of records into the rows of a table, a cell for every
// part.
func (c *redesigner) tabulate() {
	if len(c.records) == 0 || slices.Contains(strings.Fields("tr h1 h2 h3 table label person-card main"), c.records[0].Data) {
		return
	}
	home := c.records[0].Parent
	if home == nil || slices.Contains(strings.Fields("tbody td html"), home.Data) {
		return
	}
	table, rows := element("table"), element("tbody")
	table.AppendChild(rows)
	home.InsertBefore(table, c.records[0])
	for _, r := range c.records {
		row := element("tr")
		row.Attr = r.Attr
		list := children(r)
		flat := slices.ContainsFunc(list, func(n *html.Node) bool { return slices.Contains([]string{"br", "dt", "span", "summary"}, n.Data) })
		cell := element("td")
		for n := r.FirstChild; n != nil; n = r.FirstChild {
			r.RemoveChild(n)
			if !flat && n.Type == html.ElementNode {
				cell = element("td")
			}
			if cell.Parent == nil {
				row.AppendChild(cell)
			}
			cell.AppendChild(n)
		}
		r.Parent.RemoveChild(r)
		rows.AppendChild(row)
	}
	if home.Data == "ul" || home.Data == "ol" {
		home.Data, home.DataAtom = "div", atom.Div
	}
}

// untabulate turns tables that hold the records into blocks.
func (c *redesigner) untabulate() {
	hold := func(n *html.Node) bool {
		return slices.ContainsFunc(c.records, func(r *html.Node) bool {
			for p := r; p != nil; p = p.Parent {
				if p == n {
					return true
				}
			}
			for p := n; p != nil; p = p.Parent {
				if p == r {
					return true
				}
			}
			return false
		})
	}
	each(c.body(), func(n *html.Node) {
		if slices.Contains(strings.Fields("table tbody thead tr td th caption"), n.Data) && hold(n) {
			n.Data, n.DataAtom = "div", atom.Div
		}
	})
}
