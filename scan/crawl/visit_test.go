package crawl

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// outcomeOf returns the outcome of a fault; UnknownOutcome for no error. Any
// other error fails the test.
func outcomeOf(t testing.TB, err error) (scan.Outcome, string) {
	t.Helper()
	if err == nil {
		return scan.UnknownOutcome, ""
	}
	var f *scan.Fault
	if !errors.As(err, &f) {
		t.Fatalf("not a fault: %v", err)
	}
	if strings.Contains(err.Error(), "Quill") || strings.Contains(err.Error(), "://") {
		t.Errorf("tells an address: %v", err)
	}
	return f.Outcome, f.Why
}

func TestGetBringsAPage(t *testing.T) {
	s := newSite(t)
	s.page("/name/", recordPage)
	v := s.visit(t)
	p, err := v.Get(context.Background(), s.at(t, "/name/Ada-Quill?state=TX"))
	if err != nil {
		t.Fatal(err)
	}
	if p.Status != 200 || p.HTML != recordPage || string(p.Body) != recordPage || p.URL.String() != s.URL+"/name/Ada-Quill?state=TX" || !p.At.Equal(s.clock.Now()) {
		t.Errorf("got %+v", p)
	}
	if got := p.Hash(); len(got) != 64 {
		t.Errorf("hash %q", got)
	}
	if got := fmt.Sprint(s.requests()); got != "[/robots.txt /name/Ada-Quill?state=TX]" || v.Requests() != 2 {
		t.Errorf("asked %v, counted %d", got, v.Requests())
	}
	for _, h := range s.heads {
		if h.Get("User-Agent") != "whohasme/1.2 (+desk@example.org)" || h.Get("Referer") != "" || h.Get("Accept-Encoding") != "gzip" {
			t.Errorf("headers %v", h)
		}
	}
}

func TestStatusDecides(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/s/{status}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("status"))
		w.WriteHeader(n)
		io.WriteString(w, "<p>Ada Quill, Age 45, lives in Austin, TX</p>")
	})
	v := s.visit(t)
	for status, want := range map[int]scan.Outcome{
		200: scan.UnknownOutcome, 203: scan.UnknownOutcome, 206: scan.Unreachable,
		301: scan.Unreadable, 400: scan.Unreadable, 401: scan.Blocked, 402: scan.NeedsYou, 403: scan.Blocked, 404: scan.Unreadable, 405: scan.Unreadable,
		407: scan.Unreachable, 410: scan.Unreadable, 418: scan.Unreadable, 451: scan.Blocked,
		500: scan.Unreachable, 502: scan.Unreachable, 503: scan.Unreachable, 599: scan.Unreachable, 429: scan.Blocked,
		420: scan.Blocked, 430: scan.Blocked, 999: scan.Blocked, 600: scan.Unreadable,
	} {
		p, err := v.Get(context.Background(), s.at(t, fmt.Sprintf("/s/%d", status)))
		if got, why := outcomeOf(t, err); got != want {
			t.Errorf("%d: got %v (%s), want %v", status, got, why, want)
		}
		if p == nil || p.Status != status {
			t.Errorf("%d: page %+v", status, p)
		}
		if errors.Is(err, ErrLine) {
			t.Errorf("%d: a status is not a line fault", status)
		}
	}
}

func TestChallengeWith503IsBlocked(t *testing.T) {
	s := newSite(t)
	page, err := os.ReadFile("wall/testdata/walls/cloudflare.html")
	if err != nil {
		t.Fatal(err)
	}
	wall := string(page)
	s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503); io.WriteString(w, wall) })
	p, err := s.visit(t).Get(context.Background(), s.at(t, "/x"))
	if got, _ := outcomeOf(t, err); got != scan.Blocked || p == nil || p.HTML != wall {
		t.Errorf("got %v, page %v", err, p)
	}
}

// packed returns data in a coding.
func packed(coding string, data []byte) []byte {
	var b bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&b)
	if coding == "deflate" {
		w = zlib.NewWriter(&b)
	}
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// What arrived in gzip can be kept as it arrived.
func TestPacked(t *testing.T) {
	long := []byte(recordPage + strings.Repeat("<p>more of it</p>", 20_000))
	for _, c := range []struct {
		name, coding string
		page, body   []byte
		want         bool
	}{
		{"gzip", "gzip", []byte(recordPage), packed("gzip", []byte(recordPage)), true},
		{"gzip of a long page", "gzip", long, packed("gzip", long), true},
		{"deflate", "deflate", []byte(recordPage), packed("deflate", []byte(recordPage)), false},
		{"plain", "", []byte(recordPage), []byte(recordPage), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
				if c.coding != "" {
					w.Header().Set("Content-Encoding", c.coding)
				}
				w.Header().Set("Content-Type", "text/html")
				w.Write(c.body)
			})
			p, err := crawler(t, s.options()).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
			if err != nil || !bytes.Equal(p.Body, c.page) || p.HTML != string(c.page) {
				t.Fatal(err)
			}
			if got := bytes.Equal(p.Packed, c.body); got != c.want || !c.want && p.Packed != nil {
				t.Errorf("%d bytes packed", len(p.Packed))
			}
		})
	}
}

func TestBodies(t *testing.T) {
	good := packed("gzip", []byte(recordPage))
	spoiled := append([]byte(nil), good...)
	spoiled[len(spoiled)/2] ^= 0xff
	bomb := packed("gzip", make([]byte, 3<<20))
	for _, c := range []struct {
		name, coding, media string
		body                []byte
		want                scan.Outcome
		line                bool
	}{
		{"gzip", "gzip", "text/html", good, scan.UnknownOutcome, false},
		{"deflate with zlib", "deflate", "text/html", packed("deflate", []byte(recordPage)), scan.UnknownOutcome, false},
		{"gzip within gzip", "gzip, gzip", "text/html", packed("gzip", good), scan.UnknownOutcome, false},
		{"deflate within gzip", "deflate,gzip", "text/html", packed("gzip", packed("deflate", []byte(recordPage))), scan.UnknownOutcome, false},
		{"gzip four times", "gzip, gzip, gzip, gzip", "text/html", good, scan.Unreachable, true},
		{"gzip within gzip, cut", "gzip, gzip", "text/html", packed("gzip", good[:len(good)-9]), scan.Unreachable, true},
		{"bomb within gzip", "gzip, gzip", "text/html", packed("gzip", bomb), scan.Unreadable, false},
		{"gzip in two members", "gzip", "text/html", append(packed("gzip", []byte(recordPage[:50])), packed("gzip", []byte(recordPage[50:]))...), scan.UnknownOutcome, false},
		{"gzip, the second member cut", "gzip", "text/html", append(packed("gzip", []byte(recordPage[:50])), good[:len(good)-9]...), scan.Unreachable, true},
		{"gzip and zeros", "gzip", "text/html", append(packed("gzip", []byte(recordPage)), 0, 0, 0, 0, 0), scan.UnknownOutcome, false},
		{"a charset called a coding", "UTF-8", "text/html", []byte(recordPage), scan.UnknownOutcome, false},
		{"no coding called one", "none", "text/html", []byte(recordPage), scan.UnknownOutcome, false},
		{"a coding that nobody knows", "x-shrink", "text/html", []byte(recordPage), scan.Unreachable, true},
		{"a type that is none", "", "html", []byte(recordPage), scan.UnknownOutcome, false},
		{"plain", "", "text/html", []byte(recordPage), scan.UnknownOutcome, false},
		{"no type", "", "", []byte(recordPage), scan.UnknownOutcome, false},
		{"HTML called plain text", "", "text/plain", []byte(recordPage), scan.UnknownOutcome, false},
		{"HTML called a download", "", "application/octet-stream", []byte(recordPage), scan.UnknownOutcome, false},
		{"JSON", "", "application/json", []byte(`{"name":"x y","age":45,"text":"some words that stand for themselves"}`), scan.UnknownOutcome, false},
		{"a page in JSON", "", "application/json", []byte(`{"name":"x y","age":45,"html":"<p>some words that stand for themselves</p>"}`), scan.Unreadable, false},
		{"gzip spoiled", "gzip", "text/html", spoiled, scan.Unreachable, true},
		{"gzip cut", "gzip", "text/html", good[:len(good)-9], scan.Unreachable, true},
		{"not gzip at all", "gzip", "text/html", []byte(recordPage), scan.Unreachable, true},
		{"coding not asked for", "br", "text/html", []byte(recordPage), scan.Unreachable, true},
		{"another", "gzip, zstd", "text/html", []byte(recordPage), scan.Unreachable, true},
		{"gzip bomb", "gzip", "text/html", bomb, scan.Unreadable, false},
		{"over the limit", "", "text/html", bytes.Repeat([]byte("<p>x"), 1<<19), scan.Unreadable, false},
		{"gzip of nothing for ever", "gzip", "text/html", bytes.Repeat(packed("gzip", nil), 1<<16), scan.Unreadable, false},
		{"PDF", "", "application/pdf", []byte("%PDF-1.7 some text that is long enough to be words on a page"), scan.Unreadable, false},
		{"PDF called HTML", "", "text/html", []byte("%PDF-1.7 some text that is long enough to be words on a page"), scan.Unreadable, false},
		{"image", "", "image/png", []byte("\x89PNG\r\n\x1a\n0000"), scan.Unreadable, false},
		{"empty", "", "text/html", nil, scan.Unreadable, false},
		{"empty gzip", "gzip", "text/html", nil, scan.Unreadable, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Content-Type"] = []string{c.media}
				if c.coding != "" {
					w.Header().Set("Content-Encoding", c.coding)
				}
				w.Write(c.body)
			})
			o := s.options()
			o.MaxBody = 1 << 20
			p, err := crawler(t, o).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
			if got, why := outcomeOf(t, err); got != c.want || errors.Is(err, ErrLine) != c.line {
				t.Errorf("got %v (%s), want %v", got, why, c.want)
			}
			if c.want == scan.UnknownOutcome && c.coding != "" && string(p.Body) != recordPage {
				t.Errorf("body %q", p.Body)
			}
			if c.line && p != nil {
				t.Error("a page that did not come whole is handed out")
			}
		})
	}
}

func TestLimitIsExact(t *testing.T) {
	s := newSite(t)
	body := recordPage + strings.Repeat(" ", 1000)
	s.page("/x", body)
	for limit, want := range map[int64]scan.Outcome{int64(len(body)): scan.UnknownOutcome, int64(len(body)) - 1: scan.Unreadable} {
		o := s.options()
		o.MaxBody = limit
		_, err := crawler(t, o).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
		if got, _ := outcomeOf(t, err); got != want {
			t.Errorf("limit %d of %d: %v", limit, len(body), err)
		}
	}
}

func TestCharsets(t *testing.T) {
	const name = "<p>José Muñoz, Age 45, lives in Austin, TX</p>"
	latin := strings.NewReplacer("é", "\xe9", "ñ", "\xf1").Replace
	far := strings.Repeat("<!-- filler -->", 100) // beyond the kilobyte that browsers look at
	for _, c := range []struct{ name, media, body, want string }{
		{"by header", "text/html; charset=iso-8859-1", latin(name), name},
		{"by meta", "text/html", `<meta charset="windows-1252">` + latin(name), name},
		{"UTF-8 by meta", "text/html", `<meta charset="utf-8">` + name, name},
		{"UTF-8 by mark", "text/html", "\xef\xbb\xbf" + name, name},
		{"UTF-8 unsaid", "text/html", name, name},
		{"UTF-8 unsaid, far down", "text/html", far + name, name},
		{"Latin unsaid", "text/html", latin(name), name},
		{"header says more than meta", "text/html; charset=utf-8", `<meta charset="iso-8859-1">` + name, name},
		{"unknown charset", "text/html; charset=nonsense", name, name},
		{"UTF-16 by header", "text/html; Charset=UTF-16LE", "<\x00p\x00>\x00A\x00g\x00e\x00 \x004\x005\x00 \x00i\x00n\x00 \x00A\x00u\x00s\x00t\x00i\x00n\x00,\x00 \x00T\x00X\x00", "Age 45 in Austin, TX"},
		{"UTF-16 by mark", "text/html; charset=utf-16", "\xff\xfe<\x00p\x00>\x00A\x00g\x00e\x00 \x004\x005\x00 \x00i\x00n\x00 \x00A\x00u\x00s\x00t\x00i\x00n\x00,\x00 \x00T\x00X\x00", "Age 45 in Austin, TX"},
		{"broken UTF-8", "text/html; charset=utf-8", "<p>Jos\xe9, Age 45, lives in Austin, TX", "Jos\uFFFD, Age"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", c.media)
				io.WriteString(w, c.body)
			})
			p, err := s.visit(t).Get(context.Background(), s.at(t, "/x"))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(p.HTML, c.want) || string(p.Body) != c.body {
				t.Errorf("got %q", p.HTML)
			}
		})
	}
}

func TestLineFaults(t *testing.T) {
	// wire answers the page with raw bytes and breaks off; robots.txt is fine.
	wire := func(raw string, linger time.Duration) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := w.(http.Hijacker).Hijack()
			io.WriteString(conn, raw)
			time.Sleep(linger)
			conn.(*net.TCPConn).SetLinger(0)
			conn.Close()
		}
	}
	for _, c := range []struct {
		name string
		h    http.HandlerFunc
		want scan.Outcome
		why  string
	}{
		{"closed without a word", wire("", 0), scan.Unreachable, ""},
		{"not HTTP", wire("SSH-2.0-OpenSSH_9.9\r\n\r\n", 50*time.Millisecond), scan.Unreachable, notHTTP},
		{"shorter than announced", wire("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n"+recordPage, 50*time.Millisecond), scan.Unreachable, ""},
		{"chunks cut", wire("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>x\n\r\n", 50*time.Millisecond), scan.Unreachable, ""},
		{"headers cut", wire("HTTP/1.1 200 OK\r\nContent-Ty", 50*time.Millisecond), scan.Unreachable, ""},
		{"headers over the limit", wire("HTTP/1.1 200 OK\r\nX: "+strings.Repeat("a", 1<<20)+"\r\n\r\n", 50*time.Millisecond), scan.Unreadable, "limit"},
		{"a few interim answers", wire(strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", 5)+"HTTP/1.1 403 Forbidden\r\nContent-Length: 900\r\n\r\nno", 50*time.Millisecond), scan.Blocked, ""},
		{"interim answers without end", wire(strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", 2000), 50*time.Millisecond), scan.Unreachable, "interim"},
		{"403 with a cut body", wire("HTTP/1.1 403 Forbidden\r\nContent-Length: 900\r\n\r\nno", 50*time.Millisecond), scan.Blocked, ""},
		{"502 with a cut body", wire("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 900\r\n\r\nno", 50*time.Millisecond), scan.Unreachable, "502"},
		{"too slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, scan.Unreachable, timedOut},
		{"stalls in the body", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "900")
			io.WriteString(w, "<p>")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, scan.Unreachable, timedOut},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.mux.HandleFunc("/x", c.h)
			o := s.options()
			if c.why == timedOut {
				o.Timeout = 300 * time.Millisecond
			}
			p, err := crawler(t, o).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
			got, why := outcomeOf(t, err)
			if got != c.want || !strings.Contains(why, c.why) || p != nil {
				t.Errorf("got %v %q, want %v %q", got, why, c.want, c.why)
			}
			if line := got == scan.Unreachable && c.why != "502"; errors.Is(err, ErrLine) != line {
				t.Errorf("line fault: %v", !line)
			}
		})
	}
}

func TestHostsThatAreDown(t *testing.T) {
	s := newSite(t)
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := dead.Addr().String()
	dead.Close()
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	secure.Config.ErrorLog = nil
	defer secure.Close()
	for _, c := range []struct {
		name, url, why string
		dial           func(context.Context, string, string) (net.Conn, error)
	}{
		{"refused", "http://" + gone + "/x", "connection refused", nil},
		{"certificate of nobody", secure.URL + "/x", tlsFault, nil},
		{"plain where TLS is asked", "https://" + s.host() + "/x", tlsFault, nil},
		{"no such host", "http://nobody.test/x", "no such host", func(_ context.Context, _, addr string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: addr, IsNotFound: true}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := s.options()
			o.Dial = c.dial
			b := s.broker(0, strings.Split(c.url, "/")[2])
			_, err := crawler(t, o).Visit(b).Get(context.Background(), address(t, c.url))
			if got, why := outcomeOf(t, err); got != scan.Unreachable || why != c.why || !errors.Is(err, ErrLine) {
				t.Errorf("got %v %q, want unreachable %q", got, why, c.why)
			}
		})
	}
}

func TestCancelEndsAtOnce(t *testing.T) {
	s := newSite(t)
	s.page("/ok", recordPage)
	s.mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	hang := func(ctx context.Context, _, _ string) (net.Conn, error) { <-ctx.Done(); return nil, ctx.Err() }
	for name, prepare := range map[string]func(o *Options) (pace time.Duration, path string, twice bool){
		"before anything": func(*Options) (time.Duration, string, bool) { return 0, "/ok", false },
		"in the answer":   func(*Options) (time.Duration, string, bool) { return 0, "/slow", false },
		"in the dialer":   func(o *Options) (time.Duration, string, bool) { o.Dial = hang; return 0, "/ok", false },
		"in the pace": func(o *Options) (time.Duration, string, bool) {
			o.Now, o.Wait = nil, nil
			return time.Hour, "/ok", false
		},
		"behind another": func(o *Options) (time.Duration, string, bool) { return 0, "/slow", true },
	} {
		t.Run(name, func(t *testing.T) {
			o := s.options()
			pace, path, twice := prepare(&o)
			c := crawler(t, o)
			atOnce(t, func() time.Duration {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if name == "before anything" {
					cancel()
				}
				n := 1
				if twice {
					n = 2
				}
				done := make(chan error, n)
				for range n {
					go func() { _, err := c.Visit(s.broker(pace)).Get(ctx, s.at(t, path)); done <- err }()
				}
				time.Sleep(100 * time.Millisecond)
				start := time.Now()
				cancel()
				for range n {
					if err := <-done; !errors.Is(err, context.Canceled) {
						t.Errorf("got %v", err)
					}
				}
				return time.Since(start)
			})
		})
	}
}

func TestCookiesLiveOneVisit(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/x", func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, "/x", http.StatusFound)
			return
		}
		io.WriteString(w, recordPage)
	})
	c := crawler(t, s.options())
	for range 2 {
		if _, err := c.Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x")); err != nil {
			t.Fatal(err)
		}
	}
	if got := fmt.Sprint(s.requests()); got != "[/robots.txt /x /x /x /x]" {
		t.Errorf("asked %v: a cookie outlived its visit, or died before", got)
	}
}
