package field

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/scan/pattern"
)

var (
	emailShape = pattern.MustCompile(`[\p{L}\d._%+'-]+@[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?(?:\.[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?)+`)
	xRun       = pattern.MustCompile(`x{3,}`)
)

// Emails returns the e-mail addresses of a text in lower case, each once.
// Addresses with masked letters are left out.
func Emails(text string) []string {
	if rest, ok := cutFold(text, "mailto:"); ok {
		text, _, _ = strings.Cut(rest, "?")
		if plain, err := url.PathUnescape(text); err == nil {
			text = plain
		}
	}
	var emails []string
	for _, at := range emailShape.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if e := email(text[at[0]:at[1]]); e != "" && !blots(before) && !blots(after) && after != '@' {
			emails = append(emails, e)
		}
	}
	return Distinct(emails)
}

func email(s string) string {
	s = strings.ToLower(strings.TrimLeft(s, "'"))
	local, host, _ := strings.Cut(s, "@")
	switch {
	case local == "" || len(local) > 64 || len(host) > 253: // RFC 5321, section 4.5.3.1
		return ""
	case strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, ".."):
		return ""
	case xRun.MatchString(s) || strings.Contains(s, "__") || strings.Contains(local, "--"):
		return ""
	case utf8.RuneCountInString(host[strings.LastIndexByte(host, '.')+1:]) < 2:
		return ""
	}
	return s
}

func blots(r rune) bool { return strings.ContainsRune("*•●█▓▒░■…#?", r) }

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
