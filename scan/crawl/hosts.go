package crawl

import (
	"net"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"github.com/whohasme/whohasme/brokers"
)

// hostList is the hosts that one broker's visit may ask.
type hostList []allowed

// allowed is one entry: a host, with its port where the broker's file gives
// one, and whether the names below it belong to it.
type allowed struct {
	name, port string
	below      bool
}

// listHosts returns the hosts of a broker: its domain and mirrors with all
// names below them, and the host of its search address.
func listHosts(b *brokers.Broker) hostList {
	var l hostList
	for _, h := range append([]string{b.Domain}, b.Mirrors...) {
		l = l.add(h, true)
	}
	if b.Search != nil {
		_, rest, _ := strings.Cut(string(b.Search.URL), "://")
		if i := strings.IndexAny(rest, "/?#"); i >= 0 {
			rest = rest[:i]
		}
		l = l.add(rest, false)
	}
	return l
}

func (l hostList) add(h string, below bool) hostList {
	u := url.URL{Host: h}
	name := plainHost(u.Hostname())
	if below {
		name = strings.TrimPrefix(name, "www.")
	}
	if name == "" || strings.ContainsAny(name, "{}/@") {
		return l
	}
	if _, err := netip.ParseAddr(name); err == nil {
		below = false
	}
	return append(l, allowed{name, u.Port(), below})
}

// allows reports whether the address is on one of the hosts. A host without a
// port is allowed on the usual port of the scheme only.
func (l hostList) allows(u *url.URL) bool {
	name, port := plainHost(u.Hostname()), portOf(u)
	for _, a := range l {
		want := a.port
		if want == "" {
			want = usualPort(u.Scheme)
		}
		if port != want {
			continue
		}
		if name == a.name || a.below && strings.HasSuffix(name, "."+a.name) {
			return true
		}
	}
	return false
}

// plainHost returns a host name in lower-case ASCII without a final dot.
func plainHost(h string) string {
	h = strings.ToLower(strings.TrimSuffix(h, "."))
	if ascii, err := idna.Lookup.ToASCII(h); err == nil {
		return ascii
	}
	return h
}

func usualPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

func portOf(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return usualPort(u.Scheme)
}

// hostKey is what pace, robots.txt and counting call a host: host:port.
func hostKey(u *url.URL) string {
	return net.JoinHostPort(plainHost(u.Hostname()), portOf(u))
}

// onLoopback reports whether the address names the machine itself.
func onLoopback(u *url.URL) bool {
	name := plainHost(u.Hostname())
	ip, err := netip.ParseAddr(name)
	return name == "localhost" || err == nil && ip.Unmap().IsLoopback()
}
