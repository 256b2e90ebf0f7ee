package hostile

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// mended cuts the page anywhere behind its first record and closes what was
// left open, as proxies, archives and browsers do that save what they got.
func mended(r *rand.Rand, v Victim) string {
	return visiblyLess(truncatedInList(r, v), v)
}

// cutAtRecord ends the page right behind a record or before one, with all tags
// closed and nothing after them.
func cutAtRecord(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	if len(found) == 0 {
		return v.HTML
	}
	last := pickOne(r, found)
	for n := last; n.Parent != nil; n = n.Parent {
		for n.NextSibling != nil {
			n.Parent.RemoveChild(n.NextSibling)
		}
	}
	if r.IntN(3) == 0 {
		last.Parent.RemoveChild(last)
	}
	return visiblyLess(written(doc), v)
}

// visiblyLess is a damaged page with its tags closed, or the page itself where
// people could not see what was lost.
func visiblyLess(page string, v Victim) string {
	doc := parsed(page)
	page = written(doc)
	if seen(doc) == seen(parsed(v.HTML)) {
		return v.HTML
	}
	return page
}

// seen is the text that a page shows, whatever stands in the way of it.
func seen(doc *html.Node) string {
	var b strings.Builder
	for n := range unscripted(doc).Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

var number = regexp.MustCompile(`\d[\d,]*`)

// uncounting are elements that tell no number of records.
var uncounting = map[string]bool{"a": true, "li": true, "footer": true, "title": true, "noscript": true, "small": true}

// counts are the texts outside the records that tell their number.
func counts(doc *html.Node, records []*html.Node, besides string) (list []*html.Node) {
	inside, all := map[*html.Node]bool{}, strconv.Itoa(len(records))
	if besides != "" {
		records = append(slices.Clone(records), find(doc, besides)...)
	}
	for _, n := range records {
		for c := range n.Descendants() {
			inside[c] = true
		}
	}
	eachText(doc, func(n *html.Node) {
		if inside[n] || uncounting[n.Parent.Data] || !letters.MatchString(strings.Join(texts(n.Parent.Parent), " ")) {
			return
		}
		for _, s := range number.FindAllString(n.Data, -1) {
			if s == all {
				list = append(list, n)
				return
			}
		}
	})
	return list
}

// fewer takes records from the end of a list that says how many it has, or
// makes the number larger.
func fewer(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	told := counts(doc, found, v.Besides)
	if len(told) == 0 {
		return v.HTML
	}
	if r.IntN(3) == 0 || len(found) == 1 {
		more := strconv.Itoa(len(found) + 1 + r.IntN(40))
		for _, n := range told {
			n.Data = strings.ReplaceAll(n.Data, strconv.Itoa(len(found)), more)
		}
		return written(doc)
	}
	for _, n := range found[1+r.IntN(len(found)-1):] {
		n.Parent.RemoveChild(n)
	}
	return written(doc)
}

// uncounted blanks the number of records, and takes some of the records away.
func uncounted(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	told := counts(doc, found, v.Besides)
	if len(told) == 0 {
		return v.HTML
	}
	for _, n := range told {
		n.Data = pickOne(r, []string{"", "Several", "–", "many"})
	}
	for _, n := range found[r.IntN(len(found)+1):] {
		n.Parent.RemoveChild(n)
	}
	return written(doc)
}

var moreButtons = []string{
	`<button type="button" class="load-more">Show more results</button>`, `<a class="show-all" href="#all">See all 14 results</a>`, `<div class="more-wrap"><button>Load more</button></div>`,
	`<button id="reveal">Show 6 more people</button>`, `<p><a href="?all=1">View all matches</a></p>`, `<details><summary>More people with this name</summary></details>`,
	`<a href="?page=2">Next page</a>`, `<a href="?p=2" rel="next">&raquo;</a>`, `<ul class="pager"><li>1</li><li><a href="?p=2">2</a></li><li><a href="?p=3">3</a></li></ul>`,
}

// behindMore takes records from the list and puts something to press in their
// place.
func behindMore(r *rand.Rand, v Victim) string {
	doc := parsed(v.HTML)
	found := find(doc, v.Records)
	if len(found) == 0 {
		return v.HTML
	}
	rest := found[r.IntN(len(found)):]
	box := rest[0].Parent
	for box.Data == "tbody" || box.Data == "table" || box.Data == "ul" || box.Data == "ol" {
		box = box.Parent
	}
	button := fragment(pickOne(r, moreButtons))
	keep := &html.Node{Type: html.ElementNode, Data: "div", Attr: []html.Attribute{{Key: "class", Val: "js-rest"}}}
	for _, n := range rest {
		n.Parent.RemoveChild(n)
		keep.AppendChild(n)
	}
	switch r.IntN(3) {
	case 0:
		set(keep, "hidden", "")
		box.AppendChild(keep)
	case 1:
		var b strings.Builder
		_ = html.Render(&b, keep)
		box.AppendChild(&html.Node{Type: html.CommentNode, Data: strings.ReplaceAll(b.String(), "--", "")})
	}
	if first := box.FirstChild; first != nil && r.IntN(4) == 0 {
		box.InsertBefore(button, first)
	} else {
		box.AppendChild(button)
	}
	return written(doc)
}
