package vault

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCutTail cuts off the end of a journal in every way that leaves its
// database sound. Verify finds it, or, where the vault's own files of an earlier
// day were put back, the heads say so to whoever kept those of later.
func TestCutTail(t *testing.T) {
	log := journalFile + "-wal"
	remove := func(f *cut, name string) { ok(f.t, os.Remove(filepath.Join(f.path, name))) }
	truncate := func(f *cut, name string, off int) {
		file := filepath.Join(f.path, name)
		info, err := os.Stat(file)
		ok(f.t, err)
		ok(f.t, os.Truncate(file, info.Size()-int64(off)))
	}
	for _, c := range []struct {
		name string
		do   func(*cut)
		text string // of the damage; "": only the heads tell
	}{
		{"log removed", func(f *cut) { remove(f, log) }, "its last 11 writes are lost"},
		{"log emptied", func(f *cut) { ok(f.t, os.Truncate(filepath.Join(f.path, log), 0)) }, "its last 11 writes are lost"},
		{"log without its last blocks", func(f *cut) { truncate(f, log, 3*4096) }, "its last write is lost"}, // the last is padding
		{"log without its last byte", func(f *cut) { truncate(f, log, 1) }, "cannot be read"},
		{"log of earlier", func(f *cut) { f.putBack(log) }, "its last 5 writes are lost"},
		{"log and database of earlier", func(f *cut) { f.putBack(log, journalFile) }, "its last 5 writes are lost"},
		{"database without its last block", func(f *cut) { truncate(f, journalFile, 4096) }, "damaged"},
		{"end removed", func(f *cut) { remove(f, endFile) }, "is missing"},
		{"end emptied", func(f *cut) { ok(f.t, os.Truncate(filepath.Join(f.path, endFile), 0)) }, "is damaged"},
		{"end of another vault", func(f *cut) { ok(f.t, os.WriteFile(filepath.Join(f.path, endFile), make([]byte, endSize), 0o600)) }, "is damaged"},
		{"end of earlier", func(f *cut) { f.putBack(endFile) }, "whole"},
		{"everything of earlier", func(f *cut) { f.putBack(log, journalFile, endFile) }, ""},
		{"last events and their head, with the keys", func(f *cut) {
			f.sql(`DELETE FROM events WHERE chain = 'me' AND n > 15; UPDATE heads SET sealed = (SELECT value FROM meta WHERE name = 'test old head') WHERE chain = 'me'`)
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newCut(t)
			c.do(f)
			damage, heads, err := Check(t.Context(), f.path, f.by)
			ok(t, err)
			switch {
			case c.text == "whole":
				if len(damage) > 0 || !slices.Equal(heads, f.heads) {
					t.Errorf("%v, %v", damage, heads)
				}
			case c.text == "":
				if len(damage) > 0 || slices.Equal(heads, f.heads) {
					t.Errorf("%v, and the heads are those of before the cut: %v", damage, heads)
				}
			case !slices.ContainsFunc(damage, func(d Damage) bool { return strings.Contains(d.Text, c.text) }):
				t.Errorf("got %v, want %q", damage, c.text)
			}
		})
	}
}

// A journal that was cut says so also after it was written to again, until it
// has seen as many writes as before.
func TestCutTailIsNotPapered(t *testing.T) {
	f := newCut(t)
	ok(t, os.Remove(filepath.Join(f.path, journalFile+"-wal")))
	for i := range 12 {
		damage, _, err := Check(t.Context(), f.path, f.by)
		ok(t, err)
		if told := len(damage) > 0; told != (i < 11) {
			t.Fatalf("after %d writes: %v", i, damage)
		}
		v := opened(t, f.path, f.by)
		ok(t, v.Append(t.Context(), envelope("me", 50+i)))
		ok(t, v.Close())
	}
}

// A journal from before it counted its writes is whole, and counts from its
// next write on.
func TestOldJournalBeginsToCount(t *testing.T) {
	v, path, u := made(t, "me")
	_, err := v.store.db.Exec(`DELETE FROM meta WHERE name = 'writes'`)
	ok(t, err)
	ok(t, v.Close())
	ok(t, os.Remove(filepath.Join(path, endFile)))
	v = opened(t, path, u)
	clean(t, v)
	filled(t, v, "me", 3)
	clean(t, v)
	if n, err := v.store.end.kept(); err != nil || n != 3 {
		t.Errorf("it counts %d, %v", n, err)
	}
}

// cut is a vault as a killed program left it: its last ten writes are in the log.
type cut struct {
	t       *testing.T
	path    string
	by      Unlock
	heads   []Head
	earlier map[string][]byte // its files as they were five writes before
}

func newCut(t *testing.T) *cut {
	v, path, u := made(t, "me", "other")
	filled(t, v, "me", 15)
	keepOldHead(t, v)
	_, err := v.store.db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	ok(t, err)
	f := &cut{t: t, path: filepath.Join(t.TempDir(), "vault"), by: u}
	filled(t, v, "me", 6)
	f.earlier = files(t, path)
	filled(t, v, "other", 5)
	f.heads, err = v.Heads(t.Context())
	ok(t, err)
	ok(t, os.Mkdir(f.path, 0o700))
	for name, data := range files(t, path) {
		if name != journalFile+"-shm" {
			ok(t, os.WriteFile(filepath.Join(f.path, name), data, 0o600))
		}
	}
	return f
}

// files reads a vault's files while nobody writes.
func files(t *testing.T, path string) map[string][]byte {
	entries, err := os.ReadDir(path)
	ok(t, err)
	all := map[string][]byte{}
	for _, e := range entries {
		all[e.Name()], err = os.ReadFile(filepath.Join(path, e.Name()))
		ok(t, err)
	}
	return all
}

func (f *cut) putBack(names ...string) {
	for _, n := range names {
		ok(f.t, os.WriteFile(filepath.Join(f.path, n), f.earlier[n], 0o600))
	}
}

func (f *cut) sql(query string) {
	v := opened(f.t, f.path, f.by)
	_, err := v.store.db.Exec(query)
	ok(f.t, err)
	ok(f.t, v.Close())
}
