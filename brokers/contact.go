package brokers

import (
	"net"
	"net/netip"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/net/publicsuffix"
)

// reserved are the top-level names that no register gives out (RFC 6761): the
// sites of tests and of examples.
var reserved = []string{"test", "example", "invalid", "localhost"}

// hostFault says why no company can have a host, or "". A host on this machine
// or with an address for a name is that of a practice site.
func hostFault(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return ""
	}
	top := host[strings.LastIndexByte(host, '.')+1:]
	if slices.Contains(reserved, top) {
		return ""
	}
	suffix, listed := publicsuffix.PublicSuffix(host)
	switch {
	case !listed && !strings.Contains(suffix, "."):
		return "ends in ." + top + ", which is no public suffix"
	case suffix == host:
		return "is a public suffix, below which others have their sites"
	}
	return ""
}

// lintHosts checks what Lint knows of hosts: that they can be a company's, and
// that no other broker has them.
func lintHosts(b *Broker, owner map[string]string, fault func(field, text string)) {
	check := func(field, host string) {
		if why := hostFault(host); why != "" {
			fault(field, why)
		}
		host = strings.TrimPrefix(host, "www.")
		if first, taken := owner[host]; taken {
			fault(field, "is that of "+quote(first)+" too")
		}
		owner[host] = b.ID
	}
	check("domain", b.Domain)
	for i, m := range b.Mirrors {
		check(item("mirrors", i, ""), m)
	}
}

// lintContacts checks mailboxes and telephone numbers.
func lintContacts(b *Broker, fault func(field, text string)) {
	for i, o := range b.OptOut {
		at := item("opt_out", i, "to")
		switch o.By {
		case ByEmail:
			if why := hostFault(strings.ToLower(o.To[strings.LastIndexByte(o.To, '@')+1:])); why != "" {
				fault(at, why)
			}
		case ByPhone:
			region := b.Home()
			if region == "" {
				region = "US"
			}
			if n, err := phonenumbers.Parse(o.To, region); err != nil || !phonenumbers.IsPossibleNumber(n) {
				fault(at, "is no telephone number")
			}
		}
	}
}
