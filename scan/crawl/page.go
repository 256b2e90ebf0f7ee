package crawl

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"sync"
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
	Packed []byte    // Body in gzip, where it arrived so; else nil
	HTML   string    // Body in UTF-8; it may share its bytes
	Shot   []byte    // what a browser showed, as PNG; nil for pages of other ways
	At     time.Time // when it had arrived; of a saved page, when the file was last written
	Dated  bool      // of a saved page: At is the word of the archive itself
	Kept   bool      // the site said that it has not changed: Body is that of an earlier look

	doc    *html.Node // of HTML, once it was asked for and while it is kept
	held   any        // what was learnt of doc, as long as that is kept
	docErr error
}

// trees are the pages whose trees are kept. A tree is many times as large as
// its page, and a visit holds on to pages until it is known whether they have
// to prove something: with a thousand visits under way only the last few trees
// may stay. One that is gone is built again when it is asked for.
var trees struct {
	sync.Mutex
	kept [32]*Page
	next int
}

// Document returns the page's tree, which is shared: nobody may change it. The
// error is a *scan.Fault. It is not safe for concurrent use.
func (p *Page) Document() (*html.Node, error) {
	trees.Lock()
	doc, err := p.doc, p.docErr
	trees.Unlock()
	if doc != nil || err != nil {
		return doc, err
	}
	doc, err = scan.ParsePage(p.HTML)
	trees.Lock()
	defer trees.Unlock()
	p.doc, p.docErr = doc, err
	if oldest := trees.kept[trees.next]; oldest != nil && oldest != p {
		oldest.doc, oldest.held = nil, nil
	}
	trees.kept[trees.next] = p
	trees.next = (trees.next + 1) % len(trees.kept)
	return doc, err
}

// Forget lets go of the page's tree, as soon as it is known that it has been
// read for the last time: one that is asked for again is built again.
func (p *Page) Forget() {
	trees.Lock()
	defer trees.Unlock()
	p.doc, p.held = nil, nil
	for i := range trees.kept {
		if trees.kept[i] == p {
			trees.kept[i] = nil
		}
	}
}

// Hold keeps what was learnt of the page's tree, for as long as the tree is
// kept.
func (p *Page) Hold(v any) {
	trees.Lock()
	defer trees.Unlock()
	if p.doc != nil {
		p.held = v
	}
}

// Held returns what is held of the page's tree, or nil.
func (p *Page) Held() any {
	trees.Lock()
	defer trees.Unlock()
	return p.held
}

// Hash returns the SHA-256 of Body in hex digits: the name evidence keeps it
// by.
func (p *Page) Hash() string {
	sum := sha256.Sum256(p.Body)
	return hex.EncodeToString(sum[:])
}
