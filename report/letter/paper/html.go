package paper

import (
	"embed"
	"fmt"
	"html/template"
	"io"

	"github.com/whohasme/whohasme/report"
)

//go:embed *.html
var pages embed.FS

var templates = template.Must(template.ParseFS(pages, "*.html"))

// page is what a page is filled from.
type page struct {
	report.Letter
	Title, Lang, Day, Paper string
	Closing                 []string
	MailTo                  template.URL // made by us, percent-encoded
	Whole                   bool         // the link holds the whole letter
}

// HTML writes a letter as one page that asks nothing of the network, prints
// well and can be read on a telephone. Each name stands in the direction of
// its own script. A letter by e-mail has a link that opens the mail program,
// which is not printed.
func HTML(w io.Writer, l report.Letter) error {
	l = cleaned(l)
	p := page{Letter: l, Title: title(l), Lang: lang(l), Day: longDate(l.Date), Paper: "letter", Closing: closing(l)}
	if paperOf(l).width == a4Paper.width {
		p.Paper = "A4"
	}
	link, whole := MailTo(l)
	p.MailTo, p.Whole = template.URL(link), whole
	return fillPage(w, "letter.html", p)
}

func fillPage(w io.Writer, name string, p page) error {
	if err := templates.ExecuteTemplate(w, name, p); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}
