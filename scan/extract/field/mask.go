package field

import (
	"strings"

	"github.com/whohasme/whohasme/scan/pattern"
)

// masks are the ways to blot out letters in a text.
var masks = pattern.MustCompile(`(?i)[*█▓▒░■□▪●◼⬛]|•{2,}|\p{L}•|•\p{L}|…|\.{3,}|_{2,}|-{2,}|x{3,}|\?{2,}|#{2,}|[\[(](?:redacted|hidden|withheld|masked)[\])]`)

// Masked reports whether letters or digits of a text are blotted out.
func Masked(s string) bool { return masks.MatchString(s) }

// set makes a set of the words of a text.
func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
