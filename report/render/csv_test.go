package render_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/words"
)

func rowsOf(t *testing.T, b *words.Book, list ...report.Report) [][]string {
	t.Helper()
	var out bytes.Buffer
	if err := render.CSV(&out, list, b); err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(out.Bytes()) || strings.Count(out.String(), "\r\n") != strings.Count(out.String(), "\n") {
		t.Error("not UTF-8 in lines that end as RFC 4180 wants")
	}
	rows, err := csv.NewReader(&out).ReadAll() // refuses rows of other lengths
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestCSVRows(t *testing.T) {
	a, b := rich(12, 13), reports()["everything"]
	rows := rowsOf(t, words.English, a, b)
	if want := 1 + len(a.Findings) + len(b.Findings); len(rows) != want {
		t.Fatalf("%d rows, want %d", len(rows), want)
	}
	if es := rowsOf(t, spanish(), a, b); es[0][2] != "registro" || es[1][2] != rows[1][2] || es[1][6] != "match" {
		t.Errorf("in Spanish: %q, %q", es[0], es[1])
	}
	if rows := rowsOf(t, words.English); len(rows) != 1 {
		t.Errorf("without a report: %q", rows)
	}
}

// What a page says is never run by a spreadsheet.
func TestCSVRunsNothing(t *testing.T) {
	for _, in := range []string{
		`=1+1`, `+1 512 555 0142`, `-2`, `@SUM(A1)`, "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\u200e=1", "\x00=cmd", `＝1+1`, `＋1`, `－1`, `＠x`, `−1`, `|calc`, "%0A", `=HYPERLINK("https://evil.test","x")`, `",=1`, "\ufeff=1",
	} {
		r := made(1, nil, nil, match)
		e := &r.Findings[0]
		e.Shows, e.Claim, e.URL, e.ID, e.Broker, e.State = []string{in}, in, in, in, in, in
		r.Subject = in
		rows := rowsOf(t, words.English, r)
		for _, row := range rows[1:] {
			for _, c := range row {
				trimmed := strings.TrimLeft(c, " \u00a0\u3000\ufeff\u200e")
				if trimmed != "" && strings.ContainsAny(trimmed[:1], "=+-@\t\r|%") || strings.HasPrefix(trimmed, "＝") || strings.HasPrefix(trimmed, "＋") || strings.HasPrefix(trimmed, "－") || strings.HasPrefix(trimmed, "＠") || strings.HasPrefix(trimmed, "−") {
					t.Errorf("%q is written as %q", in, c)
				}
			}
		}
	}
}

// 100 points are never reached, in no form.
func TestCSVNeverReachesAHundred(t *testing.T) {
	e := match
	e.Points = &report.Points{Overall: 99.99}
	var out bytes.Buffer
	if err := render.CSV(&out, []report.Report{made(1, nil, nil, e)}, words.English); err != nil {
		t.Fatal(err)
	}
	if s := out.String(); !strings.Contains(s, ",99.99,") || strings.Contains(s, ",100") {
		t.Error(s)
	}
}
