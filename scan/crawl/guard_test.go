package crawl

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

func TestGuardAdmits(t *testing.T) {
	for _, c := range []struct {
		ip               string
		public, loopback bool // admitted without and with AllowLoopback
	}{
		{"93.184.216.34", true, true}, {"8.8.8.8", true, true}, {"2606:2800:220:1::1", true, true}, {"::ffff:8.8.8.8", true, true},
		{"127.0.0.1", false, true}, {"127.255.255.254", false, true}, {"::1", false, true}, {"::ffff:127.0.0.1", false, true},
		{"10.0.0.1", false, false}, {"172.16.0.1", false, false}, {"172.31.255.255", false, false}, {"192.168.1.1", false, false}, {"::ffff:192.168.1.1", false, false},
		{"169.254.169.254", false, false}, {"::ffff:169.254.169.254", false, false}, {"168.63.129.16", false, false}, {"100.100.100.200", false, false},
		{"100.64.0.1", false, false}, {"0.0.0.0", false, false}, {"0.1.2.3", false, false}, {"::", false, false}, {"224.0.0.1", false, false}, {"255.255.255.255", false, false},
		{"198.18.0.1", false, false}, {"192.0.2.1", false, false}, {"192.0.0.192", false, false},
		{"fe80::1", false, false}, {"fe80::1%eth0", false, false}, {"fc00::1", false, false}, {"fd00:ec2::254", false, false}, {"ff02::1", false, false}, {"fec0::1", false, false},
		{"64:ff9b::808:808", true, true}, {"64:ff9b::7f00:1", false, false}, {"64:ff9b::a9fe:a9fe", false, false}, {"64:ff9b::1:808:808", false, false},
		{"64:ff9b::a00:1", false, false}, {"64:ff9b:1::1", false, false}, {"::7f00:1", false, false}, {"2002:7f00:1::1", false, false}, {"2001::1", false, false}, {"2001:db8::1", false, false},
	} {
		ip := netip.MustParseAddr(c.ip)
		if got := (guard{}).admits(ip); got != c.public {
			t.Errorf("%s: %v without loopback", c.ip, got)
		}
		if got := (guard{loopback: true}).admits(ip); got != c.loopback {
			t.Errorf("%s: %v with loopback", c.ip, got)
		}
	}
}

func TestGuardNames(t *testing.T) {
	for name, want := range map[string]bool{
		"people.example.org": true, "people.example.org.": true, "8.8.8.8": true, "localhost": false, "LOCALHOST.": false, "x.localhost": false,
		"127.1": false, "2130706433": false, "0x7f.1": false, "0177.0.0.1": false, "10.0.0.1": false, "::1": false, "": false,
	} {
		if got := (guard{}).named(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

// A name that leads to loopback or a private network is not dialed, however
// it is resolved.
func TestGuardHoldsAtTheDialer(t *testing.T) {
	s := newSite(t)
	s.page("/", recordPage)
	to := func(_ context.Context, network, _ string) (net.Conn, error) { return net.Dial(network, s.host()) }
	for name, dial := range map[string]func(context.Context, string, string) (net.Conn, error){"own dialer": to, "default": nil} {
		o := s.options()
		o.AllowLoopback, o.Dial = false, dial
		b, u := s.broker(0), s.at(t, "/x")
		if dial != nil {
			b, u = &brokers.Broker{Domain: "people.test"}, address(t, "http://people.test/x")
		}
		_, err := crawler(t, o).Visit(b).Get(context.Background(), u)
		if got, why := outcomeOf(t, err); got != scan.Unreachable || !strings.Contains(why, "public internet") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := s.requests(); len(got) != 0 {
		t.Errorf("asked %v", got)
	}
	g := guard{}
	if _, err := g.DialContext(context.Background(), "tcp", s.host()); err == nil {
		t.Error("loopback dialed")
	}
}

func TestHostList(t *testing.T) {
	b := &brokers.Broker{Domain: "www.example.org", Mirrors: []string{"Example.test", "127.0.0.1:8080", "münchen.test", "port.test:444", ""},
		Search: &brokers.Definition{URL: "https://search.example.com/{first}?x={last}"}}
	l := listHosts(b)
	for u, want := range map[string]bool{
		"https://www.example.org/": true, "http://example.org/": true, "https://a.b.example.org/": true, "https://EXAMPLE.org./": true, "https://example.org:443/": true,
		"https://example.org:8443/": false, "http://example.org:443/": false, "https://notexample.org/": false, "https://example.org.evil.test/": false,
		"https://example.test/": true, "https://search.example.com/": true, "https://www.search.example.com/": false, "https://example.com/": false,
		"http://127.0.0.1:8080/": true, "http://127.0.0.1:8081/": false, "http://127.0.0.1/": false, "http://1.127.0.0.1:8080/": false,
		"https://xn--mnchen-3ya.test/": true, "https://port.test:444/": true, "https://port.test/": false, "http:///": false,
	} {
		if got := l.allows(address(t, u)); got != want {
			t.Errorf("%s: %v", u, got)
		}
	}
}

func TestProxyCarriesEverything(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		io.WriteString(w, recordPage)
	}))
	defer proxy.Close()
	s := newSite(t)
	o := s.options()
	o.Proxy, o.AllowLoopback = proxy.URL, false
	b := &brokers.Broker{Domain: "people.test"}
	o.Wait = s.clock.Wait
	if _, err := crawler(t, o).Visit(b).Get(context.Background(), address(t, "http://people.test/x")); err != nil {
		t.Fatal(err)
	}
	if strings.Join(asked, " ") != "http://people.test/robots.txt http://people.test/x" {
		t.Errorf("asked %v", asked)
	}
	for _, host := range []string{"localhost", "127.0.0.1", "10.0.0.1", "127.1"} {
		_, err := crawler(t, o).Visit(&brokers.Broker{Domain: host}).Get(context.Background(), &url.URL{Scheme: "http", Host: host, Path: "/"})
		if got, _ := outcomeOf(t, err); got != scan.Unreachable {
			t.Errorf("%s through the proxy: %v", host, err)
		}
	}
	if len(asked) != 2 {
		t.Errorf("asked %v", asked)
	}
}

func TestProxyThatIsDownIsNotBypassed(t *testing.T) {
	s := newSite(t)
	s.page("/", recordPage)
	for _, scheme := range []string{"http", "https", "socks5"} {
		o := s.options()
		o.Proxy = scheme + "://127.0.0.1:1"
		_, err := crawler(t, o).Visit(s.broker(0)).Get(context.Background(), s.at(t, "/x"))
		if got, why := outcomeOf(t, err); got != scan.Unreachable || !strings.Contains(why, "proxy") {
			t.Errorf("%s: %v", scheme, err)
		}
	}
	if got := s.requests(); len(got) != 0 {
		t.Errorf("asked %v", got)
	}
}

func TestNewRefuses(t *testing.T) {
	for name, o := range map[string]Options{
		"no such proxy":       {Proxy: "gopher://127.0.0.1:70"},
		"proxy of no host":    {Proxy: "127.0.0.1:9050"},
		"proxy of nothing":    {Proxy: "socks5://"},
		"contact of lines":    {Contact: "a\r\nX: y"},
		"contact in brackets": {Contact: "a)b"},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := New(Options{Proxy: "http://user:hunter2@[bad"}); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("password of a proxy: %v", err)
	}
}
