package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lukechampine.com/adiantum"
)

func TestPurge(t *testing.T) {
	v, path, u := made(t, "me", "you")
	for _, id := range []string{"me", "you"} {
		for i := range 50 {
			e := envelope(id, i)
			e.Pages = [][]byte{fmt.Appendf(nil, "page %d of %s", i, id)}
			ok(t, v.Append(t.Context(), e))
		}
		ok(t, v.SubjectMemory(id, "room").Save(t.Context(), map[string][]byte{"a": []byte(id)}))
	}
	other := opened(t, path, u)
	hash := PageHash([]byte("page 1 of me"))
	_, err := other.Page(t.Context(), "me", hash)
	ok(t, err)

	ok(t, v.Purge(t.Context(), "me", staffNote("subject-purged")))
	for name, w := range map[string]*Vault{"who purged": v, "who had it open": other, "who opens it": opened(t, path, u)} {
		t.Run(name, func(t *testing.T) {
			wants(t, last(w.Events(t.Context(), "me")), ErrNoSubject)
			_, err := w.Page(t.Context(), "me", hash)
			wants(t, err, ErrNoSubject)
			_, err = w.SubjectMemory("me", "room").Load(t.Context(), "a")
			wants(t, err, ErrNoSubject)
			wants(t, w.Append(t.Context(), envelope("me", 1)), ErrNoSubject)
			wants(t, w.Purge(t.Context(), "me"), ErrNoSubject)
			if got := len(read(t, w, "you")); got != 50 {
				t.Errorf("%d of 50 events of another", got)
			}
			if got := read(t, w, ""); len(got) != 1 || got[0].Kind != "subject-purged" {
				t.Errorf("noted: %v", got)
			}
			clean(t, w)
		})
	}
	ok(t, v.AddSubject(t.Context(), "me")) // anew, with another key
	if got := len(read(t, v, "me")); got != 0 {
		t.Errorf("%d events of a new subject", got)
	}
	wants(t, v.Purge(t.Context(), ""), ErrNoSubject)
	if err := v.Purge(t.Context(), "you", envelope("me", 1)); err == nil {
		t.Error("a purge noted in a subject's chain")
	}
	if got := len(read(t, v, "you")); got != 50 {
		t.Errorf("%d of 50 events after a purge that was refused", got)
	}
	clean(t, v)
}

// No sealed byte of a subject stays in any file, not even under the encryption
// of the file: in no freed page, and not in the log.
func TestPurgeLeavesNoByte(t *testing.T) {
	v, path, _ := made(t, "me", "you")
	for i := range 300 {
		e := envelope([]string{"me", "you"}[i%2], i)
		e.Payload = bytes.Repeat([]byte{byte(i)}, 1+i*37%9000)
		e.Pages = [][]byte{bytes.Repeat(fmt.Appendf(nil, "page %d ", i), 1+i*i%3000)}
		ok(t, v.Append(t.Context(), e))
		if i%40 == 0 {
			ok(t, v.SubjectMemory("me", "room").Save(t.Context(), map[string][]byte{fmt.Sprint(i % 3): bytes.Repeat([]byte("m"), i*10)}))
		}
	}
	_, err := v.DropPages(t.Context(), noon.Add(100*time.Minute), func(string) (bool, error) { return false, nil })
	ok(t, err)
	pieces := piecesOf(t, v, "me")
	before := rawBytes(t, v, path)
	seen := slices.DeleteFunc(slices.Clone(pieces), func(p []byte) bool { return !bytes.Contains(before, p) })
	if len(seen) < len(pieces)*9/10 { // a few lie across two pages of the database
		t.Fatalf("the test sees %d of %d pieces in the files", len(seen), len(pieces))
	}
	pieces = seen
	ok(t, v.Purge(t.Context(), "me"))
	after := rawBytes(t, v, path)
	left := 0
	for _, p := range pieces {
		if bytes.Contains(after, p) {
			left++
		}
	}
	if left > 0 {
		t.Errorf("%d of %d pieces of the subject are still in the files", left, len(pieces))
	}
	t.Logf("figure: after purge %d of %d sealed pieces of the client are in the %d bytes of database and log, read through the file's own encryption", left, len(pieces), len(after))
	if info, err := os.Stat(filepath.Join(path, journalFile+"-wal")); err == nil && info.Size() > 0 {
		t.Errorf("the write-ahead log has %d bytes", info.Size())
	}
	clean(t, v)
}

// piecesOf are short stretches of all that is kept sealed of a subject.
func piecesOf(t testing.TB, v *Vault, subject string) (pieces [][]byte) {
	t.Helper()
	ok(t, v.store.view(t.Context(), func(tx *tx) error {
		row, _, err := tx.subject(subject)
		ok(t, err)
		pieces = append(pieces, chop(row.wrapped[48:])...) // behind what every age file begins with
		events, err := tx.events(subject, 0, 1000)
		ok(t, err)
		for _, e := range events {
			pieces = append(pieces, append(chop(e.sealed), e.link)...)
		}
		pages, err := tx.pages(subject, []byte{}, 1000)
		ok(t, err)
		for _, p := range pages {
			pieces = append(pieces, append(chop(p.body), p.id)...)
		}
		rows, err := tx.remembered(subject)
		for _, r := range rows {
			pieces = append(pieces, chop(r.sealed)...)
		}
		return err
	}))
	return pieces
}

// chop cuts a sealed value into pieces small enough to lie on one page of the
// database each.
func chop(b []byte) (pieces [][]byte) {
	for i := 0; i+16 <= len(b); i += 64 {
		pieces = append(pieces, b[i:i+16])
	}
	return pieces
}

// rawBytes reads the journal's files as SQLite sees them: decrypted, in blocks of
// 4096 bytes whose place in the file is the tweak.
func rawBytes(t testing.TB, v *Vault, path string) (all []byte) {
	t.Helper()
	for _, name := range journalFiles() {
		file, err := os.ReadFile(filepath.Join(path, name))
		if errors.Is(err, fs.ErrNotExist) || strings.HasSuffix(name, "-shm") {
			continue
		}
		ok(t, err)
		cipher := adiantum.New(v.keys.file[:])
		for at := 0; at+4096 <= len(file); at += 4096 {
			all = append(all, cipher.Decrypt(file[at:at+4096], binary.LittleEndian.AppendUint64(nil, uint64(at)))...)
		}
	}
	return all
}
