package render_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"pgregory.net/rapid"
)

const pad = 2 // blanks beside each cell

// least is the narrowest width in which no word has to be cut.
func least(header []string, rows [][]string) int {
	n := 0
	for i := range header {
		widest := 0
		for _, r := range append([][]string{header}, rows...) {
			for _, w := range strings.Fields(render.Clean(r[i])) {
				widest = max(widest, twwidth.Width(w))
			}
		}
		n += widest + pad
	}
	return n
}

// fits fails when a line is wider than it may be or a word is not whole.
func fits(t interface{ Errorf(string, ...any) }, width int, header []string, rows [][]string) {
	var out bytes.Buffer
	if err := render.Table(&out, width, header, rows); err != nil {
		t.Errorf("draw: %v", err)
		return
	}
	may := max(width, least(header, rows))
	var printed []string
	for line := range strings.Lines(out.String()) {
		if got := twwidth.Width(strings.TrimRight(line, "\n")); got > may {
			t.Errorf("width %d: a line takes %d columns: %q", width, got, line)
		}
		printed = append(printed, strings.Fields(line)...)
	}
	for _, r := range append([][]string{header}, rows...) {
		for _, c := range r {
			for _, w := range strings.Fields(render.Clean(c)) {
				if !slices.Contains(printed, w) {
					t.Errorf("width %d: %q is cut or lost:\n%s", width, w, out.String())
				}
			}
		}
	}
}

func tables() map[string][2]any {
	everything, scripted, hostile := reports()["everything"], reports()["scripts"], reports()["hostile"]
	rows := func(r report.Report) (list [][]string) {
		for _, f := range r.Findings {
			list = append(list, []string{f.ID, string(f.Verdict), f.Claim, f.Observation})
		}
		return list
	}
	header := []string{"finding", "verdict", "claim", "our own looks"}
	return map[string][2]any{
		"findings": {header, rows(everything)}, "scripts": {header, rows(scripted)}, "hostile": {header, rows(hostile)},
		"one column":    {[]string{"broker"}, [][]string{{"a"}, {""}, {"two words"}}},
		"empty cells":   {[]string{"a", "b", "c"}, [][]string{{"", "", ""}, {"", "x", ""}}},
		"no rows":       {[]string{"a", "b"}, [][]string(nil)},
		"one long word": {[]string{"a", "b"}, [][]string{{strings.Repeat("x", 55), "some words that can wrap as they like"}}},
		"a long id":     {[]string{"request", "why"}, [][]string{{"s1.a-broker-with-a-long-name.opt-out-of-sale", strings.Repeat("word ", 60)}}},
	}
}

func TestTableFits(t *testing.T) {
	for name, c := range tables() {
		t.Run(name, func(t *testing.T) {
			for width := 60; width <= 160; width++ {
				fits(t, width, c[0].([]string), c[1].([][]string))
			}
		})
	}
}

// Where the words do not fit, the table is wider than asked, and whole.
func TestTableTooNarrow(t *testing.T) {
	for name, c := range tables() {
		t.Run(name, func(t *testing.T) {
			for _, width := range []int{1, 7, 20, 40} {
				fits(t, width, c[0].([]string), c[1].([][]string))
			}
		})
	}
}

func TestTableOfAnyText(t *testing.T) {
	cell := rapid.OneOf(rapid.StringN(0, 40, 200), rapid.SampledFrom(append(append([]string{}, hostile...), names...)),
		rapid.StringOfN(rapid.SampledFrom([]rune("ab -_.,/王ल👩\u0301\u200d|\n\t")), 0, 30, -1))
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 5).Draw(t, "columns")
		var rows [][]string
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			rows = append(rows, rapid.SliceOfN(cell, columns, columns).Draw(t, "row"))
		}
		header := make([]string, columns)
		for i := range header {
			header[i] = fmt.Sprintf("column %d", i)
		}
		fits(t, rapid.IntRange(60, 160).Draw(t, "width"), header, rows)
	})
}

// The text of a whole report keeps to the width in its tables; only lines that
// list what one record shows may be longer.
func TestTextFits(t *testing.T) {
	for name, r := range reports() {
		if name == "hostile" {
			continue // its words are longer than the narrow widths
		}
		for width := 60; width <= 160; width += 5 {
			var out bytes.Buffer
			if err := render.Text(&out, r, width, false); err != nil {
				t.Fatal(err)
			}
			inTable := false
			for line := range strings.Lines(out.String()) {
				line = strings.TrimRight(line, "\n")
				inTable = line != "" && (inTable || strings.HasPrefix(strings.TrimLeft(line, " "), "finding ") || strings.HasPrefix(strings.TrimLeft(line, " "), "broker "))
				if got := twwidth.Width(line); inTable && got > width {
					t.Errorf("%s, width %d: %d columns: %q", name, width, got, line)
				}
			}
		}
	}
}

// An unknown width is that of a usual terminal.
func TestDefaultWidth(t *testing.T) {
	header, rows := []string{"a"}, [][]string{{strings.Repeat("word ", 90)}}
	var want bytes.Buffer
	if err := render.Table(&want, render.DefaultWidth, header, rows); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{0, -1} {
		var got bytes.Buffer
		if err := render.Table(&got, width, header, rows); err != nil || got.String() != want.String() {
			t.Errorf("width %d is not %d: %v", width, render.DefaultWidth, err)
		}
	}
}
