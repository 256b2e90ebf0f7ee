package crawl

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// A robots.txt that is answered with 429 says "not now": it is a 4xx, but no
// word on what may be visited, so nothing is visited until it can be read.
func TestBusyRobotsAllowNothing(t *testing.T) {
	for _, c := range []struct {
		name, retry string
		local       bool
		again       time.Duration // when it is asked once more
	}{
		{"practice site, no time said", "", true, 5 * time.Second},
		{"public site, no time said", "", false, 10 * time.Minute},
		{"time said", "120", true, 2*time.Minute + time.Second},
		{"date gone by", "Sat, 21 Nov 2026 11:00:00 GMT", true, 5 * time.Second},
		{"nonsense", "soon", true, 5 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.page("/x", recordPage)
			busy := true
			s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
				if !busy {
					return
				}
				if c.retry != "" {
					w.Header().Set("Retry-After", c.retry)
				}
				w.WriteHeader(429)
			})
			cr := crawler(t, s.options())
			cr.host(s.host(), c.local)
			get := func() (scan.Outcome, string) {
				_, err := cr.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
				return outcomeOf(t, err)
			}
			if got, why := get(); got != scan.Blocked || why == "" || len(s.requests()) != 1 {
				t.Errorf("%v (%s), asked %v", got, why, s.requests())
			}
			busy = false
			s.clock.Wait(context.Background(), c.again)
			if got, why := get(); why != "" {
				t.Errorf("when it is no longer busy: %v (%s)", got, why)
			}
		})
	}
}

// A robots.txt that fails forbids all visits, also in the next run while the
// site rests because of it.
func TestFailedRobotsForbidInTheNextRun(t *testing.T) {
	for _, c := range []struct {
		name, retry string
		answer      http.HandlerFunc
	}{
		{"503 with a time", "7200", nil},
		{"503 with a date", "Sat, 21 Nov 2026 14:00:00 GMT", nil},
		{"500", "", nil},
		{"behind a redirect", "7200", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/rules", http.StatusFound) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.page("/x", recordPage)
			fail := func(w http.ResponseWriter, _ *http.Request) {
				if c.retry != "" {
					w.Header().Set("Retry-After", c.retry)
				}
				w.WriteHeader(503)
			}
			s.mux.HandleFunc("/rules", fail)
			if c.answer == nil {
				c.answer = fail
			}
			s.mux.HandleFunc("/robots.txt", c.answer)
			m := &shelf{}
			for run := range 4 {
				o := s.options()
				o.Memory = m
				_, err := crawler(t, o).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
				if got, why := outcomeOf(t, err); got != scan.Disallowed || !strings.Contains(why, "robots.txt") {
					t.Errorf("run %d: %v (%s)", run, got, why)
				}
				s.clock.Wait(context.Background(), time.Minute)
			}
			if c.retry != "" && len(s.requests()) > 2 {
				t.Errorf("asked while it rests: %v", s.requests())
			}
		})
	}
}

// Once the page itself asks to be left alone, that is what is told.
func TestARestOfAPageIsNoneOfRobots(t *testing.T) {
	o := Options{Now: newClock().Now}
	h := newHost("people.test:443", false)
	h.note(&exchange{status: 503, header: http.Header{"Retry-After": {"60"}}}, nil, &o)
	h.forbid(o.Now())
	if got, _ := outcomeOf(t, h.open(o.Now())); got != scan.Disallowed {
		t.Errorf("%v", got)
	}
	h.note(&exchange{status: 503, header: http.Header{"Retry-After": {"7200"}}}, nil, &o)
	if got, why := outcomeOf(t, h.open(o.Now())); got != scan.Blocked {
		t.Errorf("%v (%s)", got, why)
	}
}
