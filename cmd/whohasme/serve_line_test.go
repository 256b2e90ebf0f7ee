package main

import (
	"crypto/x509"
	"net"
	"net/netip"
	"testing"
)

// TestOwn: by which names a dashboard may be called, and how it calls itself.
func TestOwn(t *testing.T) {
	t.Parallel()
	named := &x509.Certificate{DNSNames: []string{"*.example.org", "board.example.org"}}
	numbered := &x509.Certificate{IPAddresses: []net.IP{net.ParseIP("192.0.2.7"), net.ParseIP("2001:db8::7")}}
	for name, c := range map[string]struct {
		addr, port string
		cert       *x509.Certificate
		origin     string
		own, not   []string
	}{
		"as it is": {"127.0.0.1", "8044", nil, "http://127.0.0.1:8044", []string{"127.0.0.1:8044"},
			[]string{"", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.:8044", "localhost:8044", "LOCALHOST:8044", "0177.0.0.1:8044", "2130706433:8044", "[::1]:8044", "[::ffff:127.0.0.1]:8044", "127.0.0.1:8044:8044", "127.0.0.1:08044", "[127.0.0.1]:8044", "evil.test:8044", "127.0.0.1:8044.evil.test", "user@127.0.0.1:8044", "127.0.0.1 :8044"}},
		"the usual port":               {"127.0.0.1", "80", nil, "http://127.0.0.1", []string{"127.0.0.1", "127.0.0.1:80"}, []string{"", "localhost", "127.0.0.1:443", "[127.0.0.1", "evil.test"}},
		"version 6":                    {"::1", "8044", nil, "http://[::1]:8044", []string{"[::1]:8044"}, []string{"[::1]", "::1:8044", "127.0.0.1:8044", "[::1%25lo]:8044"}},
		"by a name":                    {"0.0.0.0", "8443", named, "https://board.example.org:8443", []string{"board.example.org:8443", "BOARD.example.org:8443", "other.example.org:8443"}, []string{"board.example.org", "evil.test:8443", "a.b.example.org:8443", "0.0.0.0:8443", "127.0.0.1:8443"}},
		"by a name, at the usual port": {"0.0.0.0", "443", named, "https://board.example.org", []string{"board.example.org", "board.example.org:443"}, []string{"evil.test", "board.example.org:80"}},
		"by a number":                  {"0.0.0.0", "8443", numbered, "https://192.0.2.7:8443", []string{"192.0.2.7:8443", "[2001:db8::7]:8443"}, []string{"192.0.2.8:8443", "board.example.org:8443"}},
	} {
		t.Run(name, func(t *testing.T) {
			l := &line{addr: netip.MustParseAddr(c.addr), port: c.port, cert: c.cert}
			if got := l.origin(); got != c.origin {
				t.Errorf("it calls itself %s, want %s", got, c.origin)
			}
			for _, h := range c.own {
				if !l.own(h) {
					t.Errorf("%q is refused", h)
				}
			}
			for _, h := range c.not {
				if l.own(h) {
					t.Errorf("%q is taken", h)
				}
			}
		})
	}
}
