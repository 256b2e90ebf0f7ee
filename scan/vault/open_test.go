package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/whohasme/whohasme/scan"
)

func storePassphrase(t *testing.T) {
	path := where(t)
	if !onPostgres(t) {
		path = filepath.Join(t.TempDir(), "not", "there yet", "va#ult?%41")
	}
	u, n := asked("córrect horse") // ó composed
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me", envelope("me", 1)))
	ok(t, v.Close())
	if *n != 1 {
		t.Errorf("creating asked for the passphrase %d times", *n)
	}

	u, n = asked("co\u0301rrect horse") // decomposed: the same to the person
	v = opened(t, path, u)
	if *n != 1 || len(read(t, v, "me")) != 1 {
		t.Errorf("asked %d times, read %d events", *n, len(read(t, v, "me")))
	}
	clean(t, v)

	_, err = Open(t.Context(), path, pass("wrong"))
	wants(t, err, ErrWrongKey)
	_, err = Open(t.Context(), path, Unlock{})
	wants(t, err, ErrNoKey)
	_, err = Open(t.Context(), path, pass(""))
	wants(t, err, ErrNoKey)
	stop := errors.New("no terminal")
	_, err = Open(t.Context(), path, Unlock{Passphrase: func() (string, error) { return "", stop }})
	wants(t, err, stop)
}

func storeIdentity(t *testing.T) {
	mine, staff, stranger := identity(t), identity(t), identity(t)
	path := where(t)
	never := func() (string, error) { t.Error("asked for a passphrase"); return "", nil }
	v, err := Create(t.Context(), path, Unlock{Identities: []age.Identity{mine}, Recipients: []age.Recipient{staff.Recipient()}, Passphrase: never})
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me", envelope("me", 1)))
	ok(t, v.Close())
	for name, id := range map[string]*age.X25519Identity{"mine": mine, "staff": staff} {
		v := opened(t, path, Unlock{Identities: []age.Identity{stranger, id}, Passphrase: never})
		if got := read(t, v, "me"); len(got) != 1 {
			t.Errorf("%s: read %d events", name, len(got))
		}
	}
	_, err = Open(t.Context(), path, Unlock{Identities: []age.Identity{stranger}})
	wants(t, err, ErrWrongKey)
	_, err = Open(t.Context(), path, Unlock{Passphrase: never})
	wants(t, err, ErrNoKey)
	p := at(path)
	if _, err := p.load(t.Context(), identityFile, 1<<16); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a vault made with an identity file keeps an identity")
	}
	ok(t, p.leave())
}

func storeHybridIdentity(t *testing.T) {
	id, err := age.GenerateHybridIdentity()
	ok(t, err)
	path := where(t)
	u := Unlock{Identities: []age.Identity{id}}
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me", envelope("me", 1)))
	ok(t, v.Close())
	clean(t, opened(t, path, u))
}

func TestRefused(t *testing.T) {
	write := func(name, data string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			ok(t, os.MkdirAll(filepath.Dir(filepath.Join(path, name)), 0o700))
			ok(t, os.WriteFile(filepath.Join(path, name), []byte(data), 0o600))
		}
	}
	nothing := func(*testing.T, string) {}
	cases := []struct {
		name           string
		place          func(*testing.T, string)
		open, creation error
	}{
		{"nothing", nothing, ErrNoVault, nil},
		{"an empty folder", func(t *testing.T, p string) { ok(t, os.Mkdir(p, 0o755)) }, ErrNoVault, nil},
		{"a file", func(t *testing.T, p string) { ok(t, os.WriteFile(p, []byte("letter"), 0o600)) }, ErrForeign, ErrForeign},
		{"a foreign folder", write("thesis.txt", "text"), ErrForeign, ErrForeign},
		{"a foreign format", write("format", "borg backup 1\n"), ErrForeign, ErrForeign},
		{"a long format", write("format", "whohasme vault "+strings.Repeat("1", 500)), ErrForeign, ErrForeign},
		{"an empty format", write("format", ""), ErrForeign, ErrForeign},
		{"a newer format", write("format", "whohasme vault 2\n"), ErrNewer, ErrExists},
		{"a much newer format", write("format", "whohasme vault 99999999999999999999\n"), ErrNewer, ErrExists},
		{"a vault without keys", write("format", formatLine), ErrDamaged, ErrExists},
		{"a database without format", write(journalFile, "SQLite format 3"), ErrForeign, ErrForeign},
		{"an interrupted creation", func(t *testing.T, p string) {
			for _, name := range []string{makingFile, keyFile, journalFile, journalFile + "-wal", lockFile} {
				write(name, "half")(t, p)
			}
		}, ErrNoVault, nil},
		{"a folder with our names and another", func(t *testing.T, p string) {
			write(makingFile, "")(t, p)
			write("thesis.txt", "text")(t, p)
		}, ErrForeign, ErrForeign},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "vault")
			c.place(t, path)
			before := listing(t, path)
			_, err := Open(t.Context(), path, pass("p"))
			wants(t, err, c.open)
			if after := listing(t, path); after != before {
				t.Errorf("Open changed the folder:\n%s\nto\n%s", before, after)
			}
			v, err := Create(t.Context(), path, pass("p"))
			wants(t, err, c.creation)
			if err != nil {
				if after := listing(t, path); after != before {
					t.Errorf("Create changed the folder:\n%s\nto\n%s", before, after)
				}
				return
			}
			ok(t, v.Close())
			clean(t, opened(t, path, pass("p")))
		})
	}
}

func storeExists(t *testing.T) {
	v, path, u := made(t, "me")
	filled(t, v, "me", 2)
	ok(t, v.Close())
	before := listing(t, path)
	_, err := Create(t.Context(), path, pass("another"))
	wants(t, err, ErrExists)
	if after := listing(t, path); after != before {
		t.Errorf("Create changed a vault:\n%s\nto\n%s", before, after)
	}
	clean(t, opened(t, path, u))
}

func storeFailedCreateLeavesNothing(t *testing.T) {
	path := where(t)
	before := listing(t, path)
	_, err := Create(t.Context(), path, Unlock{})
	wants(t, err, ErrNoKey)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Create(ctx, path, pass("p"))
	wants(t, err, context.Canceled)
	if after := listing(t, path); after != before {
		t.Errorf("left behind: %s", after)
	}
	wants(t, Probe(t.Context(), path), ErrNoVault)
}

func TestDamagedFiles(t *testing.T) {
	cases := []struct {
		name, file string
		data       []byte // nil: remove
		want       error
	}{
		{"key.age missing", keyFile, nil, ErrDamaged},
		{"key.age empty", keyFile, []byte{}, ErrDamaged},
		{"key.age huge", keyFile, make([]byte, 2<<20), ErrDamaged},
		{"identity.age broken", identityFile, []byte("age-encryption.org/v1\n"), ErrDamaged},
		{"identity.age missing", identityFile, nil, ErrNoKey},
		{"journal missing", journalFile, nil, ErrDamaged},
		{"journal empty", journalFile, []byte{}, ErrDamaged},
		{"journal of noise", journalFile, bytes.Repeat([]byte("noise"), 4000), ErrDamaged},
		{"journal is plain SQLite", journalFile, append([]byte("SQLite format 3\x00"), make([]byte, 8192)...), ErrDamaged},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "vault")
			v, err := Create(t.Context(), path, pass("p"))
			ok(t, err)
			ok(t, v.Close())
			ok(t, os.Remove(filepath.Join(path, c.file)))
			if c.data != nil {
				ok(t, os.WriteFile(filepath.Join(path, c.file), c.data, 0o600))
			}
			_, err = Open(t.Context(), path, pass("p"))
			wants(t, err, c.want)
		})
	}
}

func TestFilesOfTwoVaults(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b"} {
		v, err := Create(t.Context(), filepath.Join(dir, name), pass("p"))
		ok(t, err)
		ok(t, v.Close())
	}
	for _, name := range []string{keyFile, journalFile} {
		ok(t, os.Rename(filepath.Join(dir, "b", name), filepath.Join(dir, "a", name)))
		_, err := Open(t.Context(), filepath.Join(dir, "a"), pass("p"))
		wants(t, err, ErrDamaged)
	}
}

func TestLock(t *testing.T) {
	a, path, u := made(t)
	b := opened(t, path, u)
	release, err := a.Lock()
	ok(t, err)
	_, err = b.Lock()
	wants(t, err, ErrBusy)
	ok(t, b.Append(t.Context(), envelope("", 1))) // appending needs no lock
	release()
	release, err = b.Lock()
	ok(t, err)
	release()
}

func TestModesAndNoPlaintext(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED LOUDLY: Windows keeps no such modes")
	}
	path := filepath.Join(t.TempDir(), "vault")
	v, err := Create(t.Context(), path, pass("passphrase-planted"))
	ok(t, err)
	planted := []string{"Planted Person", "subject-planted", "broker-planted", "kind-planted", "passphrase-planted", "page-planted"}
	ok(t, v.AddSubject(t.Context(), "subject-planted"))
	page := []byte(strings.Repeat("page-planted", 500))
	for range 50 {
		ok(t, v.Append(t.Context(), Envelope{Kind: "kind-planted", Subject: "subject-planted", Broker: "broker-planted",
			At: noon, Payload: []byte("Planted Person"), Pages: [][]byte{page}}))
	}
	look := func(when string) {
		ok(t, filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			ok(t, err)
			info, err := d.Info()
			ok(t, err)
			want := fs.FileMode(0o600)
			if d.IsDir() {
				want = 0o700
			}
			if got := info.Mode().Perm(); got != want {
				t.Errorf("%s: %s has mode %o, want %o", when, d.Name(), got, want)
			}
			if d.IsDir() {
				return nil
			}
			data, err := os.ReadFile(p)
			ok(t, err)
			for _, s := range append(planted, string(scan.VisitMade), "SQLite format") {
				if bytes.Contains(data, []byte(s)) {
					t.Errorf("%s: %s holds %q", when, d.Name(), s)
				}
			}
			return nil
		}))
	}
	look("open")
	for _, name := range []string{journalFile, journalFile + "-wal", journalFile + "-shm"} {
		if _, err := os.Stat(filepath.Join(path, name)); err != nil {
			t.Errorf("looked at no %s", name)
		}
	}
	ok(t, v.Close())
	look("closed")
}

func storeSecretsDoNotPrint(t *testing.T) {
	v, _, _ := made(t, "me")
	k := v.keys.master
	if got := fmt.Sprintf("%v %+v %#v %s %x %v %x %v", v, v, v, v, v, k, k, &k); strings.ContainsAny(got, "0123456789") {
		t.Errorf("prints %s", got)
	}
}

// listing names every file below a path with its size and content, or every
// table of a database with its rows.
func listing(t *testing.T, path string) string {
	t.Helper()
	if isDSN(path) {
		return tableListing(t, path)
	}
	var b strings.Builder
	_ = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == path && d.IsDir() {
			return nil
		}
		data, _ := os.ReadFile(p)
		b.WriteString(strings.TrimPrefix(p, path) + " " + PageHash(data) + "\n")
		return nil
	})
	return b.String()
}
