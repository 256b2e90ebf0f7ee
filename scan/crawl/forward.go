package crawl

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// forwarding is the line through an HTTP proxy. Over a tunnel (https) a failure
// of the proxy is an error; an address of plain http the proxy asks for itself,
// and when it fails it answers in the site's place. Such an answer becomes an
// error here, where it can be told from the site's:
//
//   - 407 is a proxy's by definition (RFC 9110, section 15.5.8);
//   - Proxy-Status with an error names what a proxy met (RFC 9209), and
//     X-Squid-Error, Proxy-Authenticate and Proxy-Agent are only a proxy's;
//   - Server names who made the answer, and a proxy passes the site's own on: one
//     that is the name of a proxy program means that the site was not asked;
//   - 502 and 504 without a Server header were made on the way: most proxies send
//     none, most sites do. As a site may leave it out as well, both are named.
//
// A 403 that bears none of these signs is taken for the site's.
type forwarding struct {
	base http.RoundTripper
	kind string // of the proxy
}

// RoundTrip asks through the proxy.
func (f forwarding) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := f.base.RoundTrip(r)
	if err != nil || r.URL.Scheme != "http" {
		return res, err
	}
	if why := ownWords(res); why != "" {
		res.Body.Close()
		return nil, &proxyError{f.kind, why}
	}
	return res, nil
}

// programs are forward proxies by the names they give themselves.
var programs = regexp.MustCompile(`(?i)^\s*(squid|tinyproxy|privoxy|polipo|3proxy|mitmproxy|ziproxy|ccproxy|wwwoffle|charles|fiddler|burp|zscaler|bluecoat|mcafee web gateway|fortiproxy|websense)`)

// ownWords says what the proxy itself answered with, or "" where the answer is
// the site's.
func ownWords(res *http.Response) string {
	h, status := res.Header, res.StatusCode
	server := h.Get("Server")
	switch {
	case status == http.StatusProxyAuthRequired:
		return "cannot be used: it asks for a password, or refused the one given"
	case status < 400:
		return ""
	case failing(h.Values("Proxy-Status")), h.Get("X-Squid-Error") != "", h.Get("Proxy-Authenticate") != "", h.Get("Proxy-Agent") != "",
		programs.MatchString(server):
		if status < 500 {
			return fmt.Sprintf("does not allow this site (status %d)", status)
		}
		return fmt.Sprintf("could not reach the site (status %d)", status)
	case server == "" && (status == http.StatusBadGateway || status == http.StatusGatewayTimeout):
		return fmt.Sprintf("could not reach the site, or the site has a fault of its own (status %d)", status)
	}
	return ""
}

// failing reports whether the proxy that is nearest, which stands last, says
// that it met an error.
func failing(list []string) bool {
	if len(list) == 0 {
		return false
	}
	members := strings.Split(list[len(list)-1], ",")
	for _, p := range strings.Split(members[len(members)-1], ";")[1:] {
		if k, _, _ := strings.Cut(strings.TrimSpace(p), "="); k == "error" {
			return true
		}
	}
	return false
}
