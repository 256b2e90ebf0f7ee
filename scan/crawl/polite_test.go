package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

func TestPaceIsKept(t *testing.T) {
	for _, c := range []struct {
		name   string
		pace   time.Duration
		delay  string // Crawl-delay
		jitter float64
		want   time.Duration
	}{
		{"of the definition", 7 * time.Second, "", 0, 7 * time.Second},
		{"jitter lengthens by up to half", 10 * time.Second, "", 1, 15 * time.Second},
		{"jitter never shortens", 10 * time.Second, "", -3, 10 * time.Second},
		{"jitter is bounded", 10 * time.Second, "", 40, 15 * time.Second},
		{"longer Crawl-delay", 2 * time.Second, "9", 0, 9 * time.Second},
		{"shorter Crawl-delay", 7 * time.Second, "1", 0, 7 * time.Second},
		{"endless Crawl-delay", 7 * time.Second, "86400", 0, time.Minute},
		{"none on loopback", 0, "", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.page("/", recordPage)
			if c.delay != "" {
				s.page("/robots.txt", "User-agent: *\nCrawl-delay: "+c.delay)
			}
			o := s.options()
			o.Jitter = func() float64 { return c.jitter }
			v := crawler(t, o).Visit(s.broker(c.pace))
			for range 3 {
				if _, err := v.Get(context.Background(), s.at(t, "/x")); err != nil {
					t.Fatal(err)
				}
			}
			if len(s.times) != 4 {
				t.Fatalf("asked %v", s.requests())
			}
			for i := 2; i < len(s.times); i++ {
				if got := s.times[i].Sub(s.times[i-1]); got != c.want {
					t.Errorf("gap before request %d: %v, want %v", i, got, c.want)
				}
			}
			if first := s.times[1].Sub(s.times[0]); first < min(c.pace, c.want) {
				t.Errorf("page %v after robots.txt", first)
			}
		})
	}
}

// Away from loopback the pace of a file cannot go below the default.
func TestPublicPaceHasAFloor(t *testing.T) {
	h, o := newHost("people.test:443", false), Options{Now: newClock().Now}
	h.state.Ended = o.Now()
	pace := (&brokers.Pace{Set: true}).Between(false)
	if got := h.due(&o, pace); got != brokers.DefaultPace {
		t.Errorf("due in %v", got)
	}
	h.state.Ended = o.Now().Add(time.Hour) // the clock was set back
	if got := h.due(&o, pace); got != brokers.DefaultPace {
		t.Errorf("after the clock was set back, due in %v", got)
	}
}

func TestOneAtATimePerHost(t *testing.T) {
	s := newSite(t)
	var mu sync.Mutex
	now, most := 0, 0
	s.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		time.Sleep(5 * time.Millisecond)
		mu.Lock()
		now--
		mu.Unlock()
		io.WriteString(w, recordPage)
	})
	c := crawler(t, s.options())
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if _, err := c.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x")); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	robots := 0
	for _, r := range s.requests() {
		if r == "/robots.txt" {
			robots++
		}
	}
	if most != 1 || robots != 1 {
		t.Errorf("%d at once, robots.txt asked for %d times", most, robots)
	}
}

func TestRobots(t *testing.T) {
	text := func(s string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, s) }
	}
	status := func(n int) http.HandlerFunc { return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) } }
	raw := func(s string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := w.(http.Hijacker).Hijack()
			io.WriteString(conn, s)
			conn.Close()
		}
	}
	for _, c := range []struct {
		name string
		h    http.HandlerFunc
		want scan.Outcome
	}{
		{"none", status(404), scan.UnknownOutcome},
		{"forbidden to read", status(403), scan.UnknownOutcome},
		{"gone", status(410), scan.UnknownOutcome},
		{"empty", text(""), scan.UnknownOutcome},
		{"a web page", text("<!DOCTYPE html><html><body>Disallow: everything</body></html>"), scan.UnknownOutcome},
		{"all forbidden", text("User-agent: *\nDisallow: /\n"), scan.Disallowed},
		{"with a mark and CRLF", text("\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n"), scan.Disallowed},
		{"in UTF-16", text("\xff\xfe" + strings.Join(strings.Split("User-agent: *\r\nDisallow: /\r\n", ""), "\x00") + "\x00"), scan.Disallowed},
		{"us allowed", text("User-agent: *\nDisallow: /\n\nUser-agent: WhoHasMe\nDisallow:\n"), scan.UnknownOutcome},
		{"us forbidden", text("User-agent: *\nDisallow:\n\nUser-agent: whohasme\nDisallow: /\n"), scan.Disallowed},
		{"query forbidden", text("User-agent: *\nDisallow: /*?b=\n"), scan.Disallowed},
		{"query in another order", text("User-agent: *\nDisallow: /*?a=\n"), scan.UnknownOutcome},
		{"500", status(500), scan.Disallowed},
		{"503", status(503), scan.Disallowed},
		{"broken off before the answer", raw(""), scan.Disallowed},
		{"broken off in the headers", raw("HTTP/1.1 200 O"), scan.Disallowed},
		{"broken off in the body", raw("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nUser-agent: *\n"), scan.Disallowed},
		{"broken coding", raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nUser"), scan.Disallowed},
		{"no answer in time", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, scan.Unreachable},
		{"not HTTP", raw("hello, I am a mail server\r\n"), scan.Unreachable},
		{"rule within 500 KiB", text("User-agent: *\nDisallow: /x\n#" + strings.Repeat("a", 900<<10)), scan.Disallowed},
		{"rule beyond 500 KiB", text("User-agent: *\n#" + strings.Repeat("a\n#", 400<<10) + "\nDisallow: /\n"), scan.UnknownOutcome},
		{"redirect to rules", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/rules", http.StatusMovedPermanently)
		}, scan.Disallowed},
		{"five redirects", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/hop?n=4", http.StatusMovedPermanently)
		}, scan.Disallowed},
		{"six redirects", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/hop?n=5", http.StatusMovedPermanently)
		}, scan.UnknownOutcome},
		{"redirect out", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://elsewhere.test/robots.txt", http.StatusMovedPermanently)
		}, scan.Disallowed},
		{"redirect to nowhere", status(301), scan.UnknownOutcome},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.page("/x", recordPage)
			s.page("/rules", "User-agent: *\nDisallow: /x")
			s.mux.HandleFunc("/hop", func(w http.ResponseWriter, r *http.Request) {
				var n int
				if fmt.Sscan(r.FormValue("n"), &n); n > 1 {
					http.Redirect(w, r, fmt.Sprintf("/hop?n=%d", n-1), http.StatusFound)
					return
				}
				http.Redirect(w, r, "/rules", http.StatusFound)
			})
			s.mux.HandleFunc("/robots.txt", c.h)
			o := s.options()
			if c.name == "no answer in time" {
				o.Timeout = 300 * time.Millisecond
			}
			_, err := crawler(t, o).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x?b=1&a=2"))
			if got, why := outcomeOf(t, err); got != c.want {
				t.Errorf("got %v (%s), want %v", got, why, c.want)
			}
			for _, r := range s.requests() {
				if strings.HasPrefix(r, "/x") && c.want != scan.UnknownOutcome {
					t.Error("the page was asked for all the same")
				}
			}
		})
	}
}

func TestRobotsAreKeptForADay(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		keeps  time.Duration
	}{"rules": {200, 24 * time.Hour}, "none": {404, 24 * time.Hour}, "failure": {500, time.Hour}} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.page("/x", recordPage)
			n := 0
			s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { n++; w.WriteHeader(c.status) })
			crawl := crawler(t, s.options())
			get := func() { crawl.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x")) }
			get()
			s.clock.Wait(context.Background(), c.keeps-time.Minute)
			get()
			if n != 1 {
				t.Errorf("asked %d times within %v", n, c.keeps)
			}
			s.clock.Wait(context.Background(), 2*time.Minute)
			get()
			if n != 2 {
				t.Errorf("asked %d times after %v", n, c.keeps)
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	start := newClock().Now()
	for _, c := range []struct {
		name   string
		status int
		value  string
		rest   time.Duration
	}{
		{"429 in seconds", 429, "120", 2 * time.Minute},
		{"503 in seconds", 503, "60", time.Minute},
		{"429 with a date", 429, start.Add(time.Hour).Format(http.TimeFormat), time.Hour},
		{"date gone by", 429, start.Add(-time.Hour).Format(http.TimeFormat), 0},
		{"nonsense", 429, "soon", 0},
		{"negative", 429, "-5", 0},
		{"not given", 429, "", 0},
		{"on another status", 404, "600", 0},
		{"for ever", 429, "2000000000", maxRest},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			n := 0
			s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
				if n++; n == 1 {
					w.Header().Set("Retry-After", c.value)
					w.WriteHeader(c.status)
					return
				}
				io.WriteString(w, recordPage)
			})
			crawl := crawler(t, s.options())
			get := func() scan.Outcome {
				_, err := crawl.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
				o, _ := outcomeOf(t, err)
				return o
			}
			get()
			if c.rest > 0 {
				s.clock.Wait(context.Background(), c.rest-time.Second)
				if got := get(); got != scan.Blocked || n != 1 {
					t.Errorf("within the rest: %v, asked %d times", got, n)
				}
				s.clock.Wait(context.Background(), time.Second)
			}
			if got := get(); got != scan.UnknownOutcome || n != 2 {
				t.Errorf("after the rest: %v, asked %d times", got, n)
			}
		})
	}
}

func TestRedirects(t *testing.T) {
	other := newSite(t)
	other.page("/", recordPage)
	mirror := newSite(t)
	mirror.page("/", recordPage)
	mirror.page("/robots.txt", "User-agent: *\nDisallow: /private")
	s := newSite(t)
	s.page("/end", recordPage)
	s.page("/robots.txt", "User-agent: *\nDisallow: /secret")
	s.mux.HandleFunc("/to", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.FormValue("to"))
		w.WriteHeader(302)
	})
	s.mux.HandleFunc("/count/{n}", func(w http.ResponseWriter, r *http.Request) {
		var n int
		if fmt.Sscan(r.PathValue("n"), &n); n > 1 {
			http.Redirect(w, r, fmt.Sprintf("/count/%d", n-1), http.StatusTemporaryRedirect)
			return
		}
		http.Redirect(w, r, "/end", http.StatusTemporaryRedirect)
	})
	c := crawler(t, s.options())
	for _, tc := range []struct {
		name, path string
		want       scan.Outcome
	}{
		{"on the same host", "/to?to=/end", scan.UnknownOutcome},
		{"to a mirror", "/to?to=" + mirror.URL + "/end", scan.UnknownOutcome},
		{"to what robots forbid", "/to?to=/secret/x", scan.Disallowed},
		{"to what the mirror's robots forbid", "/to?to=" + mirror.URL + "/private", scan.Disallowed},
		{"to another port", "/to?to=" + other.URL + "/", scan.Unreachable},
		{"to another host", "/to?to=http://elsewhere.test/", scan.Unreachable},
		{"to metadata", "/to?to=http://169.254.169.254/latest/meta-data/", scan.Unreachable},
		{"to another scheme", "/to?to=file:///etc/passwd", scan.Unreachable},
		{"to a script", "/to?to=javascript:alert(1)", scan.Unreachable},
		{"with a password", "/to?to=http://a:b@" + s.host() + "/end", scan.Unreachable},
		{"to nonsense", "/to?to=http://[::1/", scan.Unreachable},
		{"ten", "/count/10", scan.UnknownOutcome},
		{"eleven", "/count/11", scan.Unreachable},
		{"in a circle", "/to?to=/to%3Fto=x", scan.Unreadable}, // ends at a relative address that is not there
		{"to itself", "/self", scan.Unreachable},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.path == "/self" {
				s.mux.HandleFunc("/self", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/self", http.StatusFound) })
			}
			p, err := c.Visit(s.broker(0, mirror.host())).Get(context.Background(), s.at(t, tc.path))
			got, why := outcomeOf(t, err)
			if got != tc.want {
				t.Errorf("got %v (%s), want %v", got, why, tc.want)
			}
			if got == scan.Unreachable && (errors.Is(err, ErrLine) || !strings.Contains(why, "redirect")) {
				t.Errorf("not named as a redirect: %v", err)
			}
			if err == nil && (p.URL.Path != "/end" || p.Asked.Path == "/end") {
				t.Errorf("asked %v, ended at %v", p.Asked, p.URL)
			}
		})
	}
	if got := other.requests(); len(got) != 0 {
		t.Errorf("a host that is not the broker's was asked: %v", got)
	}
	for _, h := range append(s.heads, mirror.heads...) {
		if h.Get("Referer") != "" {
			t.Errorf("Referer %q", h.Get("Referer"))
		}
	}
}

func TestOtherHostsAreNotAsked(t *testing.T) {
	s := newSite(t)
	for _, u := range []string{"http://elsewhere.test/", "ftp://" + s.host() + "/", "mailto:x@example.org", "/relative", "http:///x", "http://" + s.host() + "%zz/"} {
		target := s.at(t, "/x")
		if parsed, err := target.Parse(u); err == nil {
			target = parsed
		}
		if u == "/relative" {
			target.Scheme, target.Host = "", ""
		}
		if !strings.Contains(u, "%zz") {
			_, err := s.visit(t).Get(context.Background(), target)
			if got, _ := outcomeOf(t, err); got != scan.Unreachable || errors.Is(err, ErrLine) {
				t.Errorf("%s: %v", u, err)
			}
		}
	}
	if _, err := s.visit(t).Get(context.Background(), nil); err == nil {
		t.Error("nil address")
	}
	if got := s.requests(); len(got) != 0 {
		t.Errorf("asked %v", got)
	}
}
