package paper

import (
	"fmt"
	"io"
	"strings"

	"github.com/whohasme/whohasme/report"
)

// Markdown writes a letter as CommonMark. What the letter says is text and
// never markup.
func Markdown(w io.Writer, l report.Letter) error {
	l = cleaned(l)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", longDate(l.Date))
	lines(&b, l.To)
	fmt.Fprintf(&b, "# %s\n\n", marked(l.Subject))
	markedBody(&b, l.Body)
	lines(&b, closing(l))
	if len(l.Enclosed) > 0 {
		fmt.Fprintf(&b, "%s\n\n", enclosed)
	}
	for _, item := range l.Enclosed {
		fmt.Fprintf(&b, "- %s\n", marked(item))
	}
	return put(w, strings.TrimRight(b.String(), "\n")+"\n")
}

func markedBody(b *strings.Builder, body []report.Paragraph) {
	for _, p := range body {
		if p.Text != "" {
			fmt.Fprintf(b, "%s\n\n", marked(p.Text))
		}
		for i, item := range p.Items {
			fmt.Fprintf(b, "%s%s\n", mark(p, i), marked(item))
		}
		if len(p.Items) > 0 {
			b.WriteString("\n")
		}
	}
}

// lines writes lines that stay lines.
func lines(b *strings.Builder, list []string) {
	for i, s := range list {
		b.WriteString(marked(s))
		if i < len(list)-1 {
			b.WriteString("\\")
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
}

// marked escapes what Markdown would read as markup. The address of a page
// becomes a link to itself.
func marked(s string) string {
	if isAddress(s) && !strings.ContainsAny(s, "\\`") {
		return "<" + s + ">"
	}
	var b strings.Builder
	digits := 0 // at the start: a number with a point would begin a list
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\`*_[]<>&|~$", r),
			i == 0 && strings.ContainsRune("#+-=", r),
			digits > 0 && i == digits && (r == '.' || r == ')'):
			b.WriteByte('\\')
		}
		if i == digits && r >= '0' && r <= '9' {
			digits++
		}
		b.WriteRune(r)
	}
	return b.String()
}
