package render_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/words"
)

// A zero reads as no all-clear while some could not be checked; records at
// sites that answer any name are not counted as perhaps the person's; and where
// nothing was asked, the first step is a look.
func TestNothingReadsAsClear(t *testing.T) {
	const noClear = "That is no all-clear"
	zero := func(r report.Report) report.Report { r.Risk = &report.Risk{Views: report.Views{}}; return r }
	for _, c := range []struct {
		name  string
		r     report.Report
		says  []string
		never []string
	}{
		{"some blocked", zero(made(3, unchecked[:2], nil)), []string{noClear, "2 could not be checked"}, nil},
		{"some unseen", zero(made(3, nil, []string{"adtech-one"})), []string{noClear, "1 more cannot be seen"}, nil},
		{"all answered", zero(made(3, nil, nil)), nil, []string{noClear}},
		{"look-alikes alone", made(3, nil, nil, lookAlike), []string{"0 perhaps yours", "1 more record at sites that answer any name", "Nothing was found where an answer came."}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var text, page, mark bytes.Buffer
			if err := render.Text(&text, c.r, 200, false); err != nil {
				t.Fatal(err)
			}
			if err := render.HTML(&page, c.r, words.English); err != nil {
				t.Fatal(err)
			}
			if err := render.Markdown(&mark, c.r); err != nil {
				t.Fatal(err)
			}
			for form, got := range map[string]string{"text": text.String(), "html": page.String(), "markdown": mark.String()} {
				for _, s := range c.says {
					if !strings.Contains(got, s) {
						t.Errorf("%s lacks %q", form, s)
					}
				}
				for _, s := range c.never {
					if strings.Contains(got, s) {
						t.Errorf("%s has %q", form, s)
					}
				}
			}
		})
	}
	for name, r := range map[string]report.Report{"nothing asked": made(0, nil, nil), "nobody answered": made(0, unchecked, nil)} {
		var page bytes.Buffer
		if err := render.HTML(&page, r, words.English); err != nil {
			t.Fatal(err)
		}
		if s := page.String(); strings.Contains(s, "Nothing today") || !strings.Contains(s, "<code>whohasme scan") {
			t.Errorf("%s: no first step", name)
		}
	}
}
