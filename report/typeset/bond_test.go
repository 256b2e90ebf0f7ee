package typeset

import (
	"strings"
	"testing"
)

// No line ends at U+00A0, and it is read and copied as a space like any other.
func TestNoLineEndsAtABond(t *testing.T) {
	s := NewSetter()
	for lead := range 60 {
		lines, err := s.Lines(strings.Repeat("x", lead)+" Cal. Civ. Code §\u00a01798.120 and more words", 10, 200)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range lines {
			var line strings.Builder
			for _, r := range l.runs {
				for _, g := range r.glyphs {
					line.WriteString(g.text)
				}
			}
			got = append(got, line.String())
		}
		if !strings.Contains(strings.Join(got, "\n"), "§ 1798.120") {
			t.Fatalf("%q", got)
		}
	}
}
