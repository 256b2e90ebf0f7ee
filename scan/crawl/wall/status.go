package wall

import (
	"net/http"
	"strings"

	"github.com/whohasme/whohasme/scan"
)

// ByStatus returns the wall that a status or a header alone proves, or nil.
func ByStatus(status int, h http.Header) *scan.Fault {
	why := ""
	switch {
	case strings.EqualFold(h.Get("Cf-Mitigated"), "challenge"):
		why = "a Cloudflare check stands in front of the page; " + inBrowser
	case h.Get("X-Amzn-Waf-Action") != "":
		why = "an AWS check stands in front of the page; " + inBrowser
	case h.Get("X-Vercel-Mitigated") != "":
		why = "a Vercel check stands in front of the page; " + inBrowser
	case status == http.StatusUnauthorized:
		why = "the site asks for a password (status 401); " + inBrowser
	case status == http.StatusForbidden:
		why = "the site refused the request (status 403); " + inBrowser
	case status == http.StatusTooManyRequests:
		why = "the site takes no more requests for now (status 429); " + later
	case status == http.StatusUnavailableForLegalReasons:
		why = "the site is not shown where you are (status 451); " + elsewhere
	}
	if why == "" {
		return nil
	}
	return &scan.Fault{Outcome: scan.Blocked, Why: why}
}
