package crawl

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// A site that sets cookies without end gets back no more than any server
// takes, and its pages are read all the same.
func TestCookieBombs(t *testing.T) {
	for name, bomb := range map[string]func(h http.Header, n int){
		"many":     func(h http.Header, n int) { h.Add("Set-Cookie", fmt.Sprintf("c%d=%s", n, strings.Repeat("x", 100))) },
		"long":     func(h http.Header, n int) { h.Add("Set-Cookie", fmt.Sprintf("c%d=%s", n%9, strings.Repeat("x", 5000))) },
		"nameless": func(h http.Header, n int) { h.Add("Set-Cookie", "="+strings.Repeat("x", 50)) },
		"broken":   func(h http.Header, n int) { h.Add("Set-Cookie", ";;==\"; Domain=.test; Max-Age=x") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.mux.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) {
				for n := range 40 {
					bomb(w.Header(), n+40*int(r.ContentLength+1+time.Now().UnixNano()%7))
				}
				io.WriteString(w, recordPage)
			})
			v := s.visit(t)
			for range 10 {
				if _, err := v.Get(context.Background(), s.at(t, "/x")); err != nil {
					t.Fatal(err)
				}
			}
			for _, h := range s.heads {
				if n := len(h.Get("Cookie")); n > maxSent || strings.Count(h.Get("Cookie"), ";") >= maxCookies {
					t.Errorf("a Cookie of %d bytes, %d cookies", n, strings.Count(h.Get("Cookie"), ";")+1)
				}
			}
		})
	}
}

func TestHeadersAreCounted(t *testing.T) {
	for n, want := range map[int]scan.Outcome{400: scan.UnknownOutcome, 2100: scan.Unreadable, 50_000: scan.Unreadable} {
		s := newSite(t)
		s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
			for i := range n {
				w.Header().Add("X-Filler", fmt.Sprint(i))
			}
			io.WriteString(w, recordPage)
		})
		_, err := s.visit(t).Get(context.Background(), s.at(t, "/x"))
		if got, why := outcomeOf(t, err); got != want {
			t.Errorf("%d headers: %v (%s)", n, got, why)
		}
	}
}

// packedPage is a page that unfolds to about so many bytes, more or less well
// packed.
func packedPage(bytesLong int, filler func(n int) string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, recordPage)
	for n := 0; n < bytesLong; {
		m, _ := io.WriteString(w, filler(n))
		n += m
	}
	w.Close()
	return b.Bytes()
}

func TestUnfoldingIsBounded(t *testing.T) {
	list := func(n int) string {
		return fmt.Sprintf(`<div class="card"><h2>Ada Quill</h2><p>Age %d</p><a href="/p/%d">more</a></div>`, n%90, n)
	}
	zeros := func(int) string { return strings.Repeat(" ", 4096) }
	for name, c := range map[string]struct {
		body []byte
		want scan.Outcome
	}{
		"a long list":          {packedPage(4<<20, list), scan.UnknownOutcome},
		"blanks, half a MB":    {packedPage(500<<10, zeros), scan.UnknownOutcome},
		"blanks, four MB":      {packedPage(4<<20, zeros), scan.Unreadable},
		"blanks, a hundred MB": {packedPage(100<<20, zeros), scan.Unreadable},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Encoding", "gzip")
				w.Write(c.body)
			})
			_, err := s.visit(t).Get(context.Background(), s.at(t, "/x"))
			if got, why := outcomeOf(t, err); got != c.want {
				t.Errorf("%v (%s)", got, why)
			}
		})
	}
}

// A file that is packed as such is not unpacked, whatever its name says.
func TestPackedFilesAreNotUnpacked(t *testing.T) {
	bomb := packedPage(50<<20, func(int) string { return strings.Repeat(" ", 4096) })
	for path, media := range map[string]string{"/x": "application/gzip", "/x.xml.gz": "text/xml", "/y": "application/x-gzip"} {
		s := newSite(t)
		s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				w.WriteHeader(404)
				return
			}
			w.Header().Set("Content-Type", media)
			w.Write(bomb)
		})
		p, err := s.visit(t).Get(context.Background(), s.at(t, path))
		if got, why := outcomeOf(t, err); got != scan.Unreadable || p == nil || len(p.Body) != len(bomb) {
			t.Errorf("%s: %v (%s)", media, got, why)
		}
	}
}

// A drip that never pauses long enough for a timeout between bytes still ends.
func TestSlowDripEnds(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, "<p>")
			w.(http.Flusher).Flush()
			time.Sleep(5 * time.Millisecond)
		}
	})
	o := s.options()
	o.Timeout = 300 * time.Millisecond
	_, err := crawler(t, o).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x")) // the server would go on for ever
	if got, why := outcomeOf(t, err); got != scan.Unreachable || why != timedOut {
		t.Errorf("%v (%s)", got, why)
	}
}

// Only so many large bodies are held at a time, however many hosts send them.
func TestLargeBodiesWaitForAPlace(t *testing.T) {
	var now, most atomic.Int64
	block := bytes.Repeat([]byte("<p>Ada Quill, Age 45, lives in Austin, TX</p>"), 40_000)
	s := newSite(t)
	c := crawler(t, s.options())
	var wg sync.WaitGroup
	for range 3 * maxLarge {
		one := newSite(t)
		one.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
			w.Write(block[:largeBody+1])
			w.(http.Flusher).Flush()
			most.Store(max(most.Load(), int64(len(c.large))))
			now.Add(1)
			time.Sleep(20 * time.Millisecond)
			w.Write(block[largeBody+1:])
		})
		wg.Go(func() {
			if _, err := c.Visit(one.broker(0)).Get(context.Background(), one.at(t, "/x")); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(c.large) != 0 || most.Load() > maxLarge {
		t.Errorf("%d places still taken, %d at most", len(c.large), most.Load())
	}
}

func TestGuardNamesOfClouds(t *testing.T) {
	for name, want := range map[string]bool{
		"metadata.google.internal": false, "METADATA.google.internal.": false, "metadata": false, "instance-data": false, "instance-data.ec2.internal": false,
		"printer.local": false, "nas.lan": false, "router.home.arpa": false, "host.localdomain": false, "intranet.corp": false,
		"127.0.0.08": false, "1.2.3.256": false, "0x7F000001": false, "017700000001": false, "１２７.0.0.1": false, "①②⑦.0.0.1": false,
		"[::ffff:169.254.169.254]": false, "local.example.org": true, "internal.example.org": true, "people.homes": true, "xn--mnchen-3ya.de": true,
	} {
		if got := (guard{}).named(strings.Trim(name, "[]")); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
