package crawl

import (
	"strconv"
	"strings"
	"time"
)

// Agent is the product token that robots.txt files may name.
const Agent = "whohasme"

// Rules are what a robots.txt says to this program, by RFC 9309. The zero
// value allows everything.
//
// The parser that comes with colly (temoto/robotstxt 1.1.2) is not used: its
// wildcards are not anchored, it takes any prefix of the name for a match and
// drops the whole file over one bad line, so that it fetches what is
// forbidden.
type Rules struct {
	rules []rule
	delay time.Duration
	none  bool // forbids everything
}

type rule struct {
	pattern string
	allow   bool
}

// maxDelay bounds a Crawl-delay; a longer one is taken for this.
const maxDelay = time.Minute

// ParseRobots reads a robots.txt. What it cannot understand it leaves out.
func ParseRobots(file string) *Rules {
	var mine, any Rules
	named := false            // a group names this program
	var toMe, toAll, run bool // whom the group speaks to; whether its head still runs
	if strings.HasPrefix(file, "\xff\xfe") || strings.HasPrefix(file, "\xfe\xff") {
		file = text([]byte(file), "") // some editors write UTF-16
	}
	for line := range strings.FieldsFuncSeq(strings.TrimPrefix(file, "\uFEFF"), func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value, ok := split(line)
		if !ok {
			continue
		}
		switch key {
		case "user-agent", "useragent", "user agent":
			if !run {
				toMe, toAll = false, false
			}
			run = true
			agent := token(value)
			toMe = toMe || agent == Agent
			toAll = toAll || agent == "*"
			named = named || toMe
			continue
		case "allow":
			run = false
		case "disallow", "dissallow", "disalow":
			run = false
			key = "disallow"
		case "crawl-delay", "crawldelay":
		default:
			continue
		}
		if toMe {
			mine.add(key, value)
		}
		if toAll {
			any.add(key, value)
		}
	}
	if named {
		return &mine
	}
	return &any
}

// split cuts a line into its key, in lower case, and its value.
func split(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok = strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), ok
}

// token returns the product token that a User-agent line begins with, in
// lower case: "WhoHasMe/2.0" speaks to whohasme.
func token(value string) string {
	if value == "*" || strings.HasPrefix(value, "* ") {
		return "*"
	}
	end := strings.IndexFunc(value, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

func (r *Rules) add(key, value string) {
	if key == "crawl-delay" || key == "crawldelay" {
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.delay = time.Duration(min(s, maxDelay.Seconds()) * float64(time.Second))
		}
		return
	}
	if value == "" {
		return // "Disallow:" alone forbids nothing
	}
	if value[0] != '/' && value[0] != '*' {
		value = "/" + value
	}
	r.rules = append(r.rules, rule{pattern: encoded(value), allow: key == "allow"})
}

// Delay returns the Crawl-delay, at most a minute.
func (r *Rules) Delay() time.Duration { return r.delay }

// Allows reports whether an address, given as its path and query, may be
// asked for: the longest rule decides, and of two as long, the one that
// allows.
func (r *Rules) Allows(path string) bool {
	if r.none {
		return false
	}
	path = encoded(path)
	longest, allow := -1, true
	for _, rule := range r.rules {
		n := len(rule.pattern)
		if n < longest || n == longest && allow || !fits(rule.pattern, path) {
			continue
		}
		longest, allow = n, rule.allow
	}
	return allow
}

// fits matches a pattern from the beginning of the path: "*" stands for any
// characters, "$" at the end for the end of the path.
func fits(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	if len(parts) == 1 {
		return !anchored || path == ""
	}
	last := len(parts) - 1
	for _, p := range parts[1:last] {
		i := strings.Index(path, p)
		if i < 0 {
			return false
		}
		path = path[i+len(p):]
	}
	if anchored {
		return strings.HasSuffix(path, parts[last])
	}
	return strings.Contains(path, parts[last])
}

// encoded writes rules and addresses the same way before they are compared
// (RFC 9309, section 2.2.2): octets outside ASCII as %XX in capitals, octets
// that need no encoding as themselves.
func encoded(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				i += 2
				if c = byte(n); unreserved(c) {
					b.WriteByte(c)
				} else {
					b.Write([]byte{'%', hex[c>>4], hex[c&15]})
				}
				continue
			}
		}
		if c >= 0x80 || c <= ' ' || c == 0x7f {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unreserved are the characters that never need encoding (RFC 3986).
func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
