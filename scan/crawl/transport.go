package crawl

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// transport is the RoundTripper of one visit. Every request passes it, those
// of redirects and of robots.txt included, so every rule stands here: host
// list, robots.txt, turn and pace, address guard, size, time.
type transport struct {
	crawler  *Crawler
	hosts    hostList
	pace     func(loopback bool) time.Duration
	requests atomic.Int64
}

// exchange is one answered request. When fault is set the body could not be
// read whole, and is left out.
type exchange struct {
	url    *url.URL
	status int
	header http.Header
	body   []byte
	html   string // body as UTF-8
	at     time.Time
	cut    bool  // body is longer than the limit asked for
	fault  error // of the body
}

// trip carries the last exchange of one Get past colly, which keeps neither
// the bytes as received nor the headers as sent.
type trip struct {
	hops int
	last *exchange
}

type tripKey struct{}

// RoundTrip asks for one address if every rule admits it. The response it
// returns is UTF-8 and says so; the exchange keeps what was received.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	tr, _ := ctx.Value(tripKey{}).(*trip)
	if tr == nil {
		tr = new(trip)
	}
	tr.hops++
	if why := t.forbids(req.URL); why != "" {
		if tr.hops > 1 {
			why = "forbidden redirect: " + why
		}
		return nil, &scan.Fault{Outcome: scan.Unreachable, Why: why}
	}
	rules, err := t.rules(ctx, req.URL)
	if err != nil {
		return nil, err
	}
	if !rules.Allows(req.URL.RequestURI()) {
		return nil, &scan.Fault{Outcome: scan.Disallowed, Why: "robots.txt forbids this page"}
	}
	x, err := t.send(ctx, req.URL, req.Header, rules.Delay(), t.crawler.opt.MaxBody)
	if err != nil {
		return nil, err
	}
	tr.last = x
	if x.fault == nil {
		x.html = text(x.body, x.header.Get("Content-Type"))
	}
	return answer(req, x), nil
}

// forbids returns why an address may not be asked for, or "".
func (t *transport) forbids(u *url.URL) string {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return "not a web address"
	case u.User != nil:
		return "the address holds a password"
	case !t.hosts.allows(u):
		return "not one of the broker's hosts" // which one is not told: a site can put a name into it
	case !(guard{loopback: t.crawler.opt.AllowLoopback}).named(u.Hostname()):
		return "a host that is not on the public internet (practice sites need --allow-loopback)"
	}
	return ""
}

// send makes one request in its turn and reads the whole answer, up to limit
// bytes. delay is a Crawl-delay; it can only lengthen the pace. Errors are a
// *scan.Fault, a *lineError or that of ctx.
func (t *transport) send(ctx context.Context, u *url.URL, header http.Header, delay time.Duration, limit int64) (*exchange, error) {
	o := &t.crawler.opt
	h := t.crawler.host(hostKey(u))
	if err := h.open(o.Now()); err != nil {
		return nil, err
	}
	pace := max(t.pace(o.AllowLoopback && onLoopback(u)), delay)
	if err := h.enter(ctx, o, pace); err != nil {
		return nil, err
	}
	defer func() { h.leave(o.Now()) }()
	if err := h.open(o.Now()); err != nil { // closed by the request before
		return nil, err
	}
	t.requests.Add(1)
	timed, stop := context.WithTimeout(ctx, o.Timeout)
	defer stop()
	x, err := t.exchange(timed, u, header, limit)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	if d, ok := retryAfter(x, o.Now()); ok {
		h.rest(o.Now(), d)
	}
	return x, nil
}

// exchange sends the request over the line and reads the answer.
func (t *transport) exchange(ctx context.Context, u *url.URL, header http.Header, limit int64) (*exchange, error) {
	var up atomic.Bool // whether a connection stood
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { up.Store(true) }}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &scan.Fault{Outcome: scan.Unreachable, Why: "not a web address"}
	}
	req.Header = t.headers(header)
	res, err := t.crawler.base.RoundTrip(req)
	if err != nil {
		return nil, lineFault(err, up.Load())
	}
	defer res.Body.Close()
	x := &exchange{url: u, status: res.StatusCode, header: res.Header}
	if !redirects(res.StatusCode) {
		x.body, x.cut, x.fault = readBody(res, limit)
		if x.fault != nil {
			x.fault = lineFault(x.fault, true)
		}
	}
	x.at = t.crawler.opt.Now()
	return x, nil
}

// headers are those of every request: honest, and without a Referer, which
// would carry the address of a search along.
func (t *transport) headers(from http.Header) http.Header {
	h := http.Header{}
	if c := from["Cookie"]; len(c) > 0 {
		h["Cookie"] = c
	}
	h.Set("User-Agent", t.crawler.agent)
	h.Set("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5")
	h.Set("Accept-Language", "en-US,en;q=0.8")
	h.Set("Accept-Encoding", "gzip")
	return h
}

// redirects reports whether a status sends the visitor on.
func redirects(status int) bool {
	switch status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}

// retryAfter reads how long a host that is busy asks to be left alone (RFC
// 9110, section 10.2.3): seconds, or a date.
func retryAfter(x *exchange, now time.Time) (time.Duration, bool) {
	if x.status != http.StatusTooManyRequests && x.status != http.StatusServiceUnavailable {
		return 0, false
	}
	v := strings.TrimSpace(x.header.Get("Retry-After"))
	if n, err := strconv.ParseUint(v, 10, 31); err == nil {
		return time.Duration(n) * time.Second, true
	}
	when, err := http.ParseTime(v)
	return when.Sub(now), err == nil && when.After(now)
}

// answer is the exchange as colly gets it: decoded, UTF-8, and HTML whatever
// the content type said.
func answer(req *http.Request, x *exchange) *http.Response {
	header := maps.Clone(x.header)
	header.Del("Content-Encoding")
	header.Del("Content-Length")
	header.Set("Content-Type", "text/html; charset=utf-8")
	return &http.Response{
		StatusCode: x.status, Status: strconv.Itoa(x.status) + " " + http.StatusText(x.status),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Request: req, Uncompressed: true, ContentLength: int64(len(x.html)),
		Body: io.NopCloser(bytes.NewReader([]byte(x.html))),
	}
}
