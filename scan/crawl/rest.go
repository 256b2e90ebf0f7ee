package crawl

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// How long a host is left alone.
const (
	maxRest  = 7 * 24 * time.Hour // the most that a host can ask for; more is taken for this
	patience = 30 * time.Second   // a rest after faults that is at most this long is waited for within a visit
	shortAsk = 5 * time.Second    // a rest asked for that is at most this long is waited for once in a visit

	firstRest, longestRest   = 10 * time.Second, time.Hour             // after faults, doubling
	firstLocal, longestLocal = 100 * time.Millisecond, 5 * time.Second // the same for practice sites
	quotaSteps               = 4                                       // a 429 that names no time counts as so many more faults
)

// reason is why a host is left alone.
type reason string

const (
	asked  reason = "asked"  // it said for how long
	quota  reason = "quota"  // it takes no more requests for now, and did not say for how long
	failed reason = "failed" // faults of the line or of the server, one after the other
)

// open returns a fault while the host is to be left alone for longer than a
// visit can wait.
func (h *host) open(now time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	left := h.state.Closed.Sub(now)
	if left <= 0 || h.state.Cause != asked && left <= patience {
		return nil
	}
	until := h.state.Closed.UTC().Format("2006-01-02 15:04 MST")
	switch {
	case h.state.Rules:
		return forbidden("robots.txt failed, which forbids all visits for now; the site is left alone until " + until)
	case h.state.Cause == quota:
		return &scan.Fault{Outcome: scan.Blocked, Why: "the site takes no more requests for now and is left alone until " + until}
	case h.state.Cause == failed:
		return unreachable(fmt.Sprintf("the site failed %d times in a row and is left alone until %s", h.state.Faults, until))
	}
	return &scan.Fault{Outcome: scan.Blocked, Why: "the site asked to be left alone until " + until}
}

// rests returns how long the host is still to be left alone.
func (h *host) rests(now time.Time) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state.Closed.Sub(now)
}

// forbid notes that a robots.txt that failed is why the host rests, and reports
// whether it does.
func (h *host) forbid(now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.state.Rules = h.state.Closed.After(now)
	return h.state.Rules
}

// note learns from an answer, or from the fault in its place, whether the host
// is to be left alone, and reports whether anything changed that must be
// remembered.
func (h *host) note(x *exchange, err error, o *Options) (changed bool) {
	now := o.Now()
	h.mu.Lock()
	defer h.mu.Unlock()
	ask, said := retryAfter(x, now)
	busy := x != nil && x.status == http.StatusTooManyRequests
	if x != nil || faulty(x, err) {
		h.state.Rules = false // whose answer this is, the caller knows
	}
	switch {
	case busy, faulty(x, err):
		h.state.Faults = min(h.state.Faults+1, 30)
		if said {
			h.state.Closed, h.state.Cause = latest(h.state.Closed, now.Add(min(ask, maxRest))), asked
			return true
		}
		steps, why := h.state.Faults, failed
		if busy {
			why = quota
			if !h.local {
				steps += quotaSteps
			}
		}
		h.state.Closed, h.state.Cause = latest(h.state.Closed, now.Add(h.backoff(steps, o.Jitter))), why
		return true
	case said:
		h.state.Closed, h.state.Cause = latest(h.state.Closed, now.Add(min(ask, maxRest))), asked
		return true
	case err != nil:
		return false // a fault on this side says nothing about the host
	}
	changed = h.state.Faults > 0
	h.state.Faults = 0
	return changed
}

// backoff is how long a host rests after a number of faults in a row.
func (h *host) backoff(faults int, jitter func() float64) time.Duration {
	first, most := firstRest, longestRest
	if h.local {
		first, most = firstLocal, longestLocal
	}
	return lengthen(min(first<<min(faults-1, 20), most), jitter)
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// faulty reports whether an answer or a fault is the host's own failing.
func faulty(x *exchange, err error) bool {
	if x != nil {
		if x.status >= 500 {
			return true
		}
		err = x.fault
	}
	var line *lineError
	return errors.As(err, &line) && line.theirs
}

// retryAfter reads how long a host asks to be left alone (RFC 9110, section
// 10.2.3): seconds, or a date. It counts on answers that say "not now" and on
// redirects.
func retryAfter(x *exchange, now time.Time) (time.Duration, bool) {
	if x == nil || x.status != http.StatusTooManyRequests && x.status != http.StatusServiceUnavailable && !redirects(x.status) {
		return 0, false
	}
	v := strings.TrimSpace(x.header.Get("Retry-After"))
	if digits(v) {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n > int64(maxRest/time.Second) {
			return maxRest, true
		}
		return time.Duration(n) * time.Second, n > 0
	}
	when, err := http.ParseTime(v)
	return when.Sub(now), err == nil && when.After(now)
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
