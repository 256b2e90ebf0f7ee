package vault

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"
)

// backedUp makes a backup.
func backedUp(t testing.TB, v *Vault, notes ...Envelope) []byte {
	t.Helper()
	var b bytes.Buffer
	ok(t, v.Backup(context.Background(), &b, notes...))
	return b.Bytes()
}

func restored(t testing.TB, file []byte, u Unlock) *Vault {
	t.Helper()
	v, err := Restore(context.Background(), filepath.Join(t.TempDir(), "a", "vault"), bytes.NewReader(file), u)
	ok(t, err)
	t.Cleanup(func() { _ = v.Close() })
	return v
}

func heads(t testing.TB, v *Vault) []Head {
	t.Helper()
	list, err := v.Heads(context.Background())
	ok(t, err)
	return list
}

func TestBackup(t *testing.T) {
	v, _, staff := clinic(t)
	page := bytes.Repeat([]byte("a page "), 10000)
	e := envelope("shared", 1)
	e.Pages = [][]byte{page, []byte("dropped")}
	ok(t, v.Append(t.Context(), e))
	_, err := v.DropPages(t.Context(), noon.AddDate(1, 0, 0), func(hash string) (bool, error) { return hash == PageHash(page), nil })
	ok(t, err)
	ok(t, v.Memory("hosts").Save(t.Context(), map[string][]byte{"a": []byte("own")}))
	ok(t, v.SubjectMemory("shared", "room").Save(t.Context(), map[string][]byte{"a": []byte("theirs")}))

	file := backedUp(t, v, staffNote("backup-made"))
	if bytes.Contains(file, []byte("shared")) || bytes.Contains(file, []byte("anna")) {
		t.Error("an id stands in the backup in the clear")
	}
	cleo := restored(t, file, staff["cleo"].unlock())
	clean(t, cleo)
	if got, want := heads(t, cleo), heads(t, v); !slices.Equal(got, want) {
		t.Errorf("heads %v, want %v", got, want)
	}
	if own := read(t, cleo, ""); own[len(own)-1].Kind != "backup-made" {
		t.Errorf("the backup does not know itself: %v", own)
	}
	got, err := cleo.Page(t.Context(), "shared", PageHash(page))
	if ok(t, err); !bytes.Equal(got, page) {
		t.Error("another page")
	}
	_, err = cleo.Page(t.Context(), "shared", PageHash([]byte("dropped")))
	wants(t, err, ErrDropped)
	own, err := cleo.Memory("hosts").Load(t.Context(), "a")
	ok(t, err)
	theirs, err := cleo.SubjectMemory("shared", "room").Load(t.Context(), "a")
	ok(t, err)
	if string(own) != "own" || string(theirs) != "theirs" {
		t.Errorf("remembered %q and %q", own, theirs)
	}
	anna := restored(t, file, staff["anna"].unlock()) // with her own key, her own
	if got := subjects(t, anna); !slices.Equal(got, []string{"of-anna"}) {
		t.Errorf("anna has %v", got)
	}
	clean(t, anna)
	_, err = Restore(t.Context(), filepath.Join(t.TempDir(), "x"), bytes.NewReader(file), newPerson(t, "x", Auditor).unlock())
	wants(t, err, ErrWrongKey)
	for _, id := range []string{"anna", "audit", "machine-1"} {
		wants(t, opened(t, string(v.dir), staff[id].unlock()).Backup(t.Context(), io.Discard), ErrRole)
	}
}

func TestRestoreByPassphrase(t *testing.T) {
	path, r := withPassphrase(t, "old")
	v := opened(t, path, pass("old"))
	file := backedUp(t, v)
	ok(t, v.Close())
	ok(t, ChangePassphrase(t.Context(), path, pass("old"), says("new")))
	at := func() string { return filepath.Join(t.TempDir(), "vault") }
	_, err := Restore(t.Context(), at(), bytes.NewReader(file), pass("new"))
	wants(t, err, ErrWrongKey)
	_, err = Restore(t.Context(), path, bytes.NewReader(file), pass("old"))
	wants(t, err, ErrExists)
	for name, u := range map[string]Unlock{"passphrase": pass("old"), "recovery typed": pass(r.String()), "recovery": {Identities: []age.Identity{r.Identity()}}} {
		w, err := Restore(t.Context(), at(), bytes.NewReader(file), u)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		clean(t, w)
		ok(t, w.Close())
		clean(t, opened(t, string(w.dir), pass("old")))
	}
}

// A backup that was cut anywhere, or in which a byte was changed anywhere, is
// told, and leaves nothing behind.
func TestBackupCutOrChanged(t *testing.T) {
	v, _, u := made(t, "me")
	filled(t, v, "me", 3)
	file := backedUp(t, v)
	into := filepath.Join(t.TempDir(), "vault")
	try := func(what string, changed []byte) {
		t.Helper()
		w, err := Restore(t.Context(), into, bytes.NewReader(changed), u)
		if err == nil {
			_ = w.Close()
			t.Fatalf("%s: it was restored", what)
		}
		if cause := errors.Unwrap(err); !oneOf(cause, ErrCut, ErrNoBackup, ErrNewerBackup, ErrWrongKey) {
			t.Fatalf("%s: %v", what, err)
		}
		if _, err := os.Stat(into); err == nil {
			t.Fatalf("%s: something was left", what)
		}
	}
	step := 1 + len(file)/150
	for n := 0; n < len(file); n += step {
		try(fmt.Sprint("cut at ", n), file[:n])
		flipped := bytes.Clone(file)
		flipped[n] ^= 1 << (n % 8)
		try(fmt.Sprint("changed at ", n), flipped)
	}
	for n := range 70 { // the clear beginning and the end, byte by byte
		for _, at := range []int{n, len(file) - 1 - n} {
			flipped := bytes.Clone(file)
			flipped[at] ^= 0x20
			try(fmt.Sprint("changed at ", at), flipped)
		}
		try(fmt.Sprint("cut by ", n+1), file[:len(file)-1-n])
	}
	try("more behind it", append(bytes.Clone(file), 'x'))
	try("nothing", nil)
	try("another file", []byte("PK\x03\x04 something else altogether, and long enough"))
	clean(t, restored(t, file, u))
}

// A backup is of one moment, while others write.
func TestBackupWhileOthersWrite(t *testing.T) {
	v, path, u := made(t, "me", "you")
	c := child(t, "endless", path, u, 1)
	out, err := c.StdoutPipe()
	ok(t, err)
	ok(t, c.Start())
	lines := bufio.NewScanner(out)
	for range 20 {
		lines.Scan()
	}
	for range 3 {
		w := restored(t, backedUp(t, v), u)
		clean(t, w)
		if got := len(read(t, w, "me")); got < 20 {
			t.Errorf("%d events, though 20 were kept before", got)
		}
		for range 20 { // and it goes on
			lines.Scan()
		}
	}
	ok(t, c.Process.Kill())
	_ = c.Wait()
	clean(t, v)
}

func TestBackupAfterPurge(t *testing.T) {
	v, _, u := made(t, "me", "you")
	filled(t, v, "me", 5)
	ok(t, v.Purge(t.Context(), "me"))
	w := restored(t, backedUp(t, v), u)
	if got := subjects(t, w); !slices.Equal(got, []string{"you"}) {
		t.Errorf("subjects %v", got)
	}
	wants(t, last(w.Events(t.Context(), "me")), ErrNoSubject)
	clean(t, w)
}

// Whatever stands in a backup, reading it ends, with an error or with rows that
// fit their tables.
func FuzzReadBackup(f *testing.F) {
	v, _, _ := made(f, "me")
	file := backedUp(f, v)
	f.Add(file, true)
	f.Add(file[:60], true)
	f.Add([]byte(backupLine+"identity.age 99999\n"), true)
	var records bytes.Buffer
	w := &recordWriter{w: bufio.NewWriter(&records), sum: sha256.New()}
	ok(f, w.put(text(backupStart), sumOf(nil)))
	ok(f, w.put(text("events"), text("me"), number(1)))
	ok(f, w.put(text(backupEnd), number(w.n), w.sum.Sum(nil)))
	ok(f, w.w.Flush())
	f.Add(records.Bytes(), false)
	f.Fuzz(func(t *testing.T, data []byte, whole bool) {
		if whole {
			x, clear, err := readClear(bufio.NewReader(bytes.NewReader(data)))
			if err == nil && (!bytes.HasPrefix(data, clear) || !bytes.Equal(x.clear(), clear)) {
				t.Errorf("read %d bytes and keeps others", len(clear))
			}
			return
		}
		_ = readRecords(bytes.NewReader(data), sumOf(nil), func(b table, row [][]byte) error {
			args, err := b.unpack(row)
			if err == nil && len(args) != len(b.columns) {
				t.Errorf("%d values for %d columns", len(args), len(b.columns))
			}
			return err
		})
	})
}
