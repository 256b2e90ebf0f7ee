package vault

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestDestroy(t *testing.T) {
	v, path, u := made(t, "me")
	filled(t, v, "me", 5)
	key, err := os.Open(filepath.Join(path, keyFile))
	ok(t, err)
	defer func() { _ = key.Close() }()
	before, err := os.ReadFile(filepath.Join(path, keyFile))
	ok(t, err)
	ok(t, os.WriteFile(filepath.Join(path, keyFile+".new"), []byte("left"), 0o600))
	ok(t, v.Close())
	link := filepath.Join(t.TempDir(), "link")
	ok(t, os.Symlink(path, link))

	ok(t, Destroy(link))
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("left:\n%s", listing(t, path))
	}
	after := make([]byte, len(before))
	_, err = key.ReadAt(after, 0)
	ok(t, err)
	if bytes.Contains(after, before[30:60]) {
		t.Error("the key was removed without being overwritten")
	}
	_, err = Open(t.Context(), path, u)
	wants(t, err, ErrNoVault)
	wants(t, Destroy(path), ErrNoVault)
}

// Whoever has a vault open when it is destroyed can do nothing with it any more,
// and what its locks leave keeps nobody from making another.
func TestDestroyWhileOpen(t *testing.T) {
	v, path, _ := made(t, "me")
	filled(t, v, "me", 5)
	release, err := v.LockWatch()
	ok(t, err)
	defer release()

	ok(t, Destroy(path))
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("left:\n%s", listing(t, path))
	}
	for name, do := range map[string]func() error{
		"append":   func() error { return v.Append(t.Context(), Envelope{Kind: "made", Subject: "me", At: time.Now()}) },
		"heads":    func() error { _, err := v.Heads(t.Context()); return err },
		"subjects": func() error { _, err := v.Subjects(t.Context()); return err },
		"lock":     func() error { _, err := v.Lock(); return err },
	} {
		if err := do(); !errors.Is(err, ErrNoVault) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("made again:\n%s", listing(t, path))
	}
	ok(t, os.MkdirAll(path, 0o700))
	for _, name := range []string{lockFile, watchFile} {
		ok(t, os.WriteFile(filepath.Join(path, name), nil, 0o600))
	}
	wants(t, folder(path).check(t.Context()), ErrNoVault)
}

// What is not a vault stays as it is, and so does what is not the vault's.
func TestDestroyLeavesOthersAlone(t *testing.T) {
	dir := t.TempDir()
	wants(t, Destroy(dir), ErrNoVault)
	file := filepath.Join(dir, "mine.txt")
	ok(t, os.WriteFile(file, []byte("mine"), 0o600))
	wants(t, Destroy(dir), ErrForeign)
	wants(t, Destroy(file), ErrForeign)
	wants(t, Destroy(filepath.Join(dir, "nothing")), ErrNoVault)
	ok(t, os.WriteFile(filepath.Join(dir, keyFile), []byte("another program's"), 0o600))
	wants(t, Destroy(dir), ErrForeign)
	ok(t, os.WriteFile(filepath.Join(dir, formatFile), []byte("whohasme vault 99\n"), 0o600))
	wants(t, Destroy(dir), ErrNewer)
	for _, name := range []string{"mine.txt", keyFile, formatFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}

	v, path, _ := made(t)
	ok(t, v.Close())
	ok(t, os.WriteFile(filepath.Join(path, "mine.txt"), []byte("mine"), 0o600))
	ok(t, Destroy(path))
	if left, err := os.ReadDir(path); err != nil || len(left) != 1 {
		t.Errorf("left:\n%s", listing(t, path))
	}
	if b, err := os.ReadFile(filepath.Join(path, "mine.txt")); err != nil || string(b) != "mine" {
		t.Errorf("another's file: %q, %v", b, err)
	}
}

// However far it got, nothing opens, and calling it again finishes.
func TestDestroyCutShort(t *testing.T) {
	steps := []func(path string) error{
		func(path string) error { return os.WriteFile(filepath.Join(path, keyFile), []byte("noise"), 0o600) },
		func(path string) error { return os.Remove(filepath.Join(path, keyFile)) },
		func(path string) error { return os.Remove(filepath.Join(path, identityFile)) },
		func(path string) error { return os.Remove(filepath.Join(path, journalFile)) },
		func(path string) error { return os.Remove(filepath.Join(path, endFile)) },
		func(path string) error { return os.Remove(filepath.Join(path, lockFile)) },
		func(path string) error { return os.Remove(filepath.Join(path, formatFile)) },
	}
	for n := range steps {
		path, _ := withPassphrase(t, "p")
		for _, step := range steps[:n+1] {
			ok(t, step(path))
		}
		if _, err := Open(t.Context(), path, pass("p")); err == nil {
			t.Errorf("after %d steps it opens", n+1)
		}
		if err := Destroy(path); err != nil && n < len(steps)-1 {
			t.Errorf("after %d steps: %v", n+1, err)
		}
		if left, err := os.ReadDir(path); err == nil && len(left) > 0 {
			t.Errorf("after %d steps there is left:\n%s", n+1, listing(t, path))
		}
	}
}

// The size of a vault does not matter: its keys are what is destroyed.
func TestDestroyIsFast(t *testing.T) {
	v, path, _ := made(t, "me")
	ok(t, v.Close())
	w, err := os.OpenFile(filepath.Join(path, journalFile), os.O_WRONLY|os.O_APPEND, 0)
	ok(t, err)
	const gigabyte = 1 << 30
	if os.Getenv("WHOHASME_TEST_REQUIRE") == "" {
		ok(t, w.Truncate(gigabyte)) // with holes; writing it takes long
	} else {
		chunk := bytes.Repeat([]byte("sealed  "), 1<<17)
		for range gigabyte / len(chunk) {
			_, err := w.Write(chunk)
			ok(t, err)
		}
	}
	ok(t, w.Close())
	start := time.Now()
	ok(t, Destroy(path))
	took := time.Since(start)
	t.Logf("figure: purge --all of a vault of 1 GB takes %v", took.Round(time.Millisecond))
	if took > time.Second {
		t.Errorf("%v is more than a second", took)
	}
	if _, err := os.Stat(path); err == nil {
		t.Errorf("left:\n%s", listing(t, path))
	}
}

func TestDestroyPostgres(t *testing.T) {
	v, path, u := made(t, "me")
	anna := newPerson(t, "anna", Caseworker)
	ok(t, v.AddMember(t.Context(), anna.Member))
	wants(t, opened(t, path, anna.unlock()).Destroy(t.Context()), ErrRole)
	wants(t, Destroy(path), ErrForeign)
	clean(t, v)
	ok(t, v.Destroy(t.Context()))
	_, err := Open(t.Context(), path, u)
	wants(t, err, ErrNoVault)
	w, err := Create(t.Context(), path, u)
	ok(t, err)
	clean(t, w)
	ok(t, w.Close())
}
