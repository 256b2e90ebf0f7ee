package ddg

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

var hostForm = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+$`)

// hostOf returns the host in a site's name or address, in lower-case ASCII and
// without www; "" if there is none under a public suffix.
func hostOf(site string) string {
	s := strings.ToLower(strings.TrimSpace(site))
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	if end := strings.IndexAny(s, "/?#:"); end >= 0 {
		s = s[:end]
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "www."), ".")
	if ascii, err := idna.Lookup.ToASCII(s); err == nil {
		s = ascii
	}
	if len(s) > 253 || !hostForm.MatchString(s) {
		return ""
	}
	if _, err := publicsuffix.EffectiveTLDPlusOne(s); err != nil {
		return ""
	}
	return s
}

// atHome reports whether an address is that of the broker or its parent, or on
// this machine, as in practice. Some files ask a page of their client's makers
// first, which then sends the browser on.
func (r *reader) atHome(t brokers.Template) bool {
	u, err := url.Parse(ourSlot.ReplaceAllString(string(t), "x"))
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsLoopback() || host == "localhost" {
		return true
	}
	for _, h := range r.hosts {
		if h != "" && (host == h || sameOwner(host, h)) {
			return true
		}
	}
	return false
}

// sameOwner reports whether two hosts lie in one registered domain.
func sameOwner(a, b string) bool {
	x, err1 := publicsuffix.EffectiveTLDPlusOne(a)
	y, err2 := publicsuffix.EffectiveTLDPlusOne(b)
	return err1 == nil && err2 == nil && x == y
}
