package crawl

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// relay is a real HTTP proxy on loopback: it passes requests on and makes
// tunnels. Its address is returned.
func relay(t *testing.T) string {
	t.Helper()
	line := &http.Transport{}
	t.Cleanup(line.CloseIdleConnections)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect {
			tunnel(w, r)
			return
		}
		out := r.Clone(r.Context())
		out.RequestURI = ""
		res, err := line.RoundTrip(out)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer res.Body.Close()
		for k, v := range res.Header {
			w.Header()[k] = v
		}
		w.WriteHeader(res.StatusCode)
		io.Copy(w, res.Body)
	}))
	t.Cleanup(srv.Close)
	return strings.TrimPrefix(srv.URL, "http://")
}

func tunnel(w http.ResponseWriter, r *http.Request) {
	to, err := net.Dial("tcp", r.Host)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	from, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		to.Close()
		return
	}
	io.WriteString(from, "HTTP/1.1 200 OK\r\n\r\n")
	join(from, to)
}

func join(a, b net.Conn) {
	defer a.Close()
	defer b.Close()
	go func() { io.Copy(a, b); a.Close() }()
	io.Copy(b, a)
}

// socksProxy is a real SOCKS5 proxy on loopback (RFC 1928). Names that it is asked
// for lead to the host that knows gives, and it remembers them.
type socksProxy struct {
	net.Listener
	knows map[string]string
	reply byte // what it answers; 0: it connects

	password string // of "desk"; "": it wants none
	mu       sync.Mutex
	asked    []string
}

func newSocks(t *testing.T, knows map[string]string, reply byte) *socksProxy {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &socksProxy{Listener: l, knows: knows, reply: reply}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.serve(conn)
		}
	}()
	return s
}

func (s *socksProxy) serve(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	head := make([]byte, 2)
	io.ReadFull(in, head)
	in.Discard(int(head[1]))
	if s.password != "" {
		conn.Write([]byte{5, 2})
		in.Discard(1)
		for i, want := range []string{"desk", s.password} {
			n, _ := in.ReadByte()
			got := make([]byte, n)
			io.ReadFull(in, got)
			if string(got) != want {
				conn.Write([]byte{1, 1})
				return
			}
			if i == 1 {
				conn.Write([]byte{1, 0})
			}
		}
	} else {
		conn.Write([]byte{5, 0})
	}
	req := make([]byte, 4)
	if _, err := io.ReadFull(in, req); err != nil {
		return
	}
	host := "an address, not a name"
	if req[3] == 3 {
		n, _ := in.ReadByte()
		name := make([]byte, n)
		io.ReadFull(in, name)
		host = string(name)
	} else {
		in.Discard(map[byte]int{1: 4, 4: 16}[req[3]])
	}
	var port uint16
	binary.Read(in, binary.BigEndian, &port)
	s.mu.Lock()
	s.asked = append(s.asked, host)
	s.mu.Unlock()
	to, err := net.Dial("tcp", s.knows[host])
	if s.reply != 0 || err != nil {
		conn.Write([]byte{5, max(s.reply, 1), 0, 1, 0, 0, 0, 0, 0, 0})
		return
	}
	conn.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	join(conn, to)
}

// A password of a SOCKS5 proxy is used (RFC 1929), and told nobody.
func TestSOCKSWithAPassword(t *testing.T) {
	s := newSite(t)
	s.page("/x", recordPage)
	for user, want := range map[string]scan.Outcome{"desk:s3cret": scan.UnknownOutcome, "desk:guess": scan.Unreachable} {
		p := newSocks(t, map[string]string{"people.test": s.host()}, 0)
		p.password = "s3cret"
		o := s.options()
		o.Proxy = "socks5://" + user + "@" + p.Addr().String()
		_, err := crawler(t, o).Visit(&brokers.Broker{Domain: "people.test"}).Get(context.Background(), address(t, "http://people.test/x"))
		if got, why := outcomeOf(t, err); got != want || strings.Contains(why, "guess") || want != scan.UnknownOutcome && !strings.Contains(why, "password") {
			t.Errorf("%v (%s), want %v", got, why, want)
		}
	}
}

// The name of a site is looked up by the proxy alone; nothing here is asked
// for it, and nothing is dialed but the proxy.
func TestSOCKSCarriesNamesToo(t *testing.T) {
	for _, scheme := range []string{"socks5", "socks5h"} {
		s := newSite(t)
		s.page("/x", recordPage)
		p := newSocks(t, map[string]string{"people.test": s.host()}, 0)
		var dialed []string
		o := s.options()
		o.Proxy, o.AllowLoopback = scheme+"://"+p.Addr().String(), false
		o.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
			dialed = append(dialed, addr)
			return new(net.Dialer).DialContext(ctx, network, addr)
		}
		b := &brokers.Broker{Domain: "people.test"}
		if _, err := crawler(t, o).Visit(b).Get(context.Background(), address(t, "http://people.test/x")); err != nil {
			t.Fatalf("%s: %v", scheme, err)
		}
		for _, a := range dialed {
			if a != p.Addr().String() {
				t.Errorf("%s: dialed %s", scheme, a)
			}
		}
		if len(p.asked) == 0 || p.asked[0] != "people.test" {
			t.Errorf("%s: the proxy was asked for %v", scheme, p.asked)
		}
		for _, host := range []string{"127.0.0.1", "10.0.0.1", "169.254.169.254", "localhost", "metadata.google.internal", "0x7f000001", "printer.local"} {
			_, err := crawler(t, o).Visit(&brokers.Broker{Domain: host}).Get(context.Background(), &url.URL{Scheme: "http", Host: host, Path: "/"})
			if got, _ := outcomeOf(t, err); got != scan.Unreachable {
				t.Errorf("%s: %v", host, err)
			}
		}
		if len(p.asked) != len(dialed) {
			t.Errorf("%s: the proxy was asked for %v", scheme, p.asked)
		}
	}
}

func TestHTTPProxyTunnelsTLS(t *testing.T) {
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/x" {
			io.WriteString(w, recordPage)
			return
		}
		w.WriteHeader(404)
	}))
	defer secure.Close()
	s := newSite(t)
	o := s.options()
	o.Proxy = "http://" + relay(t)
	c := crawler(t, o)
	c.base.TLSClientConfig = secure.Client().Transport.(*http.Transport).TLSClientConfig
	v := c.Visit(s.broker(0, strings.TrimPrefix(secure.URL, "https://")))
	if _, err := v.Get(context.Background(), address(t, secure.URL+"/x")); err != nil {
		t.Error(err)
	}
}

// What a proxy answers is told as the proxy's, and its kind is named.
func TestProxyFaults(t *testing.T) {
	refuses := func(status int) string {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		t.Cleanup(srv.Close)
		return srv.URL
	}
	silent := newSite(t) // waits for a line, which SOCKS5 has none of
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	go func() {
		for {
			conn, err := other.Accept()
			if err != nil {
				return
			}
			io.WriteString(conn, "220 mail.example.org ESMTP\r\n")
			conn.Close()
		}
	}()
	for name, c := range map[string]struct{ proxy, url, why string }{
		"HTTP, not there":            {"http://127.0.0.1:1", "http://people.test/x", "the HTTP proxy cannot be used: connection refused"},
		"HTTPS, not there":           {"https://127.0.0.1:1", "http://people.test/x", "the HTTPS proxy cannot be used: connection refused"},
		"SOCKS5, not there":          {"socks5://127.0.0.1:1", "http://people.test/x", "the SOCKS5 proxy cannot be used: connection refused"},
		"SOCKS5, site not reached":   {"socks5://" + newSocks(t, nil, 4).Addr().String(), "http://people.test/x", "the SOCKS5 proxy could not reach the site: host unreachable"},
		"SOCKS5, site refuses":       {"socks5://" + newSocks(t, nil, 5).Addr().String(), "http://people.test/x", "the SOCKS5 proxy could not reach the site: connection refused"},
		"SOCKS5, not allowed":        {"socks5://" + newSocks(t, nil, 2).Addr().String(), "http://people.test/x", "the SOCKS5 proxy does not allow this site"},
		"SOCKS5, says nothing":       {"socks5://" + silent.host(), "http://people.test/x", "the SOCKS5 proxy made no connection in time"},
		"SOCKS5, speaks SMTP":        {"socks5://" + other.Addr().String(), "http://people.test/x", "the SOCKS5 proxy cannot be used: its answer is not that of a SOCKS5 proxy"},
		"HTTP, wants a password":     {refuses(407), "https://people.test/x", "the HTTP proxy cannot be used: it asks for a password, or refused the one given"},
		"HTTP, no tunnels":           {refuses(405), "https://people.test/x", "the HTTP proxy does not allow this site (status 405)"},
		"HTTP, site not reached":     {refuses(502), "https://people.test/x", "the HTTP proxy could not reach the site (status 502)"},
		"HTTP, password, plain site": {refuses(407), "http://people.test/x", "the HTTP proxy cannot be used: it asks for a password, or refused the one given"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			o := s.options()
			if o.Proxy = c.proxy; strings.Contains(name, "says nothing") {
				o.Timeout = 500 * time.Millisecond
			}
			v := crawler(t, o).Visit(&brokers.Broker{Domain: "people.test"})
			_, err := v.Get(context.Background(), address(t, c.url))
			if got, why := outcomeOf(t, err); got != scan.Unreachable || why != c.why {
				t.Errorf("%v %q, want %q", got, why, c.why)
			}
			if strings.HasPrefix(c.why, "the HTTP proxy cannot") && !errors.Is(err, ErrLine) {
				t.Error("not a fault of the line")
			}
		})
	}
}
