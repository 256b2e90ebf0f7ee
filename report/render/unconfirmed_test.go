package render_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
)

// A finding at such a broker says so itself.
func TestUnconfirmedFinding(t *testing.T) {
	r := report.Report{Subject: "s1", Unconfirmed: []string{"corner"}, Findings: []report.Exposure{{ID: "s1.corner.1", Broker: "corner", Verdict: scan.Match, Unconfirmed: true}}}
	var text, markdown bytes.Buffer
	if err := errors.Join(render.Text(&text, r, 200, false), render.Markdown(&markdown, r)); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{text.String(), markdown.String()} {
		if !strings.Contains(s, "match (definition never confirmed live)") {
			t.Errorf("got\n%s", s)
		}
	}
}

// Whose definition nobody ever saw work is named; where there is none, nothing
// is said.
func TestUnconfirmed(t *testing.T) {
	r := report.Report{Subject: "s1", Totals: report.Totals{Asked: 2, Answered: 2}}
	for _, c := range []struct{ ids, text, markdown string }{
		{"corner lamp", "\nAsked by definitions never confirmed live: corner, lamp\n", "\n## Asked by definitions never confirmed live\n\ncorner, lamp\n"},
		{"", "", ""},
	} {
		r.Unconfirmed = strings.Fields(c.ids)
		var text, markdown bytes.Buffer
		if err := render.Text(&text, r, 80, false); err != nil {
			t.Fatal(err)
		}
		if err := render.Markdown(&markdown, r); err != nil {
			t.Fatal(err)
		}
		if c.ids == "" {
			if s := text.String() + markdown.String(); strings.Contains(s, "confirmed") {
				t.Errorf("got\n%s", s)
			}
			continue
		}
		if !strings.Contains(text.String(), c.text) || !strings.Contains(markdown.String(), c.markdown) {
			t.Errorf("got\n%s\n%s", text.String(), markdown.String())
		}
	}
}
