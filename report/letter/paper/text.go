package paper

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/whohasme/whohasme/report"
)

// width is the line length of a text letter, in characters.
const width = 76

// Text writes a letter as plain text, in lines fit for mail. Words longer than
// a line, such as addresses of pages, stay whole.
func Text(w io.Writer, l report.Letter) error {
	l = cleaned(l)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", longDate(l.Date))
	for i, line := range l.To {
		fmt.Fprintf(&b, "%-4s%s\n", map[bool]string{true: "To:"}[i == 0], line)
	}
	fmt.Fprintf(&b, "\nSubject: %s\n\n", l.Subject)
	writeBody(&b, l, "\n")
	return put(w, b.String())
}

// writeBody writes the letter without its head; soft ends a line that the next
// one goes on from.
func writeBody(b *strings.Builder, l report.Letter, soft string) {
	indent := "  "
	if soft != "\n" {
		indent = "" // the reader puts the lines together again
	}
	for _, p := range l.Body {
		wrap(b, p.Text, "", "", soft)
		for i, item := range p.Items {
			first := mark(p, i)
			wrap(b, item, first, indent+strings.Repeat(" ", max(0, len(first)-2)*min(1, len(indent))), soft)
		}
		b.WriteString("\n")
	}
	for _, line := range closing(l) {
		fmt.Fprintln(b, line)
	}
	if len(l.Enclosed) > 0 {
		fmt.Fprintf(b, "\n%s\n", enclosed)
	}
	for _, item := range l.Enclosed {
		wrap(b, item, "- ", indent, soft)
	}
}

// words returns the words of a text, between which a line may end.
func words(text string) []string {
	list := strings.FieldsFunc(bonded(text), func(r rune) bool { return r == ' ' })
	for i, w := range list {
		list[i] = strings.ReplaceAll(w, "\u00a0", " ")
	}
	return list
}

// wrap writes a text in lines of width, the first with one indent and the rest
// with another.
func wrap(b *strings.Builder, text, first, rest, soft string) {
	if text == "" {
		return
	}
	column := utf8.RuneCountInString(first)
	b.WriteString(first)
	for i, word := range words(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteString(soft + rest)
			column = utf8.RuneCountInString(rest)
		default:
			b.WriteString(" ")
			column++
		}
		b.WriteString(word)
		column += n
	}
	b.WriteString("\n")
}
