package scan

import "testing"

// FuzzFold holds the short way of folding against the long one.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"", " ", "a", "James  Smith", " O'Brien-Lee, J. ", "st. mary`s", "plain text", "double  space", "trailing ", "García", "A.B", "-x-", "\x00\tq"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if short, ok := foldASCII(s); ok && short != foldAny(s) {
			t.Errorf("%q becomes %q, want %q", s, short, foldAny(s))
		}
	})
}
