package crawl

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"net/url"
	"strconv"
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
	find     func(context.Context, *url.URL) (Kept, bool) // pages of earlier looks; nil: none
	requests atomic.Int64
}

// exchange is one answered request. When fault is set the body could not be
// read whole, and is left out.
type exchange struct {
	url    *url.URL
	status int
	header http.Header
	body   []byte
	packed []byte // body in gzip, where it arrived so
	html   string // body as UTF-8
	kept   bool   // body is the one of an earlier look
	at     time.Time
	cut    bool  // body is longer than the limit asked for
	fault  error // of the body
}

// trip carries the last exchange of one Get past colly, which keeps neither
// the bytes as received nor the headers as sent.
type trip struct {
	hops int
	last *exchange
	hold time.Time // a redirect is not to be followed before
}

type tripKey struct{}

// RoundTrip asks for one address if every rule admits it. The response it
// returns is for colly and has no body; the exchange keeps what was received.
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
	if err := t.hold(ctx, tr); err != nil {
		return nil, err
	}
	rules, err := t.rules(ctx, req.URL)
	if err != nil {
		return nil, err
	}
	if !rules.Allows(req.URL.RequestURI()) {
		return nil, &scan.Fault{Outcome: scan.Disallowed, Why: "robots.txt forbids this page"}
	}
	x, err := t.page(ctx, req, rules.Delay())
	if err != nil {
		return nil, err
	}
	tr.last = x
	if d, said := retryAfter(x, x.at); said && redirects(x.status) {
		tr.hold = x.at.Add(d)
	}
	if x.fault == nil {
		x.html = text(x.body, x.header.Get("Content-Type"))
	}
	return answer(req, x), nil
}

// page asks for a page, or whether the one that is kept of it has changed.
func (t *transport) page(ctx context.Context, req *http.Request, delay time.Duration) (*exchange, error) {
	header := http.Header{}
	if c := req.Header["Cookie"]; len(c) > 0 {
		header["Cookie"] = c
	}
	kept, known := t.known(ctx, req.URL)
	if known {
		validators{kept.ETag, kept.Modified}.ask(header)
	}
	x, err := t.send(ctx, req.URL, header, delay, t.crawler.opt.MaxBody)
	if err == nil && known && x.status == http.StatusNotModified {
		x.unchanged(kept)
	}
	return x, err
}

// hold waits as long as a redirect asked for (RFC 9110, section 10.2.3), if
// that is short.
func (t *transport) hold(ctx context.Context, tr *trip) error {
	o := &t.crawler.opt
	d := tr.hold.Sub(o.Now())
	switch {
	case d <= 0:
		return nil
	case d > shortAsk:
		return &scan.Fault{Outcome: scan.Blocked, Why: "the site asked to be left alone for a while before its redirect is followed"}
	}
	return o.Wait(ctx, d)
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

// host returns what is shared and remembered about an address's host. Its error
// is [ErrShut].
func (t *transport) host(ctx context.Context, u *url.URL) (*host, error) {
	c := t.crawler
	h := c.host(hostKey(u), c.opt.AllowLoopback && onLoopback(u))
	return h, c.notes.recall(ctx, h, c.opt.Now())
}

// send makes one request in its turn and reads the whole answer, up to limit
// bytes. delay is a Crawl-delay; it can only lengthen the pace. Errors are a
// *scan.Fault, a *lineError or that of ctx.
func (t *transport) send(ctx context.Context, u *url.URL, header http.Header, delay time.Duration, limit int64) (*exchange, error) {
	o := &t.crawler.opt
	h, err := t.enter(ctx, u, delay)
	if err != nil {
		return nil, err
	}
	defer func() { h.leave(o.Now()) }()
	timed, stop := context.WithTimeout(ctx, o.Timeout)
	defer stop()
	x, err := t.exchange(timed, u, header, limit)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if h.note(x, err, o) {
		_ = t.crawler.notes.keep(ctx, h) // it stays noted
	}
	return x, err
}

// enter waits for the turn of one request at its host. A nil error must be
// followed by the host's leave.
func (t *transport) enter(ctx context.Context, u *url.URL, delay time.Duration) (*host, error) {
	h, err := t.host(ctx, u)
	if err != nil {
		return nil, err
	}
	pace := max(t.pace(h.local), delay)
	if err := h.enter(ctx, &t.crawler.opt, pace); err != nil {
		return nil, err
	}
	if err := t.permit(ctx, h, pace); err != nil {
		h.leave(t.crawler.opt.Now())
		return nil, err
	}
	t.requests.Add(1)
	return h, nil
}

// permit writes down that a request is about to be made, where that must be
// known to the next run, and asks the gate.
func (t *transport) permit(ctx context.Context, h *host, pace time.Duration) error {
	if h.dailyCap(&t.crawler.opt) > 0 || pace >= slowPace {
		if err := t.crawler.notes.keep(ctx, h); err != nil && gated(ctx) {
			return &shut{errNotKept}
		}
	}
	return pass(ctx)
}

// exchange sends the request over the line and reads the answer.
func (t *transport) exchange(ctx context.Context, u *url.URL, header http.Header, limit int64) (*exchange, error) {
	var up atomic.Bool // whether a connection stood
	interim := 0
	trace := &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { up.Store(true) },
		Got1xxResponse: func(int, textproto.MIMEHeader) error { // with it net/http has no bound of its own
			if interim++; interim > maxInterim {
				return errInterim
			}
			return nil
		},
	}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &scan.Fault{Outcome: scan.Unreachable, Why: "not a web address"}
	}
	req.Header = t.headers(header)
	res, err := t.crawler.line.RoundTrip(req)
	if err != nil {
		return nil, lineFault(t.crawler.throughProxy(err, up.Load()), up.Load())
	}
	defer res.Body.Close()
	if fields(res.Header) > maxFields {
		return nil, &scan.Fault{Outcome: scan.Unreadable, Why: "the answer's headers are over the limit of number"}
	}
	x := &exchange{url: u, status: res.StatusCode, header: res.Header}
	if !redirects(res.StatusCode) {
		x.body, x.packed, x.cut, x.fault = readBody(ctx, res, limit, t.crawler.large)
		if x.fault != nil {
			x.fault = lineFault(x.fault, true)
		}
	}
	x.at = t.crawler.opt.Now()
	return x, nil
}

// fields counts header fields. Cookies are bounded by themselves.
func fields(h http.Header) (n int) {
	for name, values := range h {
		if name != "Set-Cookie" {
			n += len(values)
		}
	}
	return n
}

// headers are those of every request: honest, and without a Referer, which
// would carry the address of a search along. own are a cookie, and what asks
// whether a page has changed.
func (t *transport) headers(own http.Header) http.Header {
	h := make(http.Header, len(own)+4)
	maps.Copy(h, own)
	h["User-Agent"] = []string{t.crawler.agent}
	h["Accept"] = []string{"text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"}
	h["Accept-Language"] = []string{"en-US,en;q=0.8"}
	h["Accept-Encoding"] = []string{"gzip"}
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

// answer is the exchange as colly gets it: what it needs for cookies and
// redirects. The body went past it, in the trip: colly would copy it, and has
// nothing to read in it.
func answer(req *http.Request, x *exchange) *http.Response {
	header := make(http.Header, 4)
	for _, name := range []string{"Location", "Set-Cookie"} {
		if v := x.header[name]; len(v) > 0 {
			header[name] = v
		}
	}
	return &http.Response{
		StatusCode: x.status, Status: strconv.Itoa(x.status) + " " + http.StatusText(x.status),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Request: req, Uncompressed: true, Body: http.NoBody,
	}
}
