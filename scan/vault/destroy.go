package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Destroy takes a vault away for good, without its passphrase: for a device that
// is shared or threatened. The keys go first, overwritten and then removed;
// without them nothing of the vault can be read, so the rest is only removed,
// however large. What is not the vault's stays, and its folder with it.
//
// Where it is cut short nothing opens any more, and Destroy finishes it when
// called again. It fails with ErrNoVault, ErrForeign and ErrNewer, and leaves
// such places as they are. A vault that a program has open fails there with
// ErrNoVault from then on. Backups and copies are not reached.
func Destroy(path string) error {
	if isDSN(path) {
		return fault("destroy vault", ErrForeign) // see Vault.Destroy
	}
	return fault("destroy vault", folder(path).destroy())
}

// keyFiles are what a vault cannot be opened without, and what is left of
// replacing them.
func keyFiles() []string {
	return []string{keyFile, identityFile, keyFile + ".new", identityFile + ".new"}
}

func (f folder) destroy() error {
	real, err := filepath.EvalSymlinks(string(f)) // the folder itself is to go, not a name for it
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNoVault
	case err != nil:
		return err
	}
	f = folder(real)
	if err := f.check(context.Background()); err != nil && !f.leftover(err) {
		return err
	}
	var faults []error
	for _, name := range keyFiles() {
		faults = append(faults, f.erase(name))
	}
	faults = append(faults, f.sync())
	for _, name := range append(journalFiles(), idFile, lockFile, watchFile, makingFile) {
		faults = append(faults, f.remove(name))
	}
	if errors.Join(faults...) == nil { // last, so that what is left is known for a vault
		faults = append(faults, f.remove(formatFile), f.sync())
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	_ = os.Remove(string(f)) // fails, rightly, when anything else is in it
	return nil
}

// leftover reports whether a place without a vault holds what an unfinished
// Create or Destroy left.
func (f folder) leftover(err error) bool {
	if !errors.Is(err, ErrNoVault) {
		return false
	}
	entries, err := os.ReadDir(string(f))
	return err == nil && slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() != lockFile && e.Name() != watchFile })
}

// erase overwrites a file and removes it. On some disks the old bytes stay all
// the same, where no program reaches them.
func (f folder) erase(name string) error {
	if w, err := os.OpenFile(f.file(name), os.O_WRONLY, 0); err == nil {
		if info, err := w.Stat(); err == nil && info.Mode().IsRegular() {
			noise := make([]byte, min(info.Size(), maxKeyFile))
			_, _ = rand.Read(noise)
			_, _ = w.WriteAt(noise, 0)
			_ = w.Sync()
		}
		_ = w.Close()
	}
	return f.remove(name)
}

func (f folder) remove(name string) error {
	if err := os.Remove(f.file(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
