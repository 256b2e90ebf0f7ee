package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
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
//   - after a 403, 502, 503 or 504 without these signs the proxy is asked for a
//     tunnel to the site, through which nothing is sent. If it makes one, it
//     reaches the site, and the answer was the site's; if it cannot, it was its
//     own. Many proxies make no tunnels to such addresses at all: then a 502 or
//     504, which by their meaning are made on the way, are said to be of either,
//     and a 403 or 503 is taken for the site's.
type forwarding struct {
	base   http.RoundTripper
	kind   string // of the proxy
	tunnel func(ctx context.Context, addr string) (net.Conn, error)
}

// RoundTrip asks through the proxy.
func (f forwarding) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := f.base.RoundTrip(r)
	if err != nil || r.URL.Scheme != "http" {
		return res, err
	}
	why := ownWords(res)
	if why == "" && doubtful(res.StatusCode) {
		why = f.probe(r, res.StatusCode)
	}
	if why != "" {
		res.Body.Close()
		return nil, &proxyError{f.kind, why}
	}
	return res, nil
}

func doubtful(status int) bool {
	switch status {
	case http.StatusForbidden, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// probe asks for a tunnel, and says what the proxy's own answer was, or "".
func (f forwarding) probe(r *http.Request, status int) string {
	conn, err := f.tunnel(r.Context(), net.JoinHostPort(r.URL.Hostname(), portOf(r.URL)))
	if err == nil {
		conn.Close()
		return ""
	}
	var refused *refusal
	switch {
	case errors.As(err, &refused) && refused.status >= 500 && refused.status != http.StatusNotImplemented:
		return fmt.Sprintf("could not reach the site (status %d)", status)
	case errors.As(err, &refused) && refused.status == http.StatusProxyAuthRequired:
		return "cannot be used: it asks for a password, or refused the one given"
	case status == http.StatusBadGateway, status == http.StatusGatewayTimeout:
		return fmt.Sprintf("could not reach the site, or the site has a fault of its own (status %d)", status)
	}
	return ""
}

// programs are forward proxies by the names they give themselves.
var programs = regexp.MustCompile(`(?i)^\s*(squid|tinyproxy|privoxy|polipo|3proxy|mitmproxy|ziproxy|ccproxy|wwwoffle|charles|fiddler|burp|zscaler|bluecoat|mcafee web gateway|fortiproxy|websense)`)

// ownWords says what the proxy itself answered with, or "" where the answer is
// the site's.
func ownWords(res *http.Response) string {
	h, status := res.Header, res.StatusCode
	switch {
	case status == http.StatusProxyAuthRequired:
		return "cannot be used: it asks for a password, or refused the one given"
	case status < 400:
		return ""
	case failing(h.Values("Proxy-Status")), h.Get("X-Squid-Error") != "", h.Get("Proxy-Authenticate") != "", h.Get("Proxy-Agent") != "",
		programs.MatchString(h.Get("Server")):
		if status < 500 {
			return fmt.Sprintf("does not allow this site (status %d)", status)
		}
		return fmt.Sprintf("could not reach the site (status %d)", status)
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
