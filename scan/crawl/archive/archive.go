// Package archive reads the files that browsers and archiving programs keep
// pages in: MHTML, as "Single File" of Chromium, Edge and Internet Explorer
// writes it (RFC 2557), and WARC (ISO 28500, versions 1.0 and 1.1), plain or
// packed with gzip.
//
// [Sniff] tells what a file is; [MHTML] and [WARC] read it. Both take whatever
// comes: a file that breaks off, lies about its lengths or unpacks to more than
// it should becomes an error or a page with a Fault, never half a page that
// looks whole. No error carries anything of a page or its address.
package archive

import (
	"bytes"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// Limits of one archive.
const (
	MaxFile     = 64 << 20  // bytes of the file
	maxUnpacked = 128 << 20 // bytes that a packed file unpacks to
	maxPage     = 64 << 20  // bytes of one page, unpacked
	maxRatio    = 250       // unpacked bytes to packed ones, beyond freeRatio
	freeRatio   = 8 << 20   // bytes that may unpack from as little as they like
	maxParts    = 50_000    // parts of an MHTML file, records of a WARC file
	maxNesting  = 4         // multiparts within multiparts
	maxHead     = 64 << 10  // bytes of one head
)

// Page is one HTML page of an archive.
type Page struct {
	URL    string      // where it came from; "" where the archive does not say
	At     time.Time   // when it was taken; zero where the archive does not say
	Status int         // of the answer; 0 in MHTML
	Header http.Header // of the answer; in MHTML, Content-Type only
	Body   []byte      // unpacked
	Fault  string      // why Body cannot be used, in words; Body is then nil
}

// What is wrong with a whole archive.
var (
	errBroken   = errors.New("the archive is broken")
	errCut      = errors.New("the archive is cut off in the middle of the page")
	errNoPage   = errors.New("the archive holds no page")
	errTooLarge = errors.New("the archive is over the limit of size")
	errUnpacks  = errors.New("the archive unpacks to far more than it should")
	errTooMany  = errors.New("the archive has more parts than a page needs")
	errNested   = errors.New("the archive nests its parts too deep")
	errNoWARC   = errors.New("the packed file is no WARC archive")
)

// Kind is what a file is.
type Kind string

// The kinds of file.
const (
	Unknown    Kind = "" // perhaps a plain page
	MIME       Kind = "mhtml"
	Web        Kind = "warc"
	Packed     Kind = "warc.gz" // gzip, of whatever
	WebArchive Kind = "webarchive"
)

// Sniff tells what a file is from its first bytes; a few thousand are enough.
func Sniff(head []byte) Kind {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return Packed
	case bytes.HasPrefix(head, []byte("bplist0")):
		return WebArchive // Safari's; every page of it is a property list
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), "\r\n \t")
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		return Web
	case bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("<plist")) && bytes.Contains(head, []byte("WebMainResource")):
		return WebArchive // the same, written as text
	case firstHeader.Match(head) && isMIME(head):
		return MIME
	}
	return Unknown
}

// firstHeader is how a file that begins with a head does so.
var firstHeader = regexp.MustCompile(`\A[A-Za-z][A-Za-z0-9-]*:[ \t\r\n]`)

func isMIME(head []byte) bool {
	h, _, err := splitHead(head)
	if err != nil {
		return false
	}
	media := strings.ToLower(h.Get("Content-Type"))
	saved := h.Get("Snapshot-Content-Location") != "" || h.Get("Content-Location") != "" || h.Get("MIME-Version") != ""
	return strings.HasPrefix(media, "multipart/") || saved && strings.HasPrefix(media, "text/html")
}

// isHTML reports whether a body of a media type is a page. Where the type says
// nothing the bytes do.
func isHTML(contentType string, body []byte) bool {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	switch strings.TrimSpace(media) {
	case "text/html", "application/xhtml+xml":
		return true
	case "", "application/octet-stream", "unknown/unknown":
		return strings.HasPrefix(http.DetectContentType(body), "text/html")
	}
	return false
}
