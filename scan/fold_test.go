package scan

import (
	"strings"
	"testing"
	"unicode"

	"github.com/whohasme/whohasme/brokers"
)

// FuzzFold: folding a plain text the short way says what the long way says.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"", " ", "O'Brien", "St. John  Smith-Jones ", "a b", "\t1 2_3", "ΚΏΣΤΑΣ", "Zoë", "..", "'a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := foldPlain(s)
		if !ok {
			return
		}
		want := strings.FieldsFunc(strings.NewReplacer("'", "", ".", "").Replace(strings.ToLower(brokers.ASCII(s))), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if w := strings.Join(want, " "); got != w {
			t.Errorf("Fold(%q) = %q, want %q", s, got, w)
		}
	})
}
