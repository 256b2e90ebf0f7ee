package crawl

import (
	"bytes"
	"strings"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/net/html/charset"
)

// text returns a page as UTF-8, by its byte order mark, the header, its meta
// tags, or else by what its bytes are.
func text(body []byte, contentType string) string {
	enc, name, certain := charset.DetermineEncoding(body, contentType)
	// Windows-1252 is the last guess and looks at the first kilobyte only;
	// text in it is never valid UTF-8 by chance.
	if name == "windows-1252" && !certain && utf8.Valid(body) {
		name = "utf-8"
	}
	if name == "utf-8" {
		return strings.ToValidUTF8(shared(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))), "\uFFFD")
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(body), "\uFFFD")
	}
	return strings.TrimPrefix(string(out), "\uFEFF")
}

// shared is a body as a string of the same bytes, which nobody may change any
// more: most pages are UTF-8, and a thousand visits hold theirs at one time.
func shared(body []byte) string { return unsafe.String(unsafe.SliceData(body), len(body)) }
