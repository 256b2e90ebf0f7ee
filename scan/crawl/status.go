package crawl

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// refusals are statuses outside the registry by which sites turn programs away:
// 420 is Twitter's "Enhance your calm", 430 Shopify's, 999 LinkedIn's and Yahoo's.
var refusals = map[int]bool{420: true, 430: true, 999: true}

// statusFault returns what a status other than a wall's says against reading
// the page, or nil.
func statusFault(status int) *scan.Fault {
	switch {
	case status == 0 || status >= 200 && status <= 299 && status != http.StatusPartialContent:
		return nil
	case status == http.StatusPartialContent:
		return unreachable("only a part of the page came (status 206)")
	case status == http.StatusProxyAuthRequired:
		return unreachable("the proxy asks for a password (status 407)")
	case status >= 500 && status <= 599:
		return unreachable(fmt.Sprintf("the site has a fault of its own (status %d)", status))
	case refusals[status]:
		return &scan.Fault{Outcome: scan.Blocked, Why: fmt.Sprintf("the site refused the request (status %d); open the page in your own browser and save it", status)}
	case status == http.StatusPaymentRequired:
		return &scan.Fault{Outcome: scan.NeedsYou, Why: "the site asks for a payment (status 402)"}
	case status == http.StatusNotFound, status == http.StatusGone:
		return &scan.Fault{Outcome: scan.Unreadable, Why: fmt.Sprintf("there is no such page (status %d)", status)}
	}
	return &scan.Fault{Outcome: scan.Unreadable, Why: fmt.Sprintf("the site answered with status %d", status)}
}

// readable reports whether an answer is text. HTML is often sent as something
// else, and other files as HTML, so both the type and the bytes are asked.
func readable(contentType, disposition string, body []byte) bool {
	if how, _, _ := strings.Cut(disposition, ";"); strings.EqualFold(strings.TrimSpace(how), "attachment") {
		return false
	}
	kind := http.DetectContentType(body)
	sniffed := textual(kind)
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil || media == "application/octet-stream" || !strings.Contains(media, "/") {
		return sniffed
	}
	if (strings.HasPrefix(kind, "text/html") || bytes.Contains(body, []byte("</"))) && (strings.HasSuffix(media, "json") || strings.HasSuffix(media, "javascript")) {
		return false // no browser shows it as a page, be it one or wrapped round one
	}
	// UTF-16 looks like a file to the sniffer; its type must then be said.
	return textual(media) && (sniffed || kind == "application/octet-stream" && strings.Contains(strings.ToLower(contentType), "charset"))
}

func textual(media string) bool {
	media, _, _ = strings.Cut(media, ";")
	switch media {
	case "application/json", "application/xml", "application/javascript":
		return true
	}
	return strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+xml") || strings.HasSuffix(media, "+json")
}
