package letter_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter"
)

// Every letter has a sheet in each language; a few are kept as golden files,
// one for each way a letter can go and each thing it can expect.
func TestExplain(t *testing.T) {
	kept := map[string]bool{"delete-california": true, "complaint": true, "household": true, "notice-new-jersey": true, "authorisation": true, "follow-up-on-act": true, "appeal-no-match": true, "suppress-by-phone": true}
	for name, set := range kinds {
		for _, language := range letter.Languages {
			t.Run(name+"/"+language, func(t *testing.T) {
				s := newScene()
				set(t, s)
				l, err := s.write(t)
				if err != nil {
					t.Fatal(err)
				}
				e, err := letter.Writer{Book: book(t), Today: s.today}.Explain(l, s.broker, language, s.subject.Residence)
				if err != nil {
					t.Fatal(err)
				}
				text := sheet(e)
				for _, told := range s.req.Tells {
					if told.Kind != report.ToldResidence && strings.Contains(text, told.Fact) {
						t.Errorf("it tells the %s", told.Kind)
					}
				}
				if e.Lang != language || len(e.Body) < 8 || strings.Contains(text, "{{") || strings.Contains(text, "<no value>") {
					t.Errorf("it lacks something:\n%s", text)
				}
				for _, word := range map[string][]string{"en": {"legal advice", "social security", "passport"}, "es": {"asesoría legal", "seguro social", "pasaporte"}}[language] {
					if !strings.Contains(text, word) {
						t.Errorf("it does not speak of %q", word)
					}
				}
				if kept[name] {
					golden(t, "explain-"+name+"."+language+".txt", []byte(text))
				}
			})
		}
	}
}

func TestExplainFaults(t *testing.T) {
	s := newScene()
	l, err := s.write(t)
	if err != nil {
		t.Fatal(err)
	}
	w := letter.Writer{Book: book(t), Today: s.today}
	if _, err := w.Explain(l, s.broker, "fr", s.subject.Residence); err == nil || !strings.Contains(err.Error(), "en or es") {
		t.Errorf("an unknown language: %v", err)
	}
	if _, err := w.Explain(l, &brokers.Broker{ID: "other"}, "en", s.subject.Residence); err == nil {
		t.Error("another broker's letter is explained")
	}
}

// sheet is an explanation in lines, for reading; the forms it leaves in are
// another room's.
func sheet(e report.Explanation) string {
	var b strings.Builder
	b.WriteString(e.Title + "\n")
	for _, p := range e.Body {
		b.WriteString("\n")
		if p.Text != "" {
			b.WriteString(p.Text + "\n")
		}
		for _, item := range p.Items {
			b.WriteString("- " + item + "\n")
		}
	}
	return b.String()
}
