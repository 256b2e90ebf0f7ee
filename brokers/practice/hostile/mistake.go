package hostile

import (
	"math/rand/v2"
	"strings"

	"golang.org/x/net/html"
)

var strangers = [][2]string{{"Walburga", "Stickelbruck"}, {"Ottokar", "Quillfeather"}, {"James", "Smith"}, {"Brunhild", "Vanterpool"}, {"Xiomara", "Oxtoby"}}

// otherPerson answers for somebody else: all over the page, or in what it says
// of its search.
func otherPerson(r *rand.Rand, v Victim) string {
	if v.First == "" || v.Last == "" {
		return v.HTML
	}
	to := pickOne(r, strangers)
	doc := parsed(v.HTML)
	everywhere := r.IntN(2) == 0
	records := map[*html.Node]bool{}
	for _, n := range find(doc, v.Records) {
		for c := range n.Descendants() {
			records[c] = true
		}
	}
	swap := strings.NewReplacer(v.First, to[0], v.Last, to[1], strings.ToUpper(v.First), strings.ToUpper(to[0]), strings.ToUpper(v.Last), strings.ToUpper(to[1]))
	eachText(doc, func(n *html.Node) {
		if everywhere || !records[n] {
			n.Data = swap.Replace(n.Data)
		}
	})
	left := strings.ToLower(seen(parsed(written(doc))))
	if everywhere && (strings.Contains(left, strings.ToLower(v.First[:min(3, len(v.First))])) || strings.Contains(left, strings.ToLower(v.Last[:min(3, len(v.Last))]))) {
		return v.HTML // somebody of that name may still be on it
	}
	return written(doc)
}

// otherNobody is the page for somebody else who is not there.
func otherNobody(_ *rand.Rand, v Victim) string {
	if v.First == "" || v.None == "" || !strings.Contains(v.None, v.NoneFirst) || v.NoneFirst == "" {
		return v.HTML
	}
	return v.None
}

var zeroes = []string{
	`<aside class="saved"><p>0 results</p></aside>`, `<footer><p>0 results found</p></footer>`, `<div class="side"><h4>Court records</h4><p>No results found</p></div>`,
	`<p class="also">We found no records in other states.</p>`, `<div class="box"><b>0</b> people found</div>`, `<section><h3>Nobody found</h3></section>`,
}

// zeroBeside says beside the list that there is nobody, in words that are not
// the site's, or with its own sign in a side column.
func zeroBeside(r *rand.Rand, v Victim) string {
	says := pickOne(r, zeroes)
	if r.IntN(2) == 0 {
		says = `<aside class="` + pickOne(r, []string{"rail", "tips", "widget"}) + `">` + v.Sign + `</aside>`
	}
	return inBody(v.HTML, says, r.IntN(2) == 0)
}

// signInPart puts the sign in the place of some records and leaves the rest.
func signInPart(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	if len(found) < 2 {
		return v.HTML
	}
	at := found[r.IntN(len(found))]
	at.Parent.InsertBefore(fragment(v.Sign), at)
	at.Parent.RemoveChild(at)
	return written(doc)
}

// rebuilt gives each record another shape altogether, with the same facts, and
// writes the sign's place as sites do that decide late.
func rebuilt(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	box := pickOne(r, []string{"article", "section", "div", "li"})
	class := pickOne(r, []string{"PersonTile", "mt-4 rounded shadow", "hit__wrap", "row g-2"})
	for _, n := range found {
		card := &html.Node{Type: html.ElementNode, Data: box, Attr: []html.Attribute{{Key: "class", Val: class}}}
		for i, s := range texts(n) {
			tag := "p"
			if i == 0 {
				tag = pickOne(r, []string{"h3", "strong", "a"})
			}
			e := &html.Node{Type: html.ElementNode, Data: tag}
			e.AppendChild(&html.Node{Type: html.TextNode, Data: s})
			card.AppendChild(e)
		}
		to := n
		for to.Parent.Data == "tbody" || to.Parent.Data == "table" || to.Parent.Data == "tr" {
			to = to.Parent
		}
		to.Parent.InsertBefore(card, to)
	}
	for _, n := range found {
		n.Parent.RemoveChild(n)
	}
	return written(doc)
}

// texts are the runs of text below an element.
func texts(n *html.Node) (list []string) {
	for c := range n.Descendants() {
		if s := strings.Join(strings.Fields(c.Data), " "); c.Type == html.TextNode && s != "" {
			list = append(list, s)
		}
	}
	return list
}
