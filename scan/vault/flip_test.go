package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestFlips flips one byte of a vault after the other. Either Check finds
// damage, or refuses to open what is no vault any more, or all reads as before.
// WHOHASME_TEST_FLIPS says how many bytes.
func TestFlips(t *testing.T) {
	flips := 300
	if n, err := strconv.Atoi(os.Getenv("WHOHASME_TEST_FLIPS")); err == nil {
		flips = n
	}
	rng := rand.New(rand.NewPCG(seed(), 9))
	for _, c := range []struct {
		name   string
		killed bool // the log was not yet taken into the database
		share  int  // of the flips, in 100
	}{
		{"at rest", false, 50},
		{"after a kill", true, 50},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFlipper(t, c.killed)
			n := flips * c.share / 100
			for i := range n {
				f.flip(rng, i, n)
			}
			t.Logf("figure: issue 9, point 4: %d bytes of a vault %s flipped one at a time (%s): %d found as damage, %d refused, %d in bytes that hold nothing, %d silent changes",
				n, c.name, f, f.found, f.refused, f.same, f.silent)
		})
	}
}

func seed() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("WHOHASME_TEST_SEED"), 10, 64); err == nil {
		return n
	}
	return 7
}

// flipper holds the files of a sound vault and what it says.
type flipper struct {
	t     *testing.T
	dir   string
	files map[string][]byte
	names []string // of files
	size  int      // of all together
	by    Unlock   // identity
	said  [32]byte

	found, refused, same, silent int
}

func newFlipper(t *testing.T, killed bool) *flipper {
	path := filepath.Join(t.TempDir(), "vault")
	v, err := Create(t.Context(), path, pass("p"))
	ok(t, err)
	t.Cleanup(func() { _ = v.Close() })
	for i, id := range []string{"me", "other"} {
		ok(t, v.AddSubject(t.Context(), id))
		filled(t, v, id, 60+40*i)
		for k := range 4 {
			e := envelope(id, 100+k)
			e.Pages = [][]byte{bytes.Repeat(fmt.Appendf(nil, "<p>page %d of %s</p>", k, id), 500), randomBytes(9000 * k)}
			ok(t, v.Append(t.Context(), e))
		}
	}
	ok(t, v.Memory("hosts").Save(t.Context(), map[string][]byte{"example.test": []byte("asked at noon")}))
	if killed {
		_, err := v.store.db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
		ok(t, err)
		filled(t, v, "me", 40)
		ok(t, v.Append(t.Context(), envelope("other", 200), envelope("", 1)))
	} else {
		ok(t, v.Close())
	}
	f := &flipper{t: t, dir: t.TempDir(), files: map[string][]byte{}, by: Unlock{Passphrase: pass("p").Passphrase}}
	entries, err := os.ReadDir(path)
	ok(t, err)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(path, e.Name()))
		ok(t, err)
		if len(data) > 0 && !strings.HasSuffix(e.Name(), "-shm") { // made anew from the log by whoever opens the journal first
			f.files[e.Name()] = data
			f.size += len(data)
		}
	}
	f.names = slices.Sorted(maps.Keys(f.files))
	if _, there := f.files[journalFile+"-wal"]; there != killed {
		t.Fatalf("a log is there: %v", there)
	}
	f.by.Identities = v.ids
	f.lay("", 0, 0)
	if damage, _, err := Check(t.Context(), f.vault(), f.by); err != nil || len(damage) > 0 {
		t.Fatalf("before any flip: %v, %v", damage, err)
	}
	f.said, err = everything(f.vault(), f.by)
	ok(t, err)
	return f
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(rand.Uint32())
	}
	return b
}

func (f *flipper) vault() string { return filepath.Join(f.dir, "vault") }

func (f *flipper) String() string {
	var parts []string
	for _, n := range f.names {
		parts = append(parts, fmt.Sprintf("%s %d", n, len(f.files[n])))
	}
	return strings.Join(parts, ", ")
}

// lay puts the vault's files where they are tried, one byte of one changed.
func (f *flipper) lay(name string, at int, by byte) {
	ok(f.t, os.RemoveAll(f.vault()))
	ok(f.t, os.Mkdir(f.vault(), 0o700))
	for n, data := range f.files {
		if n == name {
			data = bytes.Clone(data)
			data[at] ^= by
		}
		ok(f.t, os.WriteFile(filepath.Join(f.vault(), n), data, 0o600))
	}
}

// flip changes one byte. One in ten is of the small files.
func (f *flipper) flip(rng *rand.Rand, i, n int) {
	f.t.Helper()
	name := journalFile
	switch log := journalFile + "-wal"; {
	case rng.IntN(10) == 0:
		name = f.names[rng.IntN(len(f.names))]
	case f.files[log] != nil && rng.IntN(4) > 0:
		name = log
	}
	data := f.files[name]
	at := rng.IntN(len(data))
	f.lay(name, at, byte(1+rng.IntN(255)))
	u := f.by
	if name == identityFile {
		u.Identities = nil // or nobody reads it
	}
	damage, heads, err := Check(context.Background(), f.vault(), u)
	switch {
	case err != nil:
		f.refuse(name, err)
	case len(damage) > 0:
		f.found++
		plain(f.t, damage)
		if heads != nil {
			f.t.Errorf("%s, byte %d: heads beside damage", name, at)
		}
	default:
		said, err := everything(f.vault(), u)
		if err != nil || said != f.said {
			f.silent++
			f.t.Errorf("%s, byte %d of %d: no damage is told, and reading gives another content (%v)", name, at, len(data), err)
		}
		f.same++
	}
}

// refuse counts an error that says of a small file that it is damaged or of no
// vault.
func (f *flipper) refuse(name string, err error) {
	f.t.Helper()
	f.refused++
	for _, known := range []error{errKeyLost, ErrForeign, ErrNewer, ErrWrongKey, ErrDamaged} {
		if errors.Is(err, known) && name != journalFile {
			return
		}
	}
	f.t.Errorf("%s: %v", name, err)
}

// everything is a hash over all that a vault says: heads, events and pages.
func everything(path string, u Unlock) (sum [32]byte, err error) {
	ctx := context.Background()
	v, err := Open(ctx, path, u)
	if err != nil {
		return sum, err
	}
	defer func() { _ = v.Close() }()
	h := sha256.New()
	heads, err := v.Heads(ctx)
	if err != nil {
		return sum, err
	}
	say := json.NewEncoder(h)
	_ = say.Encode(heads)
	for _, head := range heads {
		for e, err := range v.Events(ctx, head.Chain) {
			if err != nil {
				return sum, err
			}
			_ = say.Encode(e)
		}
		if err := v.eachPage(ctx, head.Chain, func(p page, body []byte) { _ = say.Encode([]any{p.broker, p.at, body}) }); err != nil {
			return sum, err
		}
	}
	memory, err := v.Memory("hosts").Load(ctx, "example.test")
	_ = say.Encode(memory)
	return [32]byte(h.Sum(nil)), err
}

// eachPage reads every page of a chain.
func (v *Vault) eachPage(ctx context.Context, subject string, do func(page, []byte)) error {
	return v.store.view(ctx, func(t *tx) error {
		k, err := v.chainKeys(t, subject)
		if err != nil {
			return err
		}
		list, err := t.pages(subject, []byte{}, 1000)
		if err != nil {
			return err
		}
		for _, p := range list {
			body, err := k.openPage(p)
			if err != nil {
				return err
			}
			do(p, body)
		}
		return nil
	})
}
