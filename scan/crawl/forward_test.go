package crawl

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// An HTTP proxy answers in the site's place when it cannot bring a page of plain
// http. That is told as the proxy's, and never as the site's robots.txt.
func TestAnswersOfAnHTTPProxyItself(t *testing.T) {
	reached, refused := "could not reach the site", "does not allow this site"
	for _, c := range []struct {
		name   string
		status int
		header map[string]string
		tunnel int  // what the proxy answers to CONNECT; 0: 405
		robots bool // what the proxy answers for robots.txt, too
		want   scan.Outcome
		why    string
	}{
		{"wants a password", 407, map[string]string{"Proxy-Authenticate": "Basic"}, 0, true, scan.Unreachable, "password"},
		{"Squid, no connection", 503, map[string]string{"Server": "squid/6.6", "X-Squid-Error": "ERR_CONNECT_FAIL 111"}, 0, true, scan.Unreachable, reached},
		{"Squid, access denied", 403, map[string]string{"X-Squid-Error": "ERR_ACCESS_DENIED 0"}, 0, true, scan.Unreachable, refused},
		{"Tinyproxy, filtered", 403, map[string]string{"Server": "tinyproxy/1.11.1"}, 0, true, scan.Unreachable, refused},
		{"mitmproxy", 502, map[string]string{"Server": "mitmproxy 11.0"}, 0, true, scan.Unreachable, reached},
		{"RFC 9209", 502, map[string]string{"Proxy-Status": "proxy.example.net; error=dns_error; rcode=NXDOMAIN"}, 0, true, scan.Unreachable, reached},
		{"RFC 9209, denied", 403, map[string]string{"Proxy-Status": "cdn; received-status=200, corp; error=http_request_denied"}, 0, true, scan.Unreachable, refused},
		{"RFC 9209, error before it", 403, map[string]string{"Proxy-Status": "cdn; error=http_request_error, corp; next-hop=cdn"}, 0, false, scan.Blocked, "403"},
		{"bare 502", 502, nil, 0, true, scan.Unreachable, "the HTTP proxy could not reach the site, or the site has a fault of its own (status 502)"},
		{"bare 504", 504, nil, 0, true, scan.Unreachable, "the HTTP proxy could not reach the site, or"},
		{"502, and no tunnel either", 502, nil, 502, true, scan.Unreachable, "the HTTP proxy could not reach the site (status 502)"},
		{"503, and no tunnel either", 503, nil, 504, true, scan.Unreachable, reached},
		{"403, and no tunnel either", 403, nil, 403, true, scan.Blocked, "403"},
		{"403, and a password is wanted", 403, nil, 407, true, scan.Unreachable, "password"},
		{"502 of the site", 502, map[string]string{"Server": "cloudflare"}, 200, false, scan.Unreachable, "the site has a fault of its own (status 502)"},
		{"502 of the site for robots.txt", 502, map[string]string{"Server": "nginx"}, 200, true, scan.Disallowed, "robots.txt"},
		{"403 of the site", 403, map[string]string{"Server": "nginx", "Via": "1.1 corp (squid/6.6)"}, 0, false, scan.Blocked, "403"},
		{"503 of the site", 503, map[string]string{"Via": "1.1 corp"}, 200, false, scan.Unreachable, "the site has a fault"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodConnect {
					w.WriteHeader(cmp.Or(c.tunnel, 405))
					return
				}
				if strings.HasSuffix(r.URL.Path, "robots.txt") && !c.robots {
					return
				}
				for k, v := range c.header {
					w.Header().Set(k, v)
				}
				w.WriteHeader(c.status)
			}))
			defer proxy.Close()
			o := s.options()
			o.Proxy = proxy.URL
			cr := crawler(t, o)
			_, err := cr.Visit(&brokers.Broker{Domain: "people.test"}).Get(context.Background(), address(t, "http://people.test/x"))
			got, why := outcomeOf(t, err)
			if got != c.want || !strings.Contains(why, c.why) {
				t.Errorf("%v (%s), want %v (%s)", got, why, c.want, c.why)
			}
			if proxys := strings.Contains(why, "the HTTP proxy"); proxys != errors.Is(err, ErrLine) {
				t.Errorf("%s: fault of the line: %v", why, !proxys)
			}
			if h := cr.host("people.test:80", false); strings.Contains(why, "the HTTP proxy") && h.rests(o.Now()) > 0 {
				t.Error("the site rests for what the proxy did")
			}
		})
	}
}
