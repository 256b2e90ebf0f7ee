package ddg

import (
	"regexp"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// crowded matches what a site says where too many fit a search. Their client
// gives up on it as on an empty list; it proves nothing of anybody.
var crowded = regexp.MustCompile(`(?i)too\s+many|narrow\s+(?:down|your)|refine\s+your|more\s+than\s+\d+`)

// except matches what a sign rules out.
var except = regexp.MustCompile(`\bnot\s*\((?:[^()]|\([^()]*\))*\)`)

// nothing returns the sign of an empty list, without those of its parts that
// stand for a full one.
func (o *object) nothing(key string) brokers.Selector {
	whole := o.selector(key)
	var kept []string
	parts := alternatives(string(whole))
	for _, part := range parts {
		if crowded.MatchString(except.ReplaceAllString(part, "")) {
			o.lose(key, strings.TrimSpace(part), "says that too many were found, which is no sign of nobody")
			continue
		}
		kept = append(kept, part)
	}
	if len(kept) == len(parts) {
		return whole
	}
	s := brokers.Selector(strings.TrimSpace(strings.Join(kept, "|")))
	if s == "" || brokers.CheckSelector(s) != nil {
		return ""
	}
	return s
}

// alternatives divides an XPath expression at its outer bars, and a list of
// CSS selectors not at all.
func alternatives(s string) []string {
	var parts []string
	var quote rune
	depth, last := 0, 0
	for i, r := range s {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '\'' || r == '"':
			quote = r
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth--
		case r == '|' && depth == 0:
			parts = append(parts, s[last:i])
			last = i + 1
		}
	}
	return append(parts, s[last:])
}
