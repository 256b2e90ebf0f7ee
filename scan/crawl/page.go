package crawl

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/net/html"

	"github.com/whohasme/whohasme/scan"
)

// Page is one page as it was received.
type Page struct {
	Asked  *url.URL // nil for a saved page
	URL    *url.URL // where redirects ended; nil for a saved page that does not say
	Status int      // 0 for a saved page
	Header http.Header
	Body   []byte    // as received, unpacked
	HTML   string    // Body in UTF-8
	Shot   []byte    // what a browser showed, as PNG; nil for pages of other ways
	At     time.Time // when it had arrived; of a saved page, when the file was last written
	Dated  bool      // of a saved page: At is the word of the archive itself
	Kept   bool      // the site said that it has not changed: Body is that of an earlier look

	doc    *html.Node // of HTML, once it was asked for
	docErr error
}

// Document returns the page's tree, which is built once and shared: nobody may
// change it. The error is a *scan.Fault. It is not safe for concurrent use.
func (p *Page) Document() (*html.Node, error) {
	if p.doc == nil && p.docErr == nil {
		p.doc, p.docErr = scan.ParsePage(p.HTML)
	}
	return p.doc, p.docErr
}

// Hash returns the SHA-256 of Body in hex digits: the name evidence keeps it
// by.
func (p *Page) Hash() string {
	sum := sha256.Sum256(p.Body)
	return hex.EncodeToString(sum[:])
}
