package vault

import (
	"strings"
	"testing"
)

// A recovery key opens a vault whose passphrase is forgotten, as an identity
// and typed in the passphrase's place, subjects filed later included.
func storeRecovery(t *testing.T) {
	r, err := NewRecovery()
	ok(t, err)
	u := pass("forgotten")
	u.Recipients = append(u.Recipients, r.Recipient())
	path := where(t)
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.Close())
	v = opened(t, path, pass("forgotten"))
	ok(t, v.AddSubject(t.Context(), "me"))
	filled(t, v, "me", 3)
	ok(t, v.Close())

	paper := strings.ToLower(strings.Join(r.Lines(), "\n"))
	for name, key := range map[string]Unlock{
		"as an identity": {Identities: append(Unlock{}.Identities, r.Identity())},
		"typed":          pass(r.String()),
		"off paper":      pass(paper),
	} {
		v := opened(t, path, key)
		if got := len(read(t, v, "me")); got != 3 {
			t.Errorf("%s: %d of 3 events", name, got)
		}
		clean(t, v)
		ok(t, v.Close())
	}
	stranger, err := NewRecovery()
	ok(t, err)
	_, err = Open(t.Context(), path, pass(stranger.String()))
	wants(t, err, ErrWrongKey)
}

func TestParseRecovery(t *testing.T) {
	r, err := NewRecovery()
	ok(t, err)
	key := r.String()
	slip := []byte(key)
	if slip[30]++; slip[30] > 'Z' || slip[30] == '9'+1 {
		slip[30] = 'Q'
	}
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"in one piece", key, true},
		{"a file's line", key + "\n", true},
		{"lower case", strings.ToLower(key), true},
		{"off paper", strings.Join(r.Lines(), "\r\n"), true},
		{"in the middle of spaces", "  " + strings.Join(r.Lines(), "  ") + " ", true},
		{"O for 0, I for L", strings.NewReplacer("0", "O", "L", "i", "8", "b").Replace(strings.Join(r.Lines(), " ")), true},
		{"no hyphens", strings.ReplaceAll(key, "-", ""), true},
		{"a slip of the hand", string(slip), false},
		{"cut short", key[:len(key)-1], false},
		{"two keys", key + key, false},
		{"nothing", "", false},
		{"a passphrase", "correct horse battery staple", false},
		{"a foreign letter", strings.Replace(key, "1", "é", 1), false},
		{"far too long", strings.Repeat(" ", 2000) + key, false},
	} {
		got, ok := ParseRecovery(c.text)
		if ok != c.want || ok && got.String() != key {
			t.Errorf("%s: read %v, want %v", c.name, ok, c.want)
		}
	}
	if lines := r.Lines(); len(lines) != 4 || strings.Contains(strings.Join(lines, ""), "SECRET") {
		t.Errorf("for writing down: %d lines", len(lines))
	}
}

func FuzzParseRecovery(f *testing.F) {
	f.Add("AGE-SECRET-KEY-1")
	f.Add("qqqq qqqq")
	f.Fuzz(func(t *testing.T, text string) {
		if r, ok := ParseRecovery(text); ok {
			if again, ok := ParseRecovery(strings.Join(r.Lines(), "\n")); !ok || again.String() != r.String() {
				t.Error("what was read is not read again")
			}
		}
	})
}
