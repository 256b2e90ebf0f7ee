package brokers

import (
	"net/url"
	"strings"
)

// Serves reports whether an address is on one of the broker's own hosts: its
// domain, a mirror, or the host of its search address.
func (b *Broker) Serves(u *url.URL) bool {
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	hosts := append([]string{b.Domain}, b.Mirrors...)
	if b.Search != nil {
		if s, err := url.Parse(slot.ReplaceAllString(string(b.Search.URL), "x")); err == nil {
			hosts = append(hosts, strings.ToLower(s.Host))
		}
	}
	for _, h := range hosts {
		h = strings.TrimPrefix(h, "www.")
		if h != "" && (host == h || strings.HasSuffix(host, "."+h)) {
			return true
		}
	}
	return false
}

// ByAddress returns the broker that serves an address and whose definition says
// how its pages read, or nil when there is none.
func (c *Catalogue) ByAddress(u *url.URL) *Broker {
	if u == nil || u.Host == "" {
		return nil
	}
	for _, b := range c.all {
		if b.Search.Reads() && b.Serves(u) {
			return b
		}
	}
	return nil
}
