package paper

import (
	"embed"
	"fmt"
	"html/template"
	"io"

	"github.com/whohasme/whohasme/report"
)

//go:embed letter.html
var pages embed.FS

var htmlLetter = template.Must(template.ParseFS(pages, "letter.html"))

// HTML writes a letter as one page that asks nothing of the network, prints
// well and can be read on a telephone. Each name stands in the direction of
// its own script. A letter by e-mail has a link that opens the mail program,
// which is not printed.
func HTML(w io.Writer, l report.Letter) error {
	l = cleaned(l)
	p := struct {
		report.Letter
		Title, Lang, Day, Paper string
		Closing                 []string
		MailTo                  template.URL // made by us, percent-encoded
		Whole                   bool
	}{Letter: l, Title: title(l), Lang: lang(l), Day: longDate(l.Date), Paper: "letter", Closing: closing(l)}
	if paperOf(l).width == a4Paper.width {
		p.Paper = "A4"
	}
	link, whole := MailTo(l)
	p.MailTo, p.Whole = template.URL(link), whole
	if err := htmlLetter.Execute(w, p); err != nil {
		return fmt.Errorf("write letter: %w", err)
	}
	return nil
}
