package crawl

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"time"
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
}

// Hash returns the SHA-256 of Body in hex digits: the name evidence keeps it
// by.
func (p *Page) Hash() string {
	sum := sha256.Sum256(p.Body)
	return hex.EncodeToString(sum[:])
}
