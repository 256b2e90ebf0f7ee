package registry

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// maxBoxes and maxPages bound what one row says.
const (
	maxBoxes = 8
	maxPages = 6
)

// waysOut returns the ways that a row names, and DROP for who is registered
// since the law has it: the platform takes requests from January 2026 on and
// reaches who registered for that year or the one before.
func (r *reader) waysOut(row row, cols columns, list []int, legal string) []brokers.OptOut {
	out := r.boxes(row, cols)
	out = append(out, r.pages(row, cols)...)
	if to := r.postal(row, cols); to != "" {
		if person(legal) {
			r.lose(row.line, "postal address", "left out, because the broker may be one person at home")
		} else {
			out = append(out, brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByPost, To: to})
		}
	}
	if len(list) > 0 && slices.Max(list) >= 2025 {
		out = append(out, brokers.OptOut{Ask: brokers.Delete, By: brokers.ByDROP})
	}
	return out
}

// boxes are the mailboxes of a row: those of its contact first, then those in
// what it says about opting out.
func (r *reader) boxes(row row, cols columns) []brokers.OptOut {
	var boxes []string
	for _, c := range cols.emails {
		cell := row.cell(c)
		found := mailboxes(cell)
		if len(found) == 0 && !nothing.MatchString(plain(cell)) {
			r.lose(row.line, cell, "not a mailbox")
		}
		boxes = append(boxes, found...)
	}
	for _, p := range cols.pages {
		boxes = append(boxes, mailboxes(row.cell(p.column))...)
	}
	var out []brokers.OptOut
	seen := map[string]bool{}
	for _, box := range boxes {
		key := strings.ToLower(box)
		if seen[key] {
			continue
		}
		if seen[key] = true; len(seen) > maxBoxes {
			r.lose(row.line, box, "too many mailboxes")
			break
		}
		out = append(out,
			brokers.OptOut{Ask: brokers.Delete, By: brokers.ByEmail, To: box},
			brokers.OptOut{Ask: brokers.OptOutOfSale, By: brokers.ByEmail, To: box})
	}
	return out
}

// pages are the addresses in what a row says about a consumer's rights.
func (r *reader) pages(row row, cols columns) []brokers.OptOut {
	var out []brokers.OptOut
	for _, p := range cols.pages {
		cell := row.cell(p.column)
		found := rightsPages(cell)
		if len(found) == 0 && len(mailboxes(cell)) == 0 && !nothing.MatchString(plain(cell)) {
			r.lose(row.line, cell, "no address in what it says about a consumer's rights")
		}
		for i, f := range found {
			if i > 0 && !f.form && prose(cell) {
				r.lose(row.line, f.url, "a further page in what it says about a consumer's rights; the first is where to start")
				continue
			}
			if len(out) == maxPages {
				r.lose(row.line, f.url, "too many pages")
				break
			}
			way := brokers.OptOut{Ask: p.ask, By: brokers.ByForm, URL: f.url}
			if !f.form && !(p.form && len(addresses(cell)) == 1) {
				way.Requires = []string{"rights-page"}
			}
			if !slices.ContainsFunc(out, func(o brokers.OptOut) bool { return o.URL == way.URL && o.Ask == way.Ask }) {
				out = append(out, way)
			}
		}
	}
	return out
}
