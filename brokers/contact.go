package brokers

import (
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/net/publicsuffix"
)

// reserved are the top-level names that no register gives out (RFC 6761): the
// sites of tests and of examples.
var reserved = []string{"test", "example", "invalid", "localhost"}

// hostFault says why no company can have a host, or "". A host on this machine
// is that of a practice site.
func hostFault(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.Trim(strings.ToLower(host), "[]"), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		return addressFault(a.Unmap())
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

// shared are the addresses that providers share out among their own customers
// (RFC 6598).
var shared = netip.MustParsePrefix("100.64.0.0/10")

// addressFault says why no site may have an address for a name, or "". Those of
// cloud metadata services are link-local.
func addressFault(a netip.Addr) string {
	switch {
	case a.IsLoopback():
		return ""
	case a.IsGlobalUnicast() && !a.IsPrivate() && !shared.Contains(a):
		return "is a bare address, want the name of a host"
	}
	return "is a private, link-local or metadata address, which nobody is sent to"
}

// hosts checks that no other broker has the broker's hosts.
func (l *linter) hosts(f *linted) {
	check := func(field, host string) {
		host = strings.TrimPrefix(host, "www.")
		switch first := l.owner[host]; {
		case host == "":
		case first == nil:
			l.owner[host] = f
		case first == f:
			f.fault(field, "stands here twice")
		case first.broker.ID != f.broker.ID:
			f.fault(field, "is that of "+quote(first.broker.ID)+" too, in "+first.at.file())
		}
	}
	check("domain", f.broker.Domain)
	for i, m := range f.broker.Mirrors {
		check(item("mirrors", i, ""), m)
	}
}

// lintAddresses checks that every host a file names can be a company's.
func lintAddresses(f *linted) {
	check := func(field, host string) {
		if host == "" {
			return
		}
		if why := hostFault(host); why != "" {
			f.fault(field, why)
		}
	}
	b := f.broker
	check("domain", b.Domain)
	for i, m := range b.Mirrors {
		check(item("mirrors", i, ""), m)
	}
	for i, o := range b.OptOut {
		check(item("opt_out", i, "url"), hostOf(o.URL))
	}
	if b.Search != nil {
		check("search.url", hostOf(slot.ReplaceAllString(string(b.Search.URL), "x")))
	}
}

// hostOf returns the host of an address, or "" where it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// lintContacts checks mailboxes and telephone numbers.
func lintContacts(b *Broker, fault func(field, text string)) {
	for i, o := range b.OptOut {
		at := item("opt_out", i, "to")
		switch o.By {
		case ByEmail:
			if _, domain, whole := strings.Cut(o.To, "@"); whole {
				if why := hostFault(domain); why != "" {
					fault(at, why)
				}
			}
		case ByPhone:
			region := b.Home()
			if region == "" {
				region = "US"
			}
			if n, err := phonenumbers.Parse(o.To, region); o.To != "" && (err != nil || !phonenumbers.IsPossibleNumber(n)) {
				fault(at, "is no telephone number")
			}
		}
	}
}

// mailForm is a mailbox as RFC 5321 (4.1.2) has it, without quoted names and
// bare addresses: what a letter can be sent to.
var mailForm = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*" +
	`@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$`)

// mailFault says why text is no mailbox, or "".
func mailFault(s string) string {
	switch {
	case strings.HasPrefix(strings.ToLower(s), "mailto:"):
		return "want an e-mail address, without mailto:"
	case len(s) > 254 || strings.IndexByte(s, '@') > 64 || !mailForm.MatchString(s): // RFC 5321, 4.5.3.1
		return "want an e-mail address such as privacy@example.org"
	}
	return ""
}
