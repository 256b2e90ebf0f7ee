package ddg

import (
	"regexp"
	"strings"

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

// sameOwner reports whether two hosts lie in one registered domain.
func sameOwner(a, b string) bool {
	x, err1 := publicsuffix.EffectiveTLDPlusOne(a)
	y, err2 := publicsuffix.EffectiveTLDPlusOne(b)
	return err1 == nil && err2 == nil && x == y
}
