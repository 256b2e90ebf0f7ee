package agree

import (
	"slices"

	"github.com/whohasme/whohasme/scan"
	"golang.org/x/net/html"
)

// few is how many records of a long list are held against the page: what has
// rotted has so for all of them.
const few = 8

// thin returns the page with a few of its records, and all that stands beside
// them. ok is false for a list
// that is short or whose records cannot be told apart.
func (p Page) thin() (Page, bool) {
	r := p.Reading
	blocks := r.Elements()
	if len(blocks) <= few+few/2 || len(blocks) != len(r.Records) {
		return p, false
	}
	dropped := make(map[*html.Node]bool, len(blocks))
	for _, n := range blocks {
		dropped[n] = true
	}
	kept := make([]*html.Node, 0, few)
	records := make([]scan.Record, 0, few)
	for _, i := range telling(blocks) {
		kept, records = append(kept, blocks[i]), append(records, r.Records[i])
		delete(dropped, blocks[i])
	}
	copies := make(map[*html.Node]*html.Node, few)
	p.Doc = without(p.Doc, dropped, kept, copies)
	for i, n := range kept {
		if kept[i] = copies[n]; kept[i] == nil {
			return p, false // it stands in another record
		}
	}
	p.all = r.Blocks
	p.Reading = r.Some(records, kept)
	return p, true
}

// telling picks the records that say most, since a field that few records have
// makes them longer, and the first, the middle and the last one; in page order.
func telling(blocks []*html.Node) []int {
	size := make([]int, len(blocks))
	order := make([]int, len(blocks))
	for i, n := range blocks {
		order[i] = i
		for d := range n.Descendants() {
			size[i]++
			if d.Type == html.TextNode {
				size[i] += len(d.Data) / 8
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return size[b] - size[a] })
	picked := []int{0, len(blocks) / 2, len(blocks) - 1}
	for _, i := range order {
		if len(picked) < few && !slices.Contains(picked, i) {
			picked = append(picked, i)
		}
	}
	slices.Sort(picked)
	return picked
}

// without copies a tree but for some elements and what follows each of them up
// to the next that is kept.
func without(n *html.Node, dropped map[*html.Node]bool, kept []*html.Node, copies map[*html.Node]*html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: n.Attr}
	if slices.Contains(kept, n) {
		copies[n] = c
	}
	within := false // behind an element that is dropped: records may lie in a row of elements
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if dropped[k] {
			within = true
		} else if within && slices.Contains(kept, k) {
			within = false
		}
		if !within {
			c.AppendChild(without(k, dropped, kept, copies))
		}
	}
	return c
}
