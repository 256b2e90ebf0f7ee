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
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", longDate(l.Date))
	for i, line := range l.To {
		fmt.Fprintf(&b, "%-4s%s\n", map[bool]string{true: "To:"}[i == 0], line)
	}
	fmt.Fprintf(&b, "\nSubject: %s\n\n", l.Subject)
	for _, p := range l.Body {
		wrap(&b, p.Text, "", "")
		for _, item := range p.Items {
			wrap(&b, item, "- ", "  ")
		}
		b.WriteString("\n")
	}
	for _, line := range closing(l) {
		fmt.Fprintln(&b, line)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	return nil
}

// closing returns the lines under a letter: who it is from, as the listing
// prints it, and where the answer goes.
func closing(l report.Letter) []string {
	name := l.Signature
	if name == "" {
		name = "The person shown in the listing"
	}
	lines := []string{name}
	if l.Reply != "" {
		lines = append(lines, l.Reply)
	}
	return lines
}

// wrap writes a text in lines of width, the first with one indent and the rest
// with another.
func wrap(b *strings.Builder, text, first, rest string) {
	if text == "" {
		return
	}
	column := utf8.RuneCountInString(first)
	b.WriteString(first)
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteString("\n" + rest)
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
