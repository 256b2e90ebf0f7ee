package crawl

import (
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl/wall"
)

// Wall returns the wall that a page is, or nil for an ordinary one. Outcomes
// are Blocked, NeedsYou and Unreadable; Why ends with what the person can do.
func Wall(p *Page) *scan.Fault {
	doc, err := p.Document()
	if err != nil {
		doc = nil // too deep or too large to be read; the reader of records will say so
	}
	return wall.Of(p.Status, p.Header, p.HTML, doc)
}
