package render_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/report/render"
)

// obeyed fails when a text holds a character that a terminal or an editor
// would obey instead of showing it.
func obeyed(t *testing.T, name, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%s: not UTF-8", name)
	}
	for _, r := range s {
		turns := r == 0x61C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
		if r != '\n' && unicode.IsControl(r) || turns || r == '\u2028' || r == '\u2029' {
			t.Errorf("%s: %U is printed", name, r)
		}
	}
}

func TestNothingIsObeyed(t *testing.T) {
	for name, r := range reports() {
		for ext, write := range forms {
			var out bytes.Buffer
			if err := write(&out, r); err != nil {
				t.Fatal(err)
			}
			text := out.String()
			if strings.HasSuffix(ext, ".csv") { // its lines end so
				text = strings.ReplaceAll(text, "\r\n", "\n")
			}
			obeyed(t, name+ext, text)
		}
	}
}

// A page cannot print a line that looks like one of ours.
func TestNoForgedLines(t *testing.T) {
	r := reports()["hostile"]
	for ext, write := range forms {
		var out bytes.Buffer
		if err := write(&out, r); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			for _, forged := range []string{"ALARM", "## Forged", "- **ALARM"} {
				if strings.HasPrefix(line, forged) {
					t.Errorf("%s: a page printed the line %q", ext, line)
				}
			}
		}
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Wilma Tarn", "Wilma Tarn"},
		{"line breaks stay", "a\nb", "a\nb"},
		{"carriage return", "a\r\nb\rc", "a\nbc"},
		{"tab", "a\tb", "a b"},
		{"colour", "\x1b[31mred\x1b[0m", "[31mred[0m"},
		{"control of eight bits", "\u009b31mred", "31mred"},
		{"turned", "a\u202eb\u2066c\u200fd\u061ce", "abcde"},
		{"separators", "a\u2028b\u2029c", "a b c"},
		{"not UTF-8", "a\xff\ufffdb", "ab"},
		{"null and delete", "a\x00b\x7fc", "abc"},
		{"joined family", "👩‍👩‍👧", "👩‍👩‍👧"},
		{"Persian with a non-joiner", "می\u200cخواهم", "می\u200cخواهم"},
		{"accents on their own", "Jose\u0301", "Jose\u0301"},
	} {
		if got := render.Clean(c.in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// cellsOf splits a row of a markdown table as GFM does: a backslash takes the
// next character out of the count.
func cellsOf(line string) int {
	n := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			n++
		}
	}
	return n - 1
}

func TestMarkdownTables(t *testing.T) {
	for name, r := range reports() {
		var out bytes.Buffer
		if err := render.Markdown(&out, r); err != nil {
			t.Fatal(err)
		}
		rows, columns := 0, 0
		for line := range strings.Lines(out.String()) {
			line = strings.TrimRight(line, "\n")
			if !strings.HasPrefix(line, "|") {
				columns = 0
				continue
			}
			if columns == 0 {
				columns = cellsOf(line)
			}
			if got := cellsOf(line); got != columns || !strings.HasSuffix(line, "|") {
				t.Errorf("%s: %d cells, want %d: %s", name, got, columns, line)
			}
			rows++
		}
		want := 0
		for _, n := range []int{len(r.Findings), len(r.Unchecked)} {
			if n > 0 {
				want += n + 2
			}
		}
		if rows != want && len(r.Sites) == 0 { // else there are more tables
			t.Errorf("%s: %d rows in the tables, want %d", name, rows, want)
		}
	}
}

// Nothing that a page says is markup: no tag, no link, no emphasis.
func TestMarkdownIsText(t *testing.T) {
	var out bytes.Buffer
	if err := render.Markdown(&out, reports()["hostile"]); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		plain := strings.NewReplacer(`\\`, "", `\*`, "", `\_`, "", `\[`, "", `\]`, "", `\#`, "", `\~`, "", `\|`, "").Replace(line)
		if url, ok := strings.CutPrefix(plain, "- at <https://"); ok {
			if strings.ContainsAny(strings.TrimSuffix(url, ">\n"), "<> \n") {
				t.Errorf("the link does not hold together: %s", line)
			}
			continue
		}
		plain = strings.ReplaceAll(plain, "`whohasme review`", "") // ours
		if strings.ContainsAny(plain, "<>[]`~") || strings.Contains(plain, "**") {
			t.Errorf("markup of a page: %s", line)
		}
		if h := strings.TrimLeft(line, "#"); len(h) < len(line) && !slices.ContainsFunc([]string{" Report for s1", " Findings", " Could not", " Not looked", " s1.evil-"}, func(p string) bool { return strings.HasPrefix(h, p) }) {
			t.Errorf("a heading of a page: %s", line)
		}
	}
}
