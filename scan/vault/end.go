package vault

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/whohasme/whohasme/scan/owner"
)

// end is the count of writes that a journal has seen, kept in the journal and,
// after each commit, in a file beside it. SQLite takes a write-ahead log that was
// damaged or lost for one that ends earlier, and goes back to that state without
// a word; then the file counts more than the journal does.
//
// The file may be behind, by a write that was killed between the two, and is
// never ahead of what is on the disk. It is written in place, in one piece
// smaller than a sector, so it is whole after a crash too.
type end struct {
	path string
	key  sealer

	mu   sync.Mutex
	file *os.File // nil until the first write
	last uint64   // what the file counts
}

// endSize is the size of the file: a count, its nonce and its tag.
const endSize = 8 + 12 + 16

// writesRow is the row of meta that counts the journal's writes.
const writesRow = "writes"

func newEnd(journal string, key secret) *end {
	return &end{path: filepath.Join(filepath.Dir(journal), endFile), key: key.derive("end").sealer()}
}

// count adds one to the journal's count, in the transaction that is about to be
// committed. The file is there from then on: before the journal begins to count
// it is on the disk.
func (e *end) count(t *tx) (n uint64, err error) {
	n, _, err = t.writes()
	if err != nil {
		return 0, err
	}
	if err := e.open(n); err != nil {
		return 0, err
	}
	n++
	return n, t.setMeta(writesRow, binary.BigEndian.AppendUint64(nil, n))
}

// open opens the file, or makes it, for a journal that counts so many writes.
func (e *end) open(n uint64) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.file != nil {
		return nil
	}
	f, err := os.OpenFile(e.path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return e.make(n)
	}
	if err != nil {
		return err
	}
	e.file = f
	if e.last, err = e.read(f); err == nil {
		return nil
	}
	return e.write(n, true)
}

func (e *end) make(n uint64) error {
	f, err := owner.Create(e.path)
	if err != nil {
		return err
	}
	e.file = f
	return errors.Join(e.write(n, true), folder(filepath.Dir(e.path)).sync())
}

// committed writes down that a journal has seen n writes. A file that counts
// more stays as it is: something was cut off, and Verify is to say so. That it
// cannot be written takes nothing from what was committed.
func (e *end) committed(n uint64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if n > e.last {
		_ = e.write(n, false)
	}
}

func (e *end) write(n uint64, sync bool) error {
	sealed := e.key.seal(binary.BigEndian.AppendUint64(nil, n), text("end"))
	if _, err := e.file.WriteAt(sealed, 0); err != nil {
		return err
	}
	e.last = n
	if sync {
		return e.file.Sync()
	}
	return nil
}

// read returns what the file counts, ErrDamaged where it does not open.
func (e *end) read(f io.ReaderAt) (uint64, error) {
	sealed := make([]byte, endSize+1)
	k, err := f.ReadAt(sealed, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	if k != endSize {
		return 0, ErrDamaged
	}
	plain, err := e.key.open(sealed[:k], text("end"))
	if err != nil || len(plain) != 8 {
		return 0, ErrDamaged
	}
	return binary.BigEndian.Uint64(plain), nil
}

// kept returns what the file counts now: fs.ErrNotExist where there is none.
func (e *end) kept() (uint64, error) {
	f, err := os.Open(e.path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	return e.read(f)
}

func (e *end) close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.file == nil {
		return nil
	}
	f := e.file
	e.file = nil
	return f.Close()
}

// writes reads the journal's count; found is false for a journal from before it
// counted.
func (t *tx) writes() (n uint64, found bool, err error) {
	b, found, err := t.meta(writesRow)
	if err != nil || !found {
		return 0, false, err
	}
	if len(b) != 8 {
		return 0, true, ErrDamaged
	}
	return binary.BigEndian.Uint64(b), true, nil
}
