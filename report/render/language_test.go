package render_test

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/words"
)

// spoke are the forms that can be written in several languages.
var spoke = map[string]func(io.Writer, report.Report, *words.Book) error{
	"html": render.HTML, "pdf": render.PDF,
	"csv":      func(w io.Writer, r report.Report, b *words.Book) error { return render.CSV(w, []report.Report{r}, b) },
	"text":     func(w io.Writer, r report.Report, b *words.Book) error { return render.TextIn(w, r, 100, false, b) },
	"verbose":  func(w io.Writer, r report.Report, b *words.Book) error { return render.TextIn(w, r, 100, true, b) },
	"markdown": render.MarkdownIn,
}

// Every sentence of a report has its words in every language; what a page says
// has none.
func TestNoWordIsMissing(t *testing.T) {
	many := map[string]report.Report{"two hundred": rich(200, 60), "one": rich(1, 1), "nothing": rich(0, 0), "more": rich(3, 120)}
	maps.Copy(many, reports())
	delete(many, "hostile") // what pages say, in place of sentences
	delete(many, "scripts")
	many["whole"] = whole()
	for _, lang := range words.Languages {
		b, err := words.In(lang)
		if err != nil {
			t.Fatal(err)
		}
		missing := map[string]bool{}
		listening := b.Listening(func(s string) { missing[s] = true })
		for name, r := range many {
			if name == "more" && testing.Short() {
				continue
			}
			for form, write := range spoke {
				if err := write(io.Discard, r, listening); err != nil {
					t.Errorf("%s, %s, %s: %v", name, form, lang, err)
				}
			}
		}
		for _, s := range slices.Sorted(maps.Keys(missing)) {
			if !slices.Contains(fact, s) {
				t.Errorf("%s has no words for %q", lang, s)
			}
		}
	}
}

// fact are the facts in the fixtures, which are no words of ours.
var fact = append([]string{"Austin, TX", "12 Elm St, Akron, OH", "Wilma Ost", "A site shows a fact that you keep safe.", "In many places anyone may have a copy.", "Ask the election office whether an entry can be confidential.", "+1 512 555 0142"}, spoken...)

// A language changes the words and nothing else: the same records, the same
// number of parts and rows.
func TestLanguagesAgree(t *testing.T) {
	for name, r := range reports() {
		var en, es bytes.Buffer
		if err := render.HTML(&en, r, words.English); err != nil {
			t.Fatal(err)
		}
		if err := render.HTML(&es, r, spanish()); err != nil {
			t.Fatal(err)
		}
		for _, tag := range []string{"<section", "<article", "<tr", "<li", "<svg", "<time", "<h2", "<h3", "<dt"} {
			if a, b := strings.Count(en.String(), tag), strings.Count(es.String(), tag); a != b {
				t.Errorf("%s: %d %s> in English, %d in Spanish", name, a, tag, b)
			}
		}
	}
}
