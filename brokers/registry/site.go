package registry

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

var (
	hostForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`)
	gaps     = regexp.MustCompile(`[^a-z0-9]+`)
)

// rented are hosts on which anybody may have a page, so that the host says
// nothing about who the broker is.
var rented = []string{"sites.google.com", "docs.google.com", "linkedin.com", "facebook.com", "instagram.com", "twitter.com", "x.com", "youtube.com", "linktr.ee"}

// maxAddress is the longest address that is carried, in bytes.
const maxAddress = 2000

// domains returns the registered domains of the web addresses in a cell, each
// once.
func domains(cell string) []string {
	var out []string
	for _, word := range addresses(cell) {
		if d := domain(word); d != "" && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// addresses splits a cell into what may be web addresses.
func addresses(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return r <= ' ' || strings.ContainsRune(",;|<>\"'()[]{}\u00a0\u200b", r) })
}

// domain returns the registered domain of an address with or without scheme,
// "" if it has none, is a mailbox or a page on a rented host.
func domain(address string) string {
	u := webAddress(address)
	if u == nil {
		return ""
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	if slices.Contains(rented, host) && strings.Trim(u.Path, "/") != "" {
		return ""
	}
	d, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	return d
}

// webAddress reads an address with or without scheme; nil if it is none.
func webAddress(s string) *url.URL {
	s = strings.TrimRight(strings.TrimSpace(s), ".:")
	if s == "" || len(s) > maxAddress || strings.Contains(s, "@") {
		return nil
	}
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		scheme, rest = "https", s
	}
	u, err := url.Parse(strings.ToLower(scheme) + "://" + rest)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return nil
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if len(host) > 253 || !hostForm.MatchString(host) || !published(host) {
		return nil
	}
	u.Host = host + strings.TrimPrefix(u.Host, u.Hostname())
	if again, err := url.Parse(u.String()); err != nil || again.Hostname() != host {
		return nil
	}
	return u
}

// published reports whether a host lies under a suffix that is in use, or one
// of those kept for examples and tests (RFC 2606).
func published(host string) bool {
	suffix, icann := publicsuffix.PublicSuffix(host)
	return icann || strings.Contains(suffix, ".") || suffix == "test" || suffix == "example"
}

// idOf returns the id of a domain: its name without .com, and for other
// endings the whole, because the two may be two brokers.
func idOf(domain string) string {
	return strings.Trim(gaps.ReplaceAllString(strings.TrimSuffix(domain, ".com"), "-"), "-")
}

// formSign is what the address of an opt-out form says of itself.
var formSign = regexp.MustCompile(`(?i)opt[-_]?out|do[-_]?not[-_]?sell|privacy[-_]?(request|portal|cent(er|re)|choices|form)|(data|rights?|subject|consumer)[-_]?request|dsar|remov(e|al)|suppress|delete[-_]?(my|me|request)`)

// rightsPage returns the address in a cell that leads to a consumer's rights,
// one that looks like a form before any other, and whether it does. Where a
// cell holds a text, only addresses with a scheme or www count.
func rightsPage(cell string) (address string, form bool) {
	words := addresses(cell)
	for _, word := range words {
		if len(words) > 1 && !strings.Contains(word, "://") && !strings.HasPrefix(strings.ToLower(word), "www.") {
			continue
		}
		u := webAddress(word)
		switch {
		case u == nil:
		case formSign.MatchString(u.Hostname() + u.Path):
			return u.String(), true
		case address == "":
			address = u.String()
		}
	}
	return address, false
}
