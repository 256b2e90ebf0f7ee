package ddg

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
)

var (
	scriptPattern = regexp.MustCompile(`(?s)^/(.+)/([dgimsuvy]*)$`)
	scriptRune    = regexp.MustCompile(`\\u([0-9a-fA-F]{4})`)
)

// marker returns afterText, beforeText or separator in our form: a literal, or
// an expression between slashes with at most an i behind it.
func (o *object) marker(key string) string {
	s := o.text(key)
	if s == "" {
		return ""
	}
	out := s
	if m := scriptPattern.FindStringSubmatch(s); m != nil {
		out = expression(m[1], m[2])
	} else if shouted(s) {
		out = "/" + regexp.QuoteMeta(s) + "/i"
	}
	re, err := brokers.CompilePattern(out)
	if err != nil {
		why := err.Error()
		if strings.Contains(s, "(?=") || strings.Contains(s, "(?!") || strings.Contains(s, "(?<=") || strings.Contains(s, "(?<!") {
			why = "the expression looks around itself, which expressions here cannot"
		}
		o.lose(key, s, why)
		return ""
	}
	if re == nil && out != s { // a form that we would take for a literal
		o.lose(key, s, "the expression has no form here")
		return ""
	}
	return out
}

// expression writes a regular expression of JavaScript as one of ours.
func expression(body, flags string) string {
	body = scriptRune.ReplaceAllString(body, `\x{$1}`)
	inline := ""
	for _, f := range "ms" {
		if strings.ContainsRune(flags, f) {
			inline += string(f)
		}
	}
	if inline != "" {
		body = "(?" + inline + ")" + body
	}
	out := "/" + body + "/"
	if strings.Contains(flags, "i") {
		out += "i"
	}
	return out
}

// shouted reports whether a marker is all capitals, as a style sheet may show
// a text that the page itself writes otherwise.
func shouted(s string) bool {
	capitals := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 1
}
