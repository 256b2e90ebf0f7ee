package letter

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/whohasme/whohasme/scan"
)

// safe says which safe facts the person's own templates hold themselves, or
// nil. What they say by fields is checked apart.
func (t Templates) safe(s scan.Safe) error {
	for _, name := range slices.Sorted(maps.Keys(t.text)) {
		if labels := s.Labels(plainWords(seen(t.text[name]))); len(labels) > 0 {
			return t.fault(name, "it holds "+strings.Join(labels, " and ")+", which never leaves")
		}
	}
	return nil
}

var action = regexp.MustCompile(`\{\{[^}]*\}\}`)

// plainWords is a template without its actions. What stands in an action as a
// literal is words too.
func plainWords(text string) string {
	return action.ReplaceAllString(text, " ") + "\n" + strings.Join(action.FindAllString(text, -1), "\n")
}

// clean says which safe facts a finished letter in the person's own words
// holds, or nil: put together of pieces, or on several lines, or with
// characters between that nobody sees. Our own words hold none, and what the
// request tells was checked.
func (t Templates) clean(name, text string, s *scan.Subject) error {
	if len(t.own) == 0 {
		return nil
	}
	text = seen(text)
	labels := s.Safe.Labels(strings.Join(strings.Fields(text), " "))
	if label := tracesOf(s).whole(text); len(labels) == 0 && label != "" {
		labels = []string{label}
	}
	if len(labels) > 0 {
		return t.fault(name, "the letter would hold "+strings.Join(labels, " and ")+", which never leaves")
	}
	return nil
}

// whole returns the label of a safe number, mailbox or street that a text
// holds, however it is spaced, or "". Single words of a safe name are words
// that any text may have.
func (t traces) whole(text string) string {
	all := glue(text)
	if label := t.contact(all, onlyDigits(text)); label != "" {
		return label
	}
	for _, s := range t.streets {
		if strings.Contains(all, s.number+s.word) {
			return s.label
		}
	}
	return ""
}

// seen drops the characters of a text that nobody sees.
func seen(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}
