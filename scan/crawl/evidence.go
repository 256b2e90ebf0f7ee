package crawl

import (
	"net/http"

	"github.com/whohasme/whohasme/scan"
)

// Fault says what a page that was not fetched now is, as fetching it would
// have: nil, or an error that holds a *scan.Fault.
func (p *Page) Fault() error {
	_, err := judge(p.Asked, &exchange{url: p.URL, status: p.Status, header: p.Header, body: p.Body, at: p.At}, p.HTML)
	return err
}

// Restore makes the page again that evidence was kept of. Of its headers only
// the media type is left.
func Restore(e scan.Evidence, body []byte) *Page {
	p := &Page{
		Asked: webAddress(e.Asked), URL: webAddress(e.URL), Status: e.Status, Header: http.Header{}, Body: body, At: e.At, HTML: text(body, e.Type),
	}
	if e.Type != "" {
		p.Header.Set("Content-Type", e.Type)
	}
	if p.Asked == nil {
		p.Asked = p.URL
	}
	return p
}

// Evidence is what is to be kept of the page, besides its body.
func (p *Page) Evidence() scan.Evidence {
	m := p.Marks()
	e := scan.Evidence{Hash: p.Hash(), At: p.At, Status: p.Status, Type: m.Type}
	if p.Shot == nil {
		e.ETag, e.Modified = m.ETag, m.Modified
	} else {
		e.Kind = scan.Drawn
	}
	if p.URL != nil {
		e.URL = p.URL.String()
	}
	if p.Asked != nil && p.Asked.String() != e.URL {
		e.Asked = p.Asked.String()
	}
	return e
}
