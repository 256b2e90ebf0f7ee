package extract

import (
	"net/url"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
	"github.com/whohasme/whohasme/scan/extract/tree"
	"golang.org/x/net/html"
)

// Reading is what one page of a list says.
type Reading struct {
	Records []scan.Record // in page order; a record with a hidden name has none
	Blocks  int           // elements the record selector matched
	Total   int           // records the page says there are; -1: it does not say
	Next    *url.URL      // next page of the list; nil: none that has an address
	More    bool          // the page offers a next page, be it without an address: the list is not whole
	Nothing bool          // the no-results sign is there, in sight
	Hidden  bool          // names are masked, so records cannot be told apart

	blocks []*html.Node // the elements of Blocks
	signs  []hit        // of Nothing
}

// Read reads a page of results. base is the page's address, nil if unknown. A
// block that has no name becomes no record, so that Blocks may exceed the
// number of Records; one whose name is masked becomes a record without name.
// The error is a *scan.Fault.
func (r *Reader) Read(page string, base *url.URL) (*Reading, error) {
	doc, err := scan.ParsePage(page)
	if err != nil {
		return nil, err
	}
	return r.ReadDocument(doc, base)
}

// ReadDocument is Read for a page that is parsed already. It does not change
// the tree.
func (r *Reader) ReadDocument(doc *html.Node, base *url.URL) (*Reading, error) {
	base = field.Base(doc, base)
	found := make([][]hit, len(r.fast))
	walk(doc, r.fast, found)
	hits, err := r.hits(0, r.record, doc, found)
	if err != nil {
		return nil, fails("record")
	}
	blocks := elementsOf(hits)
	out := &Reading{Blocks: len(blocks), Total: -1, blocks: blocks}
	scratch, memory := make([][]hit, len(r.fields.fast)), new(field.Memory)
	out.Records = make([]scan.Record, 0, len(blocks))
	for _, n := range blocks {
		rec, veiled, err := r.block(n, &r.fields, base, scratch, memory)
		if err != nil {
			return nil, fails("fields")
		}
		out.Hidden = out.Hidden || veiled
		if rec.Name != "" || veiled {
			out.Records = append(out.Records, rec)
		}
	}
	if len(out.Records) == 0 {
		out.Records = nil
	}
	if hits, err = r.hits(3, r.nothing, doc, found); err != nil {
		return nil, fails("nothing")
	}
	out.Nothing, out.signs = anyShown(hits), hits
	if hits, err = r.hits(1, r.total, doc, found); err != nil {
		return nil, fails("complete.total")
	}
	out.Total = totalOf(hits)
	if hits, err = r.hits(2, r.next, doc, found); err != nil {
		return nil, fails("complete.next")
	}
	out.Next, out.More = nextOf(hits, base)
	return out, nil
}

// hits returns what one of the page's own selectors found.
func (r *Reader) hits(i int, s *selector, doc *html.Node, found [][]hit) ([]hit, error) {
	if r.slots[i] > 0 {
		return found[r.slots[i]-1], nil
	}
	return s.in(doc)
}

func fails(field string) *scan.Fault {
	return tree.Unreadable("the definition's selector " + field + " fails on this page")
}

func totalOf(hits []hit) int {
	for _, h := range hits {
		text := h.text
		if h.element != nil {
			text = tree.Text(h.element)
		}
		if n := field.Total(text); n >= 0 && len(text) <= maxValue {
			return n
		}
	}
	return -1
}

// nextOf finds the next page. A link that is switched off, or that leads to
// the page itself, ends the list; one that only a script can follow does not.
func nextOf(hits []hit, base *url.URL) (*url.URL, bool) {
	more := false
	for _, h := range hits {
		if h.near != nil && (off(h.near) || !tree.Shown(h.near)) {
			continue
		}
		raw := h.text
		if h.element != nil {
			raw, _ = linkOf(h.element)
		}
		u := field.Resolve(raw, base)
		if u != nil && base != nil && u.String() == field.Tidy(base).String() {
			continue
		}
		if u != nil {
			return u, true
		}
		more = true
	}
	return nil, more
}

// off reports whether a link or button, or the list item around it, is
// switched off.
func off(n *html.Node) bool {
	for p, depth := n, 0; p != nil && depth < 2; p, depth = p.Parent, depth+1 {
		_, disabled := tree.Attribute(p, "disabled")
		aria, _ := tree.Attribute(p, "aria-disabled")
		class, _ := tree.Attribute(p, "class")
		if disabled || strings.EqualFold(aria, "true") || strings.Contains(strings.ToLower(class), "disabled") {
			return true
		}
	}
	return false
}
