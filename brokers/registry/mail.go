package registry

import (
	"regexp"
	"slices"
	"strings"
)

var (
	mailForm = regexp.MustCompile(`^[A-Za-z0-9.!#$%&*+/=?^_{|}~'-]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$`)
	hiddenAt = regexp.MustCompile(`(?i)\s*[\[({]\s*at\s*[\])}]\s*`)
	hidden   = regexp.MustCompile(`(?i)\s*[\[({]\s*dot\s*[\])}]\s*`)
	spokenAt = regexp.MustCompile(`(?i)^(\S+) at (\S+\.\S+)$`)
)

// mailboxes returns the mailboxes in a cell, each once. The file of 2020 to
// 2023 writes them as "privacy [at] example.com".
func mailboxes(cell string) []string {
	s := hidden.ReplaceAllString(hiddenAt.ReplaceAllString(cell, "@"), ".")
	s = spokenAt.ReplaceAllString(strings.TrimSpace(s), "$1@$2")
	var out []string
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || strings.ContainsRune(",;<>\"()[]\u00a0\u200b", r) }) {
		word = strings.TrimRight(word, ".:")
		if len(word) > 7 && strings.EqualFold(word[:7], "mailto:") {
			word = word[7:]
		}
		local, host, ok := strings.Cut(word, "@")
		if !ok || len(word) > 254 || !mailForm.MatchString(word) || !published(strings.ToLower(host)) {
			continue
		}
		if box := local + "@" + strings.ToLower(host); !slices.Contains(out, box) {
			out = append(out, box)
		}
	}
	return out
}
