package field

import (
	"net/url"
	"strings"
)

// maxLink is the longest address kept, in bytes.
const maxLink = 4096

// Link returns an address of the web as an absolute one, without
// parameters that only follow the visitor and without a fragment that is only
// a place on the page. Anything but http and https gives "", and so do a
// relative address without a base and the address of the page itself.
func Link(raw string, base *url.URL) string {
	if s, ok := quickLink(raw, base); ok {
		return s
	}
	return fullLink(raw, base)
}

func fullLink(raw string, base *url.URL) string {
	u := Resolve(raw, base)
	if u == nil {
		return ""
	}
	s := u.String()
	if len(s) > maxLink || base != nil && s == Tidy(base).String() {
		return ""
	}
	return s
}

// Resolve returns the absolute, tidy form of an address, nil if it has none.
func Resolve(raw string, base *url.URL) *url.URL {
	raw = strings.TrimSpace(raw)
	if raw == "" || raw[0] == '#' && !route(raw[1:]) {
		return nil
	}
	u, err := url.Parse(strings.ReplaceAll(raw, " ", "%20"))
	if err != nil {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return nil
	}
	u = Tidy(u)
	if again, err := url.Parse(u.String()); err != nil || again.String() != u.String() {
		return nil // such as a host of colons
	}
	return u
}

func Tidy(u *url.URL) *url.URL {
	c := *u
	c.Host = strings.ToLower(c.Host)
	c.RawQuery = untracked(c.RawQuery)
	c.ForceQuery = false
	if !route(c.Fragment) {
		c.Fragment, c.RawFragment = "", ""
	}
	return &c
}

// route reports whether a fragment names a page of a scripted site.
func route(fragment string) bool {
	return strings.HasPrefix(fragment, "/") || strings.HasPrefix(fragment, "!")
}

// untracked keeps order and spelling of what stays.
func untracked(query string) string {
	if query == "" {
		return ""
	}
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		key, value, _ := strings.Cut(p, "=")
		if p != "" && !tracks(strings.ToLower(key), value) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "&")
}

// tracks knows a parameter that follows the visitor. A "ref" with digits in it
// stays, since it may be the record's own number.
func tracks(key, value string) bool {
	switch {
	case strings.HasPrefix(key, "utm_"), strings.HasPrefix(key, "mtm_"), trackers[key]:
		return true
	case key == "ref" || key == "ref_" || key == "referrer" || key == "referer" || key == "src":
		return !strings.ContainsAny(value, "0123456789")
	}
	return false
}

var trackers = set(`gclid gclsrc dclid gbraid wbraid fbclid msclkid yclid twclid ttclid li_fat_id igshid mc_cid mc_eid _ga _gl
	_hsenc _hsmi mkt_tok vero_id affid aff_id clickid click_id irclickid srsltid`)

// quickLink resolves a path from the root that needs no rewriting.
func quickLink(raw string, base *url.URL) (string, bool) {
	if base != nil && len(raw) > 8 && raw[0] == 'h' {
		if rest, ok := strings.CutPrefix(raw, base.Scheme); ok {
			if rest, ok = strings.CutPrefix(rest, "://"); ok && base.Host != "" {
				if rest, ok = strings.CutPrefix(rest, base.Host); ok {
					raw = rest
				}
			}
		}
	}
	if base == nil || base.Host == "" || base.User != nil || len(raw) < 2 || len(raw) > 500 || raw[0] != '/' || raw[1] == '/' || base.Scheme != "http" && base.Scheme != "https" {
		return "", false
	}
	path, query, asked := strings.Cut(raw, "?")
	for i := range len(path) {
		switch c := path[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '-', c == '_', c == '/' && (i == 0 || path[i-1] != '/'):
		case c == '.' && i > 0 && path[i-1] != '/' && path[i-1] != '.':
		default:
			return "", false
		}
	}
	if asked {
		for i := range len(query) {
			switch c := query[i]; {
			case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '-', c == '_', c == '=', c == '&', c == '.':
			default:
				return "", false
			}
		}
		if query = untracked(query); query != "" {
			path += "?" + query
		}
	}
	for i := range len(base.Host) {
		if c := base.Host[i]; c < '-' || c > 'z' || upper(c) || c == '/' {
			return "", false
		}
	}
	if base.EscapedPath() == path || base.RawQuery != "" && strings.HasPrefix(path, base.Path+"?") || base.Path == "" && path == "/" {
		return "", false // it may be the page itself
	}
	return base.Scheme + "://" + base.Host + path, true
}
