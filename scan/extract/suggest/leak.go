package suggest

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/blocks"
)

// namesOf lists the words of all names that the records bear, folded.
func namesOf(records []blocks.Record) map[string]bool {
	m := map[string]bool{}
	for i := range records {
		r := &records[i].Record
		for _, n := range slices.Concat([]string{r.Name}, r.Aliases, r.Relatives) {
			for w := range strings.FieldsSeq(scan.Fold(n)) {
				if len(w) > 2 {
					m[w] = true
				}
			}
		}
	}
	return m
}

// leaks reports whether a rule goes by a word of somebody's name: it would read
// their page alone, and carry the name into a file that others see.
func leaks(r brokers.Rule, names map[string]bool) bool {
	quoted := string(r.Select)
	if !strings.Contains(quoted, "='") && r.After == "" && r.Before == "" {
		return false
	}
	for part := range strings.SplitSeq(quoted, "'") {
		if part == quoted {
			break
		}
		for w := range strings.FieldsSeq(scan.Fold(part)) {
			if names[w] && !strings.ContainsAny(part, "[]/@") {
				return true
			}
		}
	}
	for w := range strings.FieldsSeq(scan.Fold(r.After + " " + r.Before)) {
		if names[w] {
			return true
		}
	}
	return false
}
