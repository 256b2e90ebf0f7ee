package vault

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"

	"github.com/gofrs/flock"
	"github.com/whohasme/whohasme/scan/owner"
)

// The files of a vault. making is the format file to be, while Create is at
// work; what a crash leaves behind beside it never held an event.
const (
	formatFile   = "format"
	keyFile      = "key.age"
	identityFile = "identity.age"
	journalFile  = "journal.db"
	endFile      = "journal.end"
	lockFile     = "lock"
	watchFile    = "watch"
	makingFile   = "making"
)

const formatLine = "whohasme vault 1\n"

var formatForm = regexp.MustCompile(`^whohasme vault ([1-9][0-9]*)\r?\n?$`)

// folder is the path of a vault.
type folder string

func (f folder) file(name string) string { return filepath.Join(string(f), name) }

// check looks without touching: nil for a vault of this version, ErrNewer,
// ErrForeign, or ErrNoVault where one may be made.
func (f folder) check(context.Context) error {
	info, err := os.Stat(string(f))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNoVault
	case err != nil:
		return err
	case !info.IsDir():
		return ErrForeign
	}
	line, err := f.read(formatFile, 256)
	if errors.Is(err, fs.ErrNotExist) {
		return f.vacant()
	}
	switch {
	case errors.Is(err, ErrDamaged):
		return ErrForeign // far longer than a format line
	case err != nil:
		return err
	}
	return checkFormat(line)
}

func checkFormat(line []byte) error {
	m := formatForm.FindSubmatch(line)
	switch {
	case m == nil:
		return ErrForeign
	case string(m[1]) != "1":
		return ErrNewer
	}
	return nil
}

// vacant returns ErrNoVault for a folder without a format file that is empty
// or holds what an interrupted Create left, and ErrForeign for any other.
func (f folder) vacant() error {
	entries, err := os.ReadDir(string(f))
	if err != nil {
		return err
	}
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	if !slices.ContainsFunc(found, func(name string) bool { return name != lockFile && name != watchFile }) {
		return ErrNoVault // at most what a program that still had it open left of a vault that was destroyed
	}
	ours := append(journalFiles(), keyFile, identityFile, lockFile, watchFile, makingFile)
	for _, name := range found {
		if !slices.Contains(ours, name) {
			return ErrForeign
		}
	}
	if !slices.Contains(found, makingFile) {
		return ErrForeign
	}
	return ErrNoVault
}

// journalFiles are the database, where it ends, and all that SQLite may put
// beside it.
func journalFiles() []string {
	return []string{journalFile, endFile, journalFile + "-wal", journalFile + "-shm", journalFile + "-journal"}
}

// clear removes what an unfinished Create left; making goes last, so that a
// crash here is an unfinished Create again.
func (f folder) clear() error {
	for _, name := range append(journalFiles(), keyFile, identityFile, makingFile) {
		if err := os.Remove(f.file(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// read returns a whole file, or ErrDamaged when it is longer than limit bytes.
func (f folder) read(name string, limit int64) ([]byte, error) {
	r, err := os.Open(f.file(name))
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		return nil, ErrDamaged
	}
	return b, err
}

// load is read, as a place's.
func (f folder) load(_ context.Context, name string, limit int64) ([]byte, error) {
	return f.read(name, limit)
}

// leave has nothing to give up.
func (folder) leave() error { return nil }

// write makes a new file, its owner's alone, and returns when it is on the disk.
func (f folder) write(name string, data []byte) error {
	w, err := owner.Create(f.file(name))
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return errors.Join(err, w.Sync(), w.Close())
}

// sync brings the folder's list of files to the disk.
func (f folder) sync() error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there, and need not be
	}
	d, err := os.Open(string(f))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// lock takes a file of the vault that is there to be locked, or returns ErrBusy
// at once.
func (f folder) lock(name string) (release func(), err error) {
	l := flock.New(f.file(name), flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	if err == nil && !ok {
		err = ErrBusy
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return func() { _ = l.Close() }, nil
}
