package paper

import (
	"fmt"
	"io"
	"strings"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/typeset"
)

// ExplainForms are the forms a sheet for the person can be written in.
var ExplainForms = []string{"pdf", "txt", "md", "html"}

// Explain writes the sheet that tells the person what a letter is.
func Explain(w io.Writer, e report.Explanation, form string) error {
	l := cleaned(report.Letter{Subject: e.Title, Body: e.Body, Lang: e.Lang})
	var b strings.Builder
	switch form {
	case "txt":
		b.WriteString(l.Subject + "\n\n")
		for _, p := range l.Body {
			wrap(&b, p.Text, "", "", "\n")
			for i, item := range p.Items {
				wrap(&b, item, mark(p, i), "  ", "\n")
			}
			b.WriteString("\n")
		}
	case "md":
		fmt.Fprintf(&b, "# %s\n\n", marked(l.Subject))
		markedBody(&b, l.Body)
	case "html":
		return fillPage(w, "explain.html", page{Letter: l, Title: l.Subject, Lang: lang(l), Paper: "letter"})
	case "pdf":
		return explainPDF(w, l)
	default:
		return fmt.Errorf("write sheet: no form %q, want %s", form, strings.Join(ExplainForms, ", "))
	}
	return put(w, strings.TrimRight(b.String(), "\n")+"\n")
}

func explainPDF(w io.Writer, l report.Letter) error {
	return withSetter(func(s *typeset.Setter) error {
		set, err := onPages(s, letterPaper, false, lang(l), func() []block {
			return append([]block{{tag: "H1", texts: []string{l.Subject}, bold: true}}, paragraphs(l.Body)...)
		})
		if err != nil {
			return err
		}
		doc := typeset.NewDoc(w, typeset.Info{Title: l.Subject, Lang: lang(l)})
		set.draw(doc)
		if err := doc.Close(); err != nil {
			return fmt.Errorf("write sheet: %w", err)
		}
		return nil
	})
}
