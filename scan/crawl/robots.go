package crawl

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// How robots.txt files are fetched and kept (RFC 9309, sections 2.3 to 2.5).
const (
	robotsLimit  = 500 << 10 // bytes read; what stands after them is not
	robotsHops   = 5         // redirects followed
	robotsKept   = 24 * time.Hour
	robotsFailed = time.Hour // how long a failure counts as "forbidden"
)

// rulesCache keeps the rules of one host. busy holds a token while they are
// being fetched, so that visits do not fetch them twice.
type rulesCache struct {
	busy  chan struct{}
	rules *Rules
	fault *scan.Fault // Disallowed: the rules could not be learnt
	until time.Time
	kept  validators // of rules
}

// rules returns what robots.txt of the address's host says. The error is a
// fault, or that of ctx.
func (t *transport) rules(ctx context.Context, u *url.URL) (*Rules, error) {
	h, err := t.host(ctx, u)
	if err != nil {
		return nil, err
	}
	cache := &h.rules
	select {
	case cache.busy <- struct{}{}:
		defer func() { <-cache.busy }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	now := t.crawler.opt.Now()
	if now.After(cache.until) || cache.until.Sub(now) > robotsKept { // the clock was set back
		if err := t.learn(ctx, u, cache); err != nil {
			return nil, err
		}
		if !h.local { // practice sites change from run to run, and take each other's ports
			h.mu.Lock()
			h.state.Robots = cache.keep()
			h.mu.Unlock()
			_ = t.crawler.notes.keep(ctx, h) // it stays noted
		}
	}
	if cache.fault != nil {
		return nil, cache.fault
	}
	return cache.rules, nil
}

// learn fetches robots.txt into the cache. Nothing is kept of a host that is
// down or of a visit that was cancelled.
func (t *transport) learn(ctx context.Context, u *url.URL, cache *rulesCache) error {
	file := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	got, err := t.fetchRules(ctx, file, cache.kept)
	now := t.crawler.opt.Now()
	var fault *scan.Fault
	if errors.As(err, &fault) && fault.Outcome == scan.Disallowed {
		cache.rules, cache.fault, cache.until, cache.kept = nil, fault, now.Add(robotsFailed), validators{}
		return nil
	}
	if err != nil {
		return err
	}
	if !got.same {
		cache.rules, cache.kept = got.rules, got.kept
	}
	cache.fault, cache.until = nil, now.Add(got.keep)
	return nil
}

// learnt is what asking for a robots.txt came to.
type learnt struct {
	rules *Rules
	kept  validators
	keep  time.Duration
	same  bool // as known already
}

// fetchRules follows robots.txt to its end. known is what the host named the
// state of the rules by that are known already.
func (t *transport) fetchRules(ctx context.Context, u *url.URL, known validators) (learnt, error) {
	none := learnt{rules: &Rules{}, keep: robotsKept}
	for hop := range robotsHops + 1 {
		header := http.Header{}
		if hop == 0 && t.crawler.proxy == "" {
			known.ask(header)
		}
		x, err := t.send(ctx, u, header, 0, robotsLimit)
		if err != nil {
			return learnt{}, t.noted(ctx, u, robotsError(err))
		}
		if x.status == http.StatusNotModified && known.any() && hop == 0 {
			return learnt{same: true, keep: robotsKept}, nil
		}
		if !redirects(x.status) {
			got, err := readRules(x, hop == 0)
			return got, t.noted(ctx, u, err)
		}
		next, err := u.Parse(x.header.Get("Location"))
		if err != nil || x.header.Get("Location") == "" {
			return none, nil
		}
		if t.forbids(next) != "" {
			return learnt{}, forbidden("robots.txt leads to a host that is not the broker's")
		}
		u = next
	}
	return none, nil // too many redirects: no such file (section 2.3.1.2)
}

// noted remembers that the rest of a host, if any, began with a robots.txt that
// failed: as long as it lasts all visits are forbidden, in the next run, too.
func (t *transport) noted(ctx context.Context, u *url.URL, err error) error {
	var fault *scan.Fault
	if errors.As(err, &fault) && fault.Outcome == scan.Disallowed {
		h := t.crawler.host(hostKey(u), false) // it was asked, so it is there
		if h.forbid(t.crawler.opt.Now()) {
			_ = t.crawler.notes.keep(ctx, h) // it stays noted
		}
	}
	return err
}

// readRules turns an answer into rules: 5xx forbids everything, 4xx nothing
// (RFC 9309, sections 2.3.1.3 and 2.3.1.4). 429 is a 4xx by its number only: it
// says that the file is there and cannot be had now, so it is no leave to go
// on, and it is asked for again once the host has rested. Only the validators
// of the first answer can be asked with again.
func readRules(x *exchange, first bool) (learnt, error) {
	got := learnt{rules: &Rules{}, keep: robotsKept}
	switch {
	case x.status >= 500:
		return learnt{}, forbidden("robots.txt answers with an error of the server, which forbids all visits for now")
	case x.status == http.StatusTooManyRequests:
		return learnt{}, &scan.Fault{Outcome: scan.Blocked, Why: "the site takes no more requests for now, not even for its robots.txt (status 429), so nothing else is asked"}
	case x.status < 200 || x.status > 299 || x.status == http.StatusNoContent:
		return got, nil
	case x.cut: // the last line is not whole
		got.rules = ParseRobots(string(x.body[:bytes.LastIndexByte(x.body, '\n')+1]))
		return got, nil
	case x.fault != nil:
		return learnt{}, errBrokeOff
	}
	got.rules = ParseRobots(string(x.body))
	if first {
		got.kept = validatorsOf(x.header)
	}
	return got, nil
}

// robotsError tells a host that is down, where the fault stands as it is, from
// one that is up and broke the file off, which forbids the visit.
func robotsError(err error) error {
	var line *lineError
	if errors.As(err, &line) && line.broken {
		return errBrokeOff
	}
	return err
}

var errBrokeOff = forbidden("robots.txt broke off, which forbids all visits for now")

func forbidden(why string) error { return &scan.Fault{Outcome: scan.Disallowed, Why: why} }
