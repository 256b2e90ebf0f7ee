package crawl

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/gocolly/colly/v2"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl/wall"
)

// maxHops is how many redirects one Get follows.
const maxHops = 10

// Visit is one look at one broker. Cookies live as long as the visit.
type Visit struct {
	line      *transport
	collector *colly.Collector
	ends      time.Time // when its time is used up
	again     int       // how often it may ask once more after a passing fault
}

// maxAgain is how many requests of one visit are made once more.
const maxAgain = 2

// Visit begins a look at a broker. Only the hosts of its domain, mirrors and
// search address can be asked.
func (c *Crawler) Visit(b *brokers.Broker) *Visit {
	var pace brokers.Pace
	if b.Search != nil {
		pace = b.Search.Pace
	}
	line := &transport{crawler: c, hosts: listHosts(b), pace: pace.Between}
	return &Visit{line: line, collector: collector(line), ends: c.opt.Now().Add(c.opt.VisitTime), again: maxAgain}
}

// collector makes a colly collector that adds no rule to those of the
// transport. It is not made by NewCollector, which obeys COLLY_* variables.
func collector(line http.RoundTripper) *colly.Collector {
	c := new(colly.Collector)
	c.Init()
	c.AllowURLRevisit = true
	c.ParseHTTPErrorResponse = true
	c.IgnoreRobotsTxt = true // the transport asks, for redirects too
	c.MaxBodySize = 0
	c.SetRequestTimeout(0)
	c.SetCookieJar(newJar())
	c.SetRedirectHandler(followed)
	c.WithTransport(line)
	return c
}

// followed decides whether a redirect is followed; where to, the transport
// decides.
func followed(req *http.Request, via []*http.Request) error {
	if len(via) > maxHops {
		return unreachable("forbidden redirect: more than 10 in a row")
	}
	if via[len(via)-1].URL.Scheme == "https" && req.URL.Scheme != "https" {
		return unreachable("forbidden redirect: from https to http")
	}
	seen := 0
	for _, r := range via {
		if r.URL.String() == req.URL.String() {
			seen++
		}
	}
	if seen > 2 { // once is how some sites set a cookie
		return unreachable("forbidden redirect: in a circle")
	}
	return nil
}

// Requests returns how many requests the visit has sent, redirects and
// robots.txt included.
func (v *Visit) Requests() int { return int(v.line.requests.Load()) }

// Get brings a page. The error is that of ctx, at once when it ends, or holds
// a *scan.Fault (for errors.As) that says why there is no page to read, and
// ErrLine (for errors.Is) if the line failed. Beside a fault stands the page
// that the site answered with, whole or nil. After a fault that is likely to
// pass the page is asked for once more, when the host has rested.
func (v *Visit) Get(ctx context.Context, u *url.URL) (*Page, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if u == nil {
		return nil, unreachable("not a web address")
	}
	timed, stop := context.WithTimeout(ctx, v.ends.Sub(v.line.crawler.opt.Now()))
	defer stop()
	p, err := v.get(timed, u)
	if v.again > 0 && passing(p, err) && v.line.mayAskAgain(u) {
		v.again--
		p, err = v.get(timed, u)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if timed.Err() != nil && err != nil {
		return nil, unreachable("the visit took longer than it may")
	}
	return p, err
}

// get makes one attempt.
func (v *Visit) get(ctx context.Context, u *url.URL) (*Page, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	tr := new(trip)
	c := v.collector.Clone()
	c.Context = context.WithValue(ctx, tripKey{}, tr)
	err := c.Visit(u.String())
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, faultOf(err, tr.hops)
	}
	// Trees are many times as large as their pages, so only a few are built at
	// a time, however many hosts answer at once.
	reading := v.line.crawler.reading
	select {
	case reading <- struct{}{}:
		defer func() { <-reading }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return judge(u, tr.last, tr.last.html)
}

// passing reports whether a fault is of a kind that is often gone a moment
// later: the server's own, or a line that broke off; and a host that is busy
// for seconds.
func passing(p *Page, err error) bool {
	var line *lineError
	if errors.As(err, &line) {
		return line.broken && line.theirs
	}
	var fault *scan.Fault
	if p == nil || !errors.As(err, &fault) {
		return false
	}
	switch p.Status {
	case 500, 502, 503, 504, 520, 521, 522, 523, 524:
		return fault.Outcome == scan.Unreachable // not a wall
	case http.StatusTooManyRequests:
		d, said := retryAfter(&exchange{status: p.Status, header: p.Header}, p.At)
		return said && d <= shortAsk
	}
	return false
}

// mayAskAgain reports whether the host's rest is one that a visit waits for,
// and, where the host asked for it itself, clears the way behind it.
func (t *transport) mayAskAgain(u *url.URL) bool {
	o := &t.crawler.opt
	h := t.crawler.host(hostKey(u), false)
	h.mu.Lock()
	defer h.mu.Unlock()
	left := h.state.Closed.Sub(o.Now())
	if h.state.Cause != asked {
		return left <= patience
	}
	if left <= shortAsk {
		h.state.Cause = failed // is waited for, not told
		return true
	}
	return false
}

// faultOf takes our own error out of what net/http and colly wrapped around
// it, because their words hold the whole address.
func faultOf(err error, hops int) error {
	var line *lineError
	var fault *scan.Fault
	switch {
	case errors.As(err, &line):
		return line
	case errors.As(err, &fault):
		return fault
	case errors.Is(err, ErrShut):
		var s *shut
		errors.As(err, &s)
		return s
	case hops == 0:
		return unreachable("not a web address")
	}
	return unreachable("forbidden redirect: the site answered with an address that cannot be read")
}

// judge decides what an answer is, in the order of the truth rules: wall,
// line fault, needs you, unreadable.
func judge(asked *url.URL, x *exchange, html string) (*Page, error) {
	p := &Page{Asked: asked, URL: x.url, Status: x.status, Header: x.header, Body: x.body, Packed: x.packed, HTML: html, At: x.at, Kept: x.kept}
	if x.fault != nil {
		if f := wall.ByStatus(x.status, x.header); f != nil {
			return nil, f
		}
		if f := statusFault(x.status); f != nil && f.Outcome == scan.Unreachable {
			return nil, f
		}
		return nil, x.fault
	}
	stands := Wall(p)
	if stands != nil && stands.Outcome == scan.Blocked {
		return p, stands
	}
	status := statusFault(x.status)
	switch {
	case status != nil && status.Outcome == scan.Unreachable:
		return p, status
	case stands != nil:
		return p, stands
	case status != nil:
		return p, status
	}
	if !readable(x.header.Get("Content-Type"), x.header.Get("Content-Disposition"), x.body) {
		return p, &scan.Fault{Outcome: scan.Unreadable, Why: "the answer is a file, not a page"}
	}
	return p, nil
}
