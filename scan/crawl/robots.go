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
}

// rules returns what robots.txt of the address's host says. The error is a
// fault, or that of ctx.
func (t *transport) rules(ctx context.Context, u *url.URL) (*Rules, error) {
	cache := &t.crawler.host(hostKey(u)).rules
	select {
	case cache.busy <- struct{}{}:
		defer func() { <-cache.busy }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	now := t.crawler.opt.Now()
	if now.After(cache.until) {
		if err := t.learn(ctx, u, cache); err != nil {
			return nil, err
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
	rules, err := t.fetchRules(ctx, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"})
	now := t.crawler.opt.Now()
	var fault *scan.Fault
	if errors.As(err, &fault) && fault.Outcome == scan.Disallowed {
		cache.rules, cache.fault, cache.until = nil, fault, now.Add(robotsFailed)
		return nil
	}
	if err != nil {
		return err
	}
	cache.rules, cache.fault, cache.until = rules, nil, now.Add(robotsKept)
	return nil
}

// fetchRules follows robots.txt to its end.
func (t *transport) fetchRules(ctx context.Context, u *url.URL) (*Rules, error) {
	for range robotsHops + 1 {
		x, err := t.send(ctx, u, nil, 0, robotsLimit)
		if err != nil {
			return nil, robotsError(err)
		}
		if !redirects(x.status) {
			return readRules(x)
		}
		next, err := u.Parse(x.header.Get("Location"))
		if err != nil || x.header.Get("Location") == "" {
			return &Rules{}, nil
		}
		if t.forbids(next) != "" {
			return nil, forbidden("robots.txt leads to a host that is not the broker's")
		}
		u = next
	}
	return &Rules{}, nil // too many redirects: no such file (section 2.3.1.2)
}

// readRules turns an answer into rules: 5xx forbids everything, 4xx nothing.
func readRules(x *exchange) (*Rules, error) {
	switch {
	case x.status >= 500:
		return nil, forbidden("robots.txt answers with an error of the server, which forbids all visits for now")
	case x.status < 200 || x.status > 299 || x.status == http.StatusNoContent:
		return &Rules{}, nil
	case x.cut: // the last line is not whole
		return ParseRobots(string(x.body[:bytes.LastIndexByte(x.body, '\n')+1])), nil
	case x.fault != nil:
		return nil, errBrokeOff
	}
	return ParseRobots(string(x.body)), nil
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
