package main

import (
	"strings"
	"testing"
)

// TestDoctorBrowser starts the real browser, as a scan would.
func TestDoctorBrowser(t *testing.T) {
	chromium := need(t, "chromium")
	var out, talk strings.Builder
	env := []string{"HOME=" + t.TempDir(), "TMPDIR=" + t.TempDir(), "WHOHASME_TEST_CHROMIUM_NO_SANDBOX=1", "WHOHASME_BROWSER=" + chromium, "PATH=/usr/bin:/bin", "LANG=C.UTF-8"}
	code := run(t.Context(), []string{"doctor", "--json"}, env, strings.NewReader(""), &out, &talk)
	if code != exitDone || !strings.Contains(out.String(), `"check":"browser","state":"ok","text":"`) || !strings.Contains(out.String(), "it starts, with its sandbox") {
		t.Errorf("ended with %d:\n%s%s", code, out.String(), talk.String())
	}
}
