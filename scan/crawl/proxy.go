package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// readProxy reads the address of a proxy; nil means none. Errors do not quote
// it, because it may hold a password.
func readProxy(s string) (*url.URL, error) {
	if s == "" {
		return nil, nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" {
		return nil, errors.New("read proxy: not an address such as socks5://127.0.0.1:9050")
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return u, nil
	}
	return nil, fmt.Errorf("read proxy: no such kind %q, want http, https or socks5", u.Scheme)
}

// kindOf names a proxy's kind for people.
func kindOf(proxy *url.URL) string {
	switch {
	case proxy == nil:
		return ""
	case strings.HasPrefix(proxy.Scheme, "socks"):
		return "SOCKS5"
	}
	return strings.ToUpper(proxy.Scheme)
}

// dialed returns the host:port that the transport dials for a proxy, or "".
func dialed(proxy *url.URL) string {
	if proxy == nil {
		return ""
	}
	port := proxy.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[proxy.Scheme]
	}
	if port == "" {
		port = "1080"
	}
	return net.JoinHostPort(proxy.Hostname(), port)
}

// proxyError is a proxy that cannot be used, or that could not reach the site.
// A proxy is never bypassed.
type proxyError struct {
	kind string // such as SOCKS5
	why  string
}

// Error says which kind of proxy did what.
func (e *proxyError) Error() string {
	return strings.TrimSpace("the "+e.kind) + " proxy " + e.why
}

// throughProxy gives an error of the line its place: at the proxy or behind it.
// up tells that the connection to the site stood.
func (c *Crawler) throughProxy(err error, up bool) error {
	if c.proxy == "" || err == nil {
		return err
	}
	var own *proxyError
	var op *net.OpError
	switch {
	case errors.As(err, &own):
		own.kind = c.proxy
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return &proxyError{c.proxy, "cannot be used: " + cause(op.Err, false)}
	case errors.As(err, &op) && strings.HasPrefix(op.Op, "socks"):
		return &proxyError{c.proxy, socksWords(op.Err)}
	case !up && errors.Is(err, context.DeadlineExceeded):
		return &proxyError{c.proxy, "made no connection in time"}
	}
	return err
}

// socksWords says in few words what a SOCKS5 proxy answered (RFC 1928, section
// 6). net/http knows these answers as text only.
func socksWords(err error) string {
	text := err.Error()
	for _, reply := range []string{"host unreachable", "network unreachable", "connection refused", "TTL expired"} {
		if strings.Contains(text, reply) {
			return "could not reach the site: " + strings.Replace(reply, "TTL expired", "timeout", 1)
		}
	}
	switch {
	case strings.Contains(text, "not allowed by ruleset"):
		return "does not allow this site"
	case strings.Contains(text, "authentication"):
		return "cannot be used: it asks for a password, or refused the one given"
	case strings.Contains(text, "general SOCKS server failure"):
		return "could not reach the site"
	}
	return "cannot be used: its answer is not that of a SOCKS5 proxy"
}

// connected looks at how an HTTP proxy answers to CONNECT.
func (c *Crawler) connected(_ context.Context, _ *url.URL, _ *http.Request, res *http.Response) error {
	switch {
	case res.StatusCode == http.StatusOK:
		return nil
	case res.StatusCode == http.StatusProxyAuthRequired:
		return &proxyError{c.proxy, "cannot be used: it asks for a password, or refused the one given"}
	case res.StatusCode == http.StatusForbidden, res.StatusCode == http.StatusMethodNotAllowed:
		return &proxyError{c.proxy, fmt.Sprintf("does not allow this site (status %d)", res.StatusCode)}
	}
	return &proxyError{c.proxy, fmt.Sprintf("could not reach the site (status %d)", res.StatusCode)}
}
