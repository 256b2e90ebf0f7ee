package crawl

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

func TestHTTP2AndNoWayBackToPlain(t *testing.T) {
	s := newSite(t)
	s.page("/", recordPage)
	proto := ""
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proto = r.Proto
		switch r.URL.Path {
		case "/robots.txt":
			w.WriteHeader(404)
		case "/down":
			http.Redirect(w, r, s.URL+"/x", http.StatusFound)
		default:
			io.WriteString(w, recordPage)
		}
	}))
	secure.EnableHTTP2 = true
	secure.StartTLS()
	defer secure.Close()
	c := crawler(t, s.options())
	c.base.TLSClientConfig = &tls.Config{RootCAs: secure.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	v := c.Visit(s.broker(0, strings.TrimPrefix(secure.URL, "https://")))
	if _, err := v.Get(context.Background(), address(t, secure.URL+"/x")); err != nil || proto != "HTTP/2.0" {
		t.Errorf("%v over %s", err, proto)
	}
	_, err := v.Get(context.Background(), address(t, secure.URL+"/down"))
	if got, why := outcomeOf(t, err); got != scan.Unreachable || !strings.Contains(why, "https to http") {
		t.Errorf("got %v", err)
	}
	if got := s.requests(); len(got) != 0 {
		t.Errorf("asked in the clear: %v", got)
	}
}
