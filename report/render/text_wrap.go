package render

import (
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// wrapped breaks a text into lines of at most a width in columns, the first
// behind a lead and the others behind blanks as wide. Words stay whole: an
// address that is cut leads nowhere.
func wrapped(lead, text string, width int) string {
	indent := strings.Repeat(" ", twwidth.Width(lead))
	var b strings.Builder
	b.WriteString(lead)
	room := width - len(indent)
	at := 0
	for i, w := range keepBlanks(oneLine(text)) {
		n := twwidth.Width(w)
		switch {
		case i == 0:
		case at+1+n > room:
			b.WriteString("\n" + indent)
			at = 0
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(w)
		at += n
	}
	return strings.TrimRight(b.String(), " ")
}

// keepBlanks splits a text at its blanks; of several, all but one stay with
// the word before, so that a day stands apart from what happened on it.
func keepBlanks(s string) (words []string) {
	for _, w := range strings.Split(s, " ") {
		if n := len(words); w == "" && n > 0 {
			words[n-1] += " "
			continue
		}
		words = append(words, w)
	}
	return words
}
