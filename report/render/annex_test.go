package render_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/words"
	"github.com/whohasme/whohasme/scan"
)

// The annex of a page says by which number a sealed page is written out, and
// that one without a number is not.
func TestAnnexTellsTheNumber(t *testing.T) {
	r := made(1, nil, nil, match)
	hash := strings.Repeat("ab12", 16)
	r.Evidence = []report.Proof{
		{Finding: match.ID, Broker: match.Broker, At: "2026-11-20T10:00:00Z", Outcome: scan.Found, Hash: hash, Number: 2, Kept: true},
		{Broker: "other-site", At: "2026-11-20T11:00:00Z", Outcome: scan.Absent, Hash: strings.Repeat("cd34", 16), Kept: true},
	}
	var page bytes.Buffer
	if err := render.HTML(&page, r, words.English); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"whohasme evidence FINDING --number N -o FILE", "sha256sum FILE", `data-h="Number">2</td>`, "2026-11-20 10:00:00 UTC", hash, "Pages without a number stay sealed"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("%q is not in it", want)
		}
	}
	var text bytes.Buffer
	if err := render.Text(&text, r, 100, true); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"--number N", "page 2", hash} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("text lacks %q", want)
		}
	}
}
