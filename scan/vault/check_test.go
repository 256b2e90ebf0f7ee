package vault

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// A vault too damaged to open is reported as damaged, with the right key.
func TestCheck(t *testing.T) {
	set := func(name string, data []byte) func(*testing.T, string) {
		return func(t *testing.T, path string) { ok(t, os.WriteFile(filepath.Join(path, name), data, 0o600)) }
	}
	remove := func(name string) func(*testing.T, string) {
		return func(t *testing.T, path string) { ok(t, os.Remove(filepath.Join(path, name))) }
	}
	sql := func(query string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			v := opened(t, path, pass("p"))
			_, err := v.store.db.Exec(query)
			ok(t, err)
			ok(t, v.Close())
		}
	}
	change := func(fn func([]byte) []byte) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			b, err := os.ReadFile(filepath.Join(path, journalFile))
			ok(t, err)
			set(journalFile, fn(b))(t, path)
		}
	}
	noise := bytes.Repeat([]byte("noise"), 4000)
	cases := []struct {
		name string
		do   func(*testing.T, string)
		text string // in one of the damages
	}{
		{"journal missing", remove(journalFile), "the journal's database is missing"},
		{"journal emptied", set(journalFile, nil), "the journal's database is empty"},
		{"journal of noise", set(journalFile, noise), "the journal's database cannot be read"},
		{"journal of another kind", set(journalFile, append([]byte("SQLite format 3\x00"), make([]byte, 8192)...)), "the journal's database cannot be read"},
		{"journal cut to half", change(func(b []byte) []byte { return b[:len(b)/2] }), "the journal's database cannot be read"},
		{"journal cut to a block", change(func(b []byte) []byte { return b[:4096] }), "the journal's database cannot be read"},
		{"all but the first block overwritten", change(func(b []byte) []byte { return append(b[:4096], make([]byte, len(b)-4096)...) }), "the journal's database"},
		{"the vault's head lost", sql("DELETE FROM heads WHERE chain = ''"), "the head is missing"},
		{"a table lost", sql("DROP TABLE events"), "cannot be read"},
		{"all tables lost", sql("DROP TABLE events; DROP TABLE heads; DROP TABLE meta; DROP TABLE subjects; DROP TABLE pages"), "cannot be read"},
		{"a column of another kind", sql("DROP TABLE events; CREATE TABLE events (chain, n, kind, broker, at, pages, sealed, link);" +
			"INSERT INTO events VALUES ('me', 'Planted Person', '', '', '', '', '', '')"), "cannot be read"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "vault")
			v, err := Create(t.Context(), path, pass("p"))
			ok(t, err)
			ok(t, v.AddSubject(t.Context(), "me"))
			filled(t, v, "me", 100)
			ok(t, v.Close())
			c.do(t, path)
			damage, heads, err := Check(t.Context(), path, pass("p"))
			ok(t, err)
			if heads != nil {
				t.Errorf("heads of a damaged vault: %v", heads)
			}
			plain(t, damage)
			for _, d := range damage {
				if strings.Contains(d.Text, c.text) {
					return
				}
			}
			t.Errorf("want %q, got %v", c.text, damage)
		})
	}
}

var jargon = regexp.MustCompile(`(?i)sql|tree|error|malformed|planted|whohasme`)

// plain fails when a damage is told in other words than ours.
func plain(t *testing.T, damage []Damage) {
	t.Helper()
	for _, d := range damage {
		if jargon.MatchString(d.Text) {
			t.Errorf("damage reads %q", d.Text)
		}
	}
}

func TestCheckOfSoundVault(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vault")
	u, asks := asked("p")
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me", envelope("me", 1)))
	want, err := v.Heads(t.Context())
	ok(t, err)
	ok(t, v.Close())
	*asks = 0
	damage, heads, err := Check(t.Context(), path, u)
	ok(t, err)
	if len(damage) > 0 || !reflect.DeepEqual(heads, want) || *asks != 1 {
		t.Errorf("damage %v, heads %v, asked %d times", damage, heads, *asks)
	}
}

// What is not damage stays an error, whatever else is wrong.
func TestCheckRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vault")
	v, err := Create(t.Context(), path, pass("p"))
	ok(t, err)
	ok(t, v.Close())
	ok(t, os.Truncate(filepath.Join(path, journalFile), 0))
	spoiled := func(name string, data []byte) string {
		dir := t.TempDir()
		ok(t, os.CopyFS(dir, os.DirFS(path)))
		ok(t, os.Remove(filepath.Join(dir, name)))
		if data != nil {
			ok(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
		}
		return dir
	}
	foreign := t.TempDir()
	ok(t, os.WriteFile(filepath.Join(foreign, "letter"), nil, 0o600))
	cases := []struct {
		name, path string
		u          Unlock
		want       error
	}{
		{"wrong passphrase", path, pass("q"), ErrWrongKey},
		{"key missing", spoiled(keyFile, nil), pass("p"), errKeyLost},
		{"key empty", spoiled(keyFile, []byte{}), pass("p"), errKeyLost},
		{"identity broken", spoiled(identityFile, []byte("age-encryption.org/v1\n")), pass("p"), errKeyLost},
		{"identity broken, and another passphrase", spoiled(identityFile, []byte("age-encryption.org/v1\n")), pass("q"), errKeyLost},
		{"identity missing", spoiled(identityFile, nil), pass("p"), ErrNoKey},
		{"no passphrase", path, Unlock{}, ErrNoKey},
		{"nothing there", filepath.Join(t.TempDir(), "none"), pass("p"), ErrNoVault},
		{"another's folder", foreign, pass("p"), ErrForeign},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			damage, _, err := Check(t.Context(), c.path, c.u)
			wants(t, err, c.want)
			if len(damage) > 0 || errors.Is(err, ErrDamaged) {
				t.Errorf("damage %v", damage)
			}
		})
	}
}

func TestProbe(t *testing.T) {
	v, path, _ := made(t)
	ok(t, v.Close())
	dir := t.TempDir()
	put := func(name, data string) string {
		file := filepath.Join(dir, name)
		ok(t, os.MkdirAll(filepath.Dir(file), 0o700))
		ok(t, os.WriteFile(file, []byte(data), 0o600))
		return file
	}
	cases := []struct {
		name, path string
		want       error
	}{
		{"a vault", path, nil},
		{"nothing", filepath.Join(dir, "nothing", "here"), ErrNoVault},
		{"an empty folder", t.TempDir(), ErrNoVault},
		{"a file", put("file", "letter"), ErrForeign},
		{"another's folder", filepath.Dir(put("folder/letter", "")), ErrForeign},
		{"a later vault", filepath.Dir(put("later/format", "whohasme vault 2\n")), ErrNewer},
		{"an unfinished vault", filepath.Dir(put("unfinished/making", "")), ErrNoVault},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := Probe(t.Context(), c.path); err != c.want {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
	if err := Probe(t.Context(), filepath.Join(dir, "file", "planted")); err == nil || strings.Contains(err.Error(), "planted") {
		t.Errorf("below a file: %v", err)
	}
}
