// Package render shows reports, plans and lists to people and programs: text
// tables, markdown, HTML, PDF, CSV and JSON, in English or Spanish. It is pure:
// what is shown depends only on what is given.
package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// DefaultWidth is the width of a terminal that does not tell, in columns.
const DefaultWidth = 80

// Table draws a table that fits into a width in columns; cells wrap.
func Table(w io.Writer, width int, header []string, rows [][]string) error {
	if width <= 0 {
		width = DefaultWidth
	}
	var drawn bytes.Buffer // tablewriter keeps the errors of a writer to itself
	t := tablewriter.NewTable(&drawn,
		tablewriter.WithColumnWidths(fit(width, header, rows)),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAlignment(tw.AlignLeft),
		tablewriter.WithHeaderAutoWrap(tw.WrapNormal), // else long ones are cut
		tablewriter.WithRowAlignment(tw.AlignLeft),
		tablewriter.WithRowAutoWrap(tw.WrapNormal),
		tablewriter.WithEastAsian(tw.Off), // else the widths follow the locale
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Settings: tw.Settings{Separators: tw.Separators{BetweenRows: tw.Off, BetweenColumns: tw.Off}, Lines: tw.Lines{ShowHeaderLine: tw.On}},
		})),
	)
	t.Header(cells(header)...)
	for _, r := range rows {
		if err := t.Append(cells(r)...); err != nil {
			return fmt.Errorf("draw table: %w", err)
		}
	}
	if err := t.Render(); err != nil {
		return fmt.Errorf("draw table: %w", err)
	}
	if _, err := w.Write(drawn.Bytes()); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}

// padding is the blank on both sides of a cell, in columns.
const padding = 2

// fit gives each column the width it wants; where that is more than there is,
// the widest columns give way first, down to their longest word: an id that is
// cut names nothing.
func fit(width int, header []string, rows [][]string) tw.Mapper[int, int] {
	want, least := make([]int, len(header)), make([]int, len(header))
	for _, row := range append([][]string{header}, rows...) {
		for i, c := range row {
			for line := range strings.Lines(Clean(c)) {
				want[i] = max(want[i], twwidth.Width(strings.TrimRight(line, "\n"))+padding)
			}
			for _, word := range strings.Fields(Clean(c)) {
				least[i] = max(least[i], twwidth.Width(word)+padding)
			}
		}
	}
	narrow(want, least, width, 1)
	m := tw.NewMapper[int, int]()
	for i, n := range want {
		m.Set(i, n)
	}
	return m
}

// narrow takes from the widest column, a step at a time, until all fit a width or
// none is wider than its least.
func narrow[T int | float64](want, least []T, width, step T) {
	for {
		var sum T
		widest := -1
		for i, w := range want {
			sum += w
			if w > least[i] && (widest < 0 || w > want[widest]) {
				widest = i
			}
		}
		if sum <= width || widest < 0 {
			return
		}
		want[widest] = max(least[widest], want[widest]-step)
	}
}

func cells(row []string) []any {
	out := make([]any, len(row))
	for i, c := range row {
		out[i] = Clean(c)
	}
	return out
}

// Clean makes text from a page safe to print: control characters and marks
// that turn the direction of writing are left out, line breaks stay.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == '\u2028', r == '\u2029': // separators of lines and paragraphs
			return ' '
		case unicode.IsControl(r), turns(r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// turns reports whether a character changes the direction of writing, unseen
// (Unicode Standard Annex 9, explicit formatting characters).
func turns(r rune) bool {
	return r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func oneLine(s string) string { return strings.ReplaceAll(Clean(s), "\n", " ") }
