package render_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/words"
)

func pdfOf(t *testing.T, r report.Report, b *words.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := render.PDF(&out, r, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// onPaper reads a document with another program.
func onPaper(t *testing.T, data []byte, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(need(t, "pdftotext"), append(args, file, "-")...).Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(text)
}

func TestPaper(t *testing.T) {
	r := rich(60, 25)
	data := pdfOf(t, r, words.English)
	if !bytes.Equal(data, pdfOf(t, r, words.English)) {
		t.Error("written twice it differs")
	}
	for _, want := range []string{"/Lang (en)", "/Title (Who has your data: s1, 2026-12-30)", "/S /Table", "/S /TH", "/Scope /Column", "/Scope /Row", "/S /TD", "/S /Figure", "/Alt", "/S /H1", "/S /H2", "/S /H3", "/S /LBody", "/MarkInfo <</Marked true>>", "/CreationDate (D:20261230000000Z)"} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s is not in it", want)
		}
	}
	text := onPaper(t, data, "-layout")
	for _, want := range []string{"60 brokers asked, 36 answered, 24 could not be checked.", "Alarm: something that you marked as safe is shown", "71.4 of 100", "김민수", "王小明", "Παπαδόπουλος", "Ёлкин", "Page 2", "<b>Wilma</b>", "Some characters, such as emoji, cannot be drawn"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on paper", want)
		}
	}
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	repeated := 0
	for _, p := range pages {
		if regexp.MustCompile(`(?m)^\s*Record +Number +Taken +Result`).MatchString(p) {
			repeated++
		}
	}
	if repeated < 2 {
		t.Errorf("the heads of the evidence stand on %d pages of %d", repeated, len(pages))
	}
	if es := onPaper(t, pdfOf(t, rich(12, 13), spanish()), "-layout"); !strings.Contains(es, "Qué se muestra de usted") || !strings.Contains(es, "Página 2") {
		t.Error("Spanish is not on paper")
	}
}

// Whatever a page says, however long, there is a document that others can read.
func TestHostilePaper(t *testing.T) {
	long := hostileEverywhere()
	for _, s := range []string{strings.Repeat("W", 5000), strings.Repeat("word ", 4000), strings.Repeat("語", 3000), strings.Repeat("\u0301", 500), "ܣܘܪܝܝܐ 👩‍👩‍👧", strings.Repeat("ا", 2000)} {
		e := rich(1, 1).Findings[0]
		e.Facts[0].Text, e.URL, e.Claim, e.Observation = s, s, s, s
		long.Findings = append(long.Findings, e)
		long.Unchecked = append(long.Unchecked, report.Unchecked{Broker: s, Why: s})
		long.Sites = append(long.Sites, report.Site{Broker: "x", Name: s, Family: s, Why: s})
		long.Next = append(long.Next, report.Next{Do: s})
	}
	for name, r := range map[string]report.Report{"long": long, "hostile": reports()["hostile"], "scripts": reports()["scripts"], "nothing": reports()["nothing-asked"], "none": rich(0, 0)} {
		data := pdfOf(t, r, words.English)
		if text := onPaper(t, data); !strings.Contains(text, "Who has your data") {
			t.Errorf("%s: %.200s", name, text)
		}
		if qpdf, err := exec.LookPath("qpdf"); err == nil {
			file := filepath.Join(t.TempDir(), "x.pdf")
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(qpdf, "--check", file).CombinedOutput(); err != nil {
				t.Errorf("%s: %v: %s", name, err, out)
			}
		}
	}
}

// Nothing is drawn outside of the page.
func TestPaperStaysOnThePage(t *testing.T) {
	text := onPaper(t, pdfOf(t, rich(60, 25), words.English), "-bbox")
	for _, m := range regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)`).FindAllStringSubmatch(text, -1) {
		if len(m[1]) > 0 && (m[1][0] == '-' || number(t, m[3]) > 612-36 || m[2][0] == '-' || number(t, m[4]) > 792-18) {
			t.Errorf("%q at %s", m[5], m[1:5])
		}
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestFullDiskOfPaper(t *testing.T) {
	r := rich(3, 3)
	whole := len(pdfOf(t, r, words.English))
	for n := 0; n < whole; n += 1 + whole/23 {
		if err := render.PDF(&full{n}, r, words.English); err == nil {
			t.Errorf("%d of %d bytes were written, and no error", n, whole)
		}
	}
}
