package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// need returns the path of a program that this machine may lack. Where
// WHOHASME_TEST_REQUIRE is set, as in .ci/run, lacking it is a failure.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
			t.Fatalf("%s is not installed, and this run requires it", program)
		}
		t.Skipf("SKIPPED: %s is not installed", program)
	}
	return path
}

// TestReadFromBrowser saves a practice page with a real browser and reads it.
func TestReadFromBrowser(t *testing.T) {
	chromium := need(t, "chromium")
	p := newStage(t)
	vault := p.path("vault")
	p.must(exitDone, vault, "init", "--from", p.path("p/subject.yaml"))
	addresses, _ := p.must(exitDone, vault, "scan", "--dry-run", "--broker", "practice-cards")
	address := "" // the last address before what it tells is the first search
	for line := range strings.Lines(addresses) {
		if strings.HasPrefix(line, "  tells") {
			break
		}
		if strings.HasPrefix(line, "http") {
			address = strings.TrimSpace(line)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	// The test's own pages are read without the browser's sandbox, which
	// cannot be had as root; the product never switches it off.
	dump := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir="+t.TempDir(), "--dump-dom", address)
	page, err := dump.Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	if err := os.WriteFile(p.path("page.html"), page, 0o600); err != nil {
		t.Fatal(err)
	}
	out, _ := p.must(exitListed, vault, "read", p.path("page.html"), "--broker", "practice-cards", "--subject-file", p.path("p/subject.yaml"), "--url", address, "--json")
	var got struct {
		Broker, Outcome, Control, ReadBy string
		Read                             string `json:"read_by"`
		Records                          []struct {
			Name, URL, Verdict string
			Reasons            []struct{ Field, Effect, Text string }
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Broker != "practice-cards" || got.Outcome != "found" || got.Control != "none" || got.Read != "selectors" || len(got.Records) < 2 {
		t.Errorf("read says %s", out)
	}
	rejected := 0
	for _, r := range got.Records {
		if r.Verdict == "other" && len(r.Reasons) > 0 {
			rejected++
		}
		if !strings.HasPrefix(r.URL, "http://127.0.0.1:") {
			t.Errorf("record address %q is not absolute", r.URL)
		}
	}
	t.Logf("figure: issue 2, point 3: a page saved by Chromium reads as %s with %d records, %d namesakes rejected with reasons", got.Outcome, len(got.Records), rejected)
}

// TestLetterOpens opens a written letter with another program.
func TestLetterOpens(t *testing.T) {
	pdftotext := need(t, "pdftotext")
	p := newStage(t)
	vault := p.path("vault")
	p.must(exitDone, vault, "init", "--from", p.path("p/subject.yaml"))
	p.must(exitListed, vault, "scan", "--broker", "practice-cards")
	out, _ := p.must(exitDone, vault, "letters", "--json", "-o", p.path("letters"))
	for line := range strings.Lines(out) {
		var l struct{ File, Broker, Ask string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		text, err := exec.Command(pdftotext, "-layout", l.File, "-").Output()
		if err != nil {
			t.Fatalf("pdftotext %s: %v", l.Ask, err)
		}
		if !strings.Contains(string(text), "Practice Cards") || !strings.Contains(string(text), "http://127.0.0.1:") {
			t.Errorf("the letter (%s) names neither site nor listing:\n%s", l.Ask, text)
		}
		if strings.Contains(string(text), "1798.120") != (l.Ask == "opt-out-of-sale") {
			t.Errorf("the letter (%s) cites the wrong ground:\n%s", l.Ask, text)
		}
	}
}

// TestScanInBrowser sees a site that draws its records by script with the
// whole command, and an interruption leaves nothing of the browser behind.
func TestScanInBrowser(t *testing.T) {
	need(t, "chromium")
	p := newStage(t)
	vault := p.path("vault")
	p.must(exitDone, vault, "init", "--from", p.path("p/subject.yaml"))
	temp := p.path("t")
	if err := os.Mkdir(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	scan := func(ctx context.Context) (*exec.Cmd, *strings.Builder) {
		c := p.command(ctx, "scan", "--fresh", "--json", "--broker", "practice-script")
		c.Env = append(p.env(vault), "TMPDIR="+temp, "WHOHASME_TEST_CHROMIUM_NO_SANDBOX=1")
		var out strings.Builder
		c.Stdout = &out
		return c, &out
	}
	began := time.Now()
	c, out := scan(context.Background())
	_ = c.Run() // its code is looked at
	if c.ProcessState.ExitCode() != exitListed || !strings.Contains(out.String(), `"outcome":"found"`) {
		t.Errorf("ended with %d: %s", c.ProcessState.ExitCode(), out)
	}
	t.Logf("figure: issue 4, point 4: a site drawn by script scanned by the whole command in %s", time.Since(began).Round(100*time.Millisecond))
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Second)
	defer stop()
	c, _ = scan(ctx)
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.WaitDelay = 20 * time.Second
	_ = c.Run() // interrupted
	if code := c.ProcessState.ExitCode(); code != exitFailed {
		t.Errorf("interrupted, it ended with %d", code)
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
