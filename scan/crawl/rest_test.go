package crawl

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// script answers /x with one status after another, the last one for ever.
func (s *site) script(statuses ...int) *int {
	n := 0
	s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
		status := statuses[min(n, len(statuses)-1)]
		n++
		w.WriteHeader(status)
		if status == 200 {
			io.WriteString(w, recordPage)
		}
	})
	return &n
}

func TestPassingFaultsAreAskedOnceMore(t *testing.T) {
	for _, c := range []struct {
		name     string
		statuses []int
		asked    int
		want     scan.Outcome
	}{
		{"fine", []int{200}, 1, scan.UnknownOutcome},
		{"once 500", []int{500, 200}, 2, scan.UnknownOutcome},
		{"once 503", []int{503, 200}, 2, scan.UnknownOutcome},
		{"once 502 of Cloudflare", []int{520, 200}, 2, scan.UnknownOutcome},
		{"twice 500", []int{500, 500, 200}, 2, scan.Unreachable},
		{"501 is for good", []int{501, 200}, 1, scan.Unreachable},
		{"404 is an answer", []int{404, 200}, 1, scan.Unreadable},
		{"403 is a wall", []int{403, 200}, 1, scan.Blocked},
		{"429 without a time", []int{429, 200}, 1, scan.Blocked},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			n := s.script(c.statuses...)
			_, err := s.visit(t).Get(context.Background(), s.at(t, "/x"))
			if got, why := outcomeOf(t, err); got != c.want || *n != c.asked {
				t.Errorf("%v (%s), asked %d times; want %v, %d", got, why, *n, c.want, c.asked)
			}
		})
	}
}

func TestBrokenLineIsAskedOnceMore(t *testing.T) {
	s := newSite(t)
	n := 0
	s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
		if n++; n > 1 {
			io.WriteString(w, recordPage)
			return
		}
		conn, _, _ := w.(http.Hijacker).Hijack()
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<p>")
		conn.Close()
	})
	if _, err := s.visit(t).Get(context.Background(), s.at(t, "/x")); err != nil || n != 2 {
		t.Errorf("%v after %d requests", err, n)
	}
}

func TestRetriesOfAVisitAreBounded(t *testing.T) {
	s := newSite(t)
	n := s.script(500)
	v := s.visit(t)
	for range 6 {
		_, _ = v.Get(context.Background(), s.at(t, "/x"))
	}
	if *n != 6+maxAgain {
		t.Errorf("asked %d times", *n)
	}
}

func TestShortRestIsWaitedFor(t *testing.T) {
	for _, status := range []int{429, 503} {
		s := newSite(t)
		n := 0
		s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
			if n++; n == 1 {
				w.Header().Set("Retry-After", "4")
				w.WriteHeader(status)
				return
			}
			io.WriteString(w, recordPage)
		})
		if _, err := s.visit(t).Get(context.Background(), s.at(t, "/x")); err != nil {
			t.Error(err)
		}
		if gap := s.times[2].Sub(s.times[1]); n != 2 || gap < 4*time.Second {
			t.Errorf("%d: asked %d times, %v apart", status, n, gap)
		}
	}
}

func TestRetryAfterOfARedirect(t *testing.T) {
	for value, want := range map[string]scan.Outcome{"3": scan.UnknownOutcome, "600": scan.Blocked} {
		s := newSite(t)
		s.page("/end", recordPage)
		s.mux.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", value)
			http.Redirect(w, r, "/end", http.StatusFound)
		})
		_, err := s.visit(t).Get(context.Background(), s.at(t, "/x"))
		if got, why := outcomeOf(t, err); got != want {
			t.Errorf("%s: %v (%s)", value, got, why)
		}
		if want == scan.UnknownOutcome && s.times[2].Sub(s.times[1]) < 3*time.Second {
			t.Errorf("followed after %v", s.times[2].Sub(s.times[1]))
		}
	}
}

func TestRetryAfterOfRobots(t *testing.T) {
	s := newSite(t)
	s.page("/x", recordPage)
	s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(429)
	})
	_, err := s.visit(t).Get(context.Background(), s.at(t, "/x"))
	if got, why := outcomeOf(t, err); got != scan.Blocked || len(s.requests()) != 1 {
		t.Errorf("%v (%s), asked %v", got, why, s.requests())
	}
}

// After faults a host on the internet rests ten seconds, then twice as long
// each time, an hour at most; jitter only lengthens.
func TestBackoff(t *testing.T) {
	h := newHost("people.test:443", false)
	for faults, want := range map[int]time.Duration{1: 10 * time.Second, 2: 20 * time.Second, 4: 80 * time.Second, 9: 2560 * time.Second, 10: time.Hour, 30: time.Hour} {
		if got := h.backoff(faults, nil); got != want {
			t.Errorf("after %d: %v, want %v", faults, got, want)
		}
		if got := h.backoff(faults, func() float64 { return 1 }); got != want+want/2 {
			t.Errorf("after %d with jitter: %v", faults, got)
		}
	}
	c := newClock()
	o := Options{Now: c.Now, Wait: c.Wait}
	fail := func(status int) { h.note(&exchange{status: status, header: http.Header{}}, nil, &o) }
	fail(500)
	fail(500)
	if err := h.open(c.Now()); err != nil || h.rests(c.Now()) != 20*time.Second {
		t.Errorf("%v, rests %v", err, h.rests(c.Now()))
	}
	fail(502)
	got, why := outcomeOf(t, h.open(c.Now()))
	if got != scan.Unreachable || !strings.Contains(why, "3 times in a row") || !strings.Contains(why, "left alone until") {
		t.Errorf("%v (%s)", got, why)
	}
	c.Wait(context.Background(), time.Minute)
	fail(200)
	fail(503)
	if h.rests(c.Now()) != 10*time.Second {
		t.Errorf("after a good answer: rests %v", h.rests(c.Now()))
	}
	c.Wait(context.Background(), time.Minute)
	fail(429)
	if got, why := outcomeOf(t, h.open(c.Now())); got != scan.Blocked || h.rests(c.Now()) < 2*time.Minute {
		t.Errorf("429: %v (%s), rests %v", got, why, h.rests(c.Now()))
	}
}

// A fault that may be this machine's own says nothing about the host.
func TestOwnFaultsDoNotCount(t *testing.T) {
	o := Options{Now: newClock().Now}
	for _, why := range []string{unknownHost, noLookup, noRoute} {
		h := newHost("people.test:443", false)
		h.note(nil, &lineError{fault: unreachable(why)}, &o)
		if h.rests(o.Now()) > 0 {
			t.Errorf("%s: rests", why)
		}
	}
	h := newHost("people.test:443", false)
	h.note(nil, &lineError{fault: unreachable(timedOut), theirs: true}, &o)
	if h.rests(o.Now()) <= 0 {
		t.Error("a timeout does not count")
	}
}

func TestDailyCap(t *testing.T) {
	s := newSite(t)
	s.page("/x", recordPage)
	o := s.options()
	o.DailyCap = 3
	c := crawler(t, o)
	get := func() (scan.Outcome, *scan.Fault) {
		_, err := c.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
		f, _ := err.(*scan.Fault)
		got, _ := outcomeOf(t, err)
		return got, f
	}
	for range 2 { // with robots.txt three requests
		if _, f := get(); f != nil {
			t.Fatal(f)
		}
	}
	_, f := get()
	if f == nil || f.Outcome != scan.UnknownOutcome || !strings.Contains(f.Why, "tomorrow") || len(s.requests()) != 3 {
		t.Fatalf("%v, asked %v", f, s.requests())
	}
	if want := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC); !f.Again.Equal(want) {
		t.Errorf("goes on %v, want %v", f.Again, want)
	}
	s.clock.Wait(context.Background(), f.Again.Sub(s.clock.Now()))
	if _, f := get(); f != nil {
		t.Errorf("on the next day: %v", f)
	}
	for name, c := range map[string]struct {
		set   int
		local bool
		want  int
	}{"default": {0, false, DefaultDailyCap}, "default on loopback": {0, true, 0}, "set": {7, false, 7}, "set on loopback": {7, true, 7}, "none": {-1, false, 0}} {
		if got := newHost("x", c.local).dailyCap(&Options{DailyCap: c.set}); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestVisitTime(t *testing.T) {
	s := newSite(t)
	s.page("/x", recordPage)
	o := s.options()
	o.VisitTime = time.Minute
	v := crawler(t, o).Visit(s.broker(25 * time.Second))
	var faults []string
	for range 4 {
		_, err := v.Get(context.Background(), s.at(t, "/x"))
		_, why := outcomeOf(t, err)
		faults = append(faults, why)
	}
	if got := fmt.Sprintf("%q", faults); got != `["" "" "" "the visit took longer than it may"]` {
		t.Error(got)
	}
}

func TestVisitTimeEndsAWait(t *testing.T) {
	s := newSite(t)
	s.page("/x", recordPage)
	o := s.options()
	o.Now, o.Wait, o.VisitTime = nil, nil, 200*time.Millisecond
	v := crawler(t, o).Visit(s.broker(time.Hour)) // which is not waited for
	_, err := v.Get(context.Background(), s.at(t, "/x"))
	if got, why := outcomeOf(t, err); got != scan.Unreachable || !strings.Contains(why, "longer") {
		t.Errorf("%v (%s)", got, why)
	}
}

func TestCancelEndsARestAtOnce(t *testing.T) {
	s := newSite(t)
	s.script(500)
	o := s.options()
	o.Now, o.Wait = nil, nil
	c := crawler(t, o)
	c.host(s.host(), false) // it counts as one on the internet and rests ten seconds after a fault
	atOnce(t, func() time.Duration {
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { _, err := c.Visit(s.broker(0)).Get(ctx, s.at(t, "/x")); done <- err }()
		time.Sleep(200 * time.Millisecond)
		start := time.Now()
		cancel()
		if err := <-done; err != context.Canceled {
			t.Error(err)
		}
		return time.Since(start)
	})
}
