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
	numbered = regexp.MustCompile(`^www\d*\.`)
)

// rented are hosts on which anybody may have a page, so that the host says
// nothing about who the broker is.
var rented = []string{"sites.google.com", "docs.google.com", "linkedin.com", "facebook.com", "instagram.com", "twitter.com", "x.com", "youtube.com", "linktr.ee"}

// maxAddress is the longest address that is carried, in bytes.
const maxAddress = 2000

// domains returns the hosts of the web addresses in a cell, without www, each
// once. A host below another's is one of its own: it may be another company's.
func domains(cell string) []string {
	var out []string
	words := addresses(cell)
	for _, word := range words {
		if len(words) > 3 && !marked(word) {
			continue // in a sentence, "e.g" and "policy.Please" are no addresses
		}
		if d := domain(word); d != "" && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// marked reports whether a word says of itself that it is a web address.
func marked(word string) bool {
	return strings.Contains(word, "://") || strings.HasPrefix(strings.ToLower(word), "www.")
}

// addresses splits a cell into what may be web addresses.
func addresses(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return r <= ' ' || strings.ContainsRune(",;|<>\"'()[]{}\u00a0\u200b", r) })
}

// domain returns the host of an address with or without scheme, "" if it has
// none under a public suffix, is a mailbox or a page on a rented host.
func domain(address string) string {
	u := webAddress(address)
	if u == nil {
		return ""
	}
	host := numbered.ReplaceAllString(u.Hostname(), "")
	if slices.Contains(rented, host) && strings.Trim(u.Path, "/") != "" {
		return ""
	}
	if _, err := publicsuffix.EffectiveTLDPlusOne(host); err != nil {
		return ""
	}
	return host
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

// formSign is what the address of an opt-out form says of itself.
var formSign = regexp.MustCompile(`(?i)opt[-_]?out|do[-_]?not[-_]?sell|privacy[-_]?(request|portal|cent(er|re)|choices|form)|(data|rights?|subject|consumer)[-_]?request|dsar|remov(e|al)|suppress|delete[-_]?(my|me|request)`)

// prose reports whether a cell holds more than addresses.
func prose(cell string) bool {
	for _, word := range addresses(cell) {
		if webAddress(word) == nil {
			return true
		}
	}
	return false
}

// found is an address and whether it says of itself that it is a form.
type found struct {
	url  string
	form bool
}

// rightsPages returns the addresses in a cell that lead to a consumer's rights,
// those that look like a form first. Where a cell holds a text, only addresses
// with a scheme or www count.
func rightsPages(cell string) []found {
	words := addresses(cell)
	var forms, others []found
	for _, word := range words {
		if len(words) > 1 && !marked(word) {
			continue
		}
		u := webAddress(word)
		if u == nil {
			continue
		}
		f := found{u.String(), formSign.MatchString(u.Hostname() + u.Path)}
		switch {
		case slices.Contains(forms, f) || slices.Contains(others, f):
		case f.form:
			forms = append(forms, f)
		default:
			others = append(others, f)
		}
	}
	return append(forms, others...)
}
