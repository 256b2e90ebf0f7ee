package hostile

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// line is what a behaviour does to connections.
type line struct {
	raw   func(*Site, net.Conn) // answers a connection without HTTP
	tls   func() *tls.Config    // of the server
	https bool                  // the definition's addresses are https
	host  string                // instead of 127.0.0.1
	dial  func(ctx context.Context, s *Site, n int, addr string) (net.Conn, error)
}

// accept hands connections to a behaviour that speaks no HTTP.
func (s *Site) accept(ln net.Listener) {
	for {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		s.keep(c)
		s.serving.Go(func() {
			defer c.Close()
			s.behaviour.line.raw(s, c)
		})
	}
}

func (s *Site) keep(c net.Conn) {
	s.mu.Lock()
	s.open[c] = true
	s.mu.Unlock()
}

// hijack takes a connection from the server and says something on it as it
// stands; the connection is closed behind it, or reset.
func hijack(s *Site, w http.ResponseWriter, say string, reset bool) {
	c, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	s.keep(c)
	_, _ = io.WriteString(c, say) // the visitor may have gone
	if tcp, ok := c.(*net.TCPConn); ok && reset {
		time.Sleep(20 * time.Millisecond) // what was said is to arrive before the reset
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

// say answers with bytes as they stand.
func say(name, want, because, bytes string) *Behaviour {
	return &Behaviour{Name: name, Want: wants(want), Because: because, serve: func(s *Site, w http.ResponseWriter, a *asking) {
		hijack(s, w, inChunks(strings.ReplaceAll(bytes, "{{PAGE}}", found(a.name))), false)
	}}
}

const ok200 = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"

// lines are what happens to answers on their way.
func lines() []*Behaviour {
	return []*Behaviour{
		{Name: "line/slow-drip", Want: wants("unreachable"), Because: "a byte comes every tenth of a second, for ever", serve: drip},
		{Name: "line/slow-headers", Want: wants("unreachable"), Because: "a header comes every tenth of a second, for ever", serve: dripHeaders},
		{Name: "line/stall-after-headers", Want: wants("unreachable"), Because: "the headers come, and nothing after them", serve: func(s *Site, w http.ResponseWriter, a *asking) {
			w.Header().Set("Content-Length", "4096")
			w.(http.Flusher).Flush()
			s.wait(a, time.Minute)
		}},
		{Name: "line/stall-after-none", Want: wants("unreachable"), Because: "the sign that there is nobody comes, and the end of the page does not", serve: func(s *Site, w http.ResponseWriter, a *asking) {
			write(w, nothing(a.name)[:len(nothing(a.name))-300])
			w.(http.Flusher).Flush()
			s.wait(a, time.Minute)
		}},
		{Name: "line/stall-before-headers", Want: wants("unreachable"), Because: "the request is taken and never answered", serve: func(s *Site, w http.ResponseWriter, a *asking) { s.wait(a, time.Minute) }},
		{Name: "line/reset-before", Want: wants("unreachable"), Because: "the connection is reset when the request has come", serve: func(s *Site, w http.ResponseWriter, _ *asking) { hijack(s, w, "", true) }},
		{Name: "line/close-before", Want: wants("unreachable"), Because: "the connection is closed without an answer", serve: func(s *Site, w http.ResponseWriter, _ *asking) { hijack(s, w, "", false) }},
		{Name: "line/reset-in-headers", Want: wants("unreachable"), Because: "the connection is reset in the middle of the headers", serve: func(s *Site, w http.ResponseWriter, _ *asking) { hijack(s, w, "HTTP/1.1 200 OK\r\nContent-Ty", true) }},
		{Name: "line/reset-mid-body", Want: wants("unreachable"), Because: "the connection is reset in the middle of the page, behind the sign that there is nobody", serve: func(s *Site, w http.ResponseWriter, a *asking) {
			hijack(s, w, ok200+"Content-Length: 9000\r\n\r\n"+nothing(a.name), true)
		}},
		say("line/chunk-cut", "unreachable", "the last chunk never comes", ok200+"Transfer-Encoding: chunked\r\n\r\n40\r\n<!doctype html><html><body><main><p class=none>We found no records.</p>"),
		say("line/chunk-without-end", "unreachable", "all chunks come but the one that ends them", ok200+"Transfer-Encoding: chunked\r\n\r\n"+chunk("<!doctype html><html><body><p class=none>We found no records.</p></body></html>")),
		say("line/chunk-broken", "unreachable", "the size of a chunk is no number", ok200+"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p class=none>\r\n0\r\n\r\n"),
		say("line/length-and-chunks", "found or unreachable", "a length and chunks at once, as smugglers send them", ok200+"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"+chunk("{{PAGE}}")+"0\r\n\r\n"),
		say("line/two-lengths", "unreachable", "two lengths that differ", ok200+"Content-Length: 10\r\nContent-Length: 900\r\n\r\n<p class=none>No records</p>"),
		say("line/negative-length", "unreachable", "a length below nothing", ok200+"Content-Length: -1\r\n\r\n<p class=none>No records</p>"),
		say("line/http-0.9", "unreachable", "a page without a status or headers", "<html><body><p class=none>We found no records</p></body></html>\n"),
		say("line/http-9.9", "unreachable or unreadable", "a version that nobody speaks", "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n"),
		say("line/status-999", "unreadable or blocked", "a status of the site's own, as a large network answers programs", "HTTP/1.1 999 Request denied\r\nContent-Type: text/html\r\nContent-Length: 32\r\n\r\n<html><body>denied</body></html>"),
		say("line/status-zero", "unreachable or unreadable", "status 000", "HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n"),
		say("line/status-not-a-number", "unreachable", "a status that is no number", "HTTP/1.1 OK OK\r\nContent-Length: 0\r\n\r\n"),
		say("line/endless-informational", "unreachable", "status 103 over and over", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n", 200)),
		say("line/switching-protocols", "unreachable or unreadable", "status 101 that nobody asked for", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
		say("line/204", "unreadable", "status 204: no page", "HTTP/1.1 204 No Content\r\n\r\n"),
		say("line/205", "unreadable", "status 205: no page", "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n"),
		say("line/206", "unreachable or unreadable", "status 206: a part of the page, though the whole was asked for", "HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\nContent-Range: bytes 0-70/9000\r\nContent-Length: 71\r\n\r\n<!doctype html><html><body><p class=none>We found no records.</p></body>"),
		say("line/304", "unreadable or unreachable", "status 304 that nobody asked for", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n"),
		say("line/not-http", "unreachable", "another protocol answers", "220 mail.people.example ESMTP ready\r\n500 5.5.1 Command unrecognized\r\n"),
		{Name: "line/ssh", Want: wants("unreachable or disallowed"), Because: "another protocol speaks first, and to everybody", line: line{raw: func(_ *Site, c net.Conn) {
			_, _ = io.WriteString(c, "SSH-2.0-OpenSSH_9.6\r\n")
		}}},
		{Name: "line/silent", Want: wants("unreachable or disallowed"), Because: "a port that takes connections and never says a word", line: line{raw: func(s *Site, _ net.Conn) { <-s.done }}},
	}
}

// chunk marks what inChunks writes as one chunk.
func chunk(s string) string { return "\x00" + s + "\x01" }

func inChunks(s string) string {
	before, rest, ok := strings.Cut(s, "\x00")
	if !ok {
		return s
	}
	inside, after, _ := strings.Cut(rest, "\x01")
	return fmt.Sprintf("%s%x\r\n%s\r\n%s", before, len(inside), inside, after)
}

func drip(s *Site, w http.ResponseWriter, a *asking) {
	page := nothing(a.name)
	for i := 0; s.wait(a, 100*time.Millisecond); i++ {
		write(w, page[i%len(page):][:1])
		w.(http.Flusher).Flush()
	}
}

func dripHeaders(s *Site, w http.ResponseWriter, a *asking) {
	c, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer c.Close()
	s.keep(c)
	_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n")
	for i := 0; s.wait(a, 100*time.Millisecond); i++ {
		if _, err := fmt.Fprintf(c, "X-%d: slow\r\n", i); err != nil {
			return
		}
	}
}
