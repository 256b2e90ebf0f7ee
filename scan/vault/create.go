package vault

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/whohasme/whohasme/scan/owner"
)

// Create makes a vault at path, whose folders need not exist yet, and opens
// it. Without u.Identities it makes an identity for the person and seals it
// under the passphrase.
//
// It fails with ErrExists where a vault is, of whatever version, and with
// ErrForeign where anything else is; both are left as they are. A Create that
// was interrupted leaves a folder on which Create may be called again.
func Create(ctx context.Context, path string, u Unlock) (*Vault, error) {
	dir := folder(path)
	if err := dir.free(); err != nil {
		return nil, fault("create vault", err)
	}
	k := newKeys(newSecret())
	wrapped, err := u.wrap(k.master)
	if err != nil {
		return nil, fault("create vault", err)
	}
	if err := dir.build(ctx, k, wrapped); err != nil {
		return nil, fault("create vault", err)
	}
	v, err := dir.open(ctx, k, wrapped.identities)
	return v, fault("create vault", err)
}

// free returns nil where a vault can be made.
func (f folder) free() error {
	switch err := f.check(); {
	case err == nil, errors.Is(err, ErrNewer):
		return ErrExists
	case errors.Is(err, ErrNoVault):
		return nil
	default:
		return err
	}
}

// build writes a vault's files. The format file stands there under another
// name until all is on the disk; its renaming makes the folder a vault, at once
// or not at all.
func (f folder) build(ctx context.Context, k keys, w sealed) (err error) {
	_, before := os.Stat(string(f))
	if err := owner.MkdirAll(string(f)); err != nil {
		return err
	}
	release, err := f.lock(lockFile)
	if err != nil {
		if errors.Is(before, fs.ErrNotExist) {
			_ = os.Remove(string(f)) // fails, rightly, when anything is in it
		}
		return err
	}
	defer release()
	if err := f.free(); err != nil { // again, now that nobody else is at it
		return err
	}
	if err := errors.Join(owner.Restrict(string(f)), f.clear()); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.undo(errors.Is(before, fs.ErrNotExist))
		}
	}()
	if err := f.write(makingFile, []byte(formatLine)); err != nil {
		return err
	}
	if err := f.fill(ctx, k, w); err != nil {
		return err
	}
	if err := f.sync(); err != nil {
		return err
	}
	if err := os.Rename(f.file(makingFile), f.file(formatFile)); err != nil {
		return err
	}
	return f.sync()
}

// fill writes the keys and an empty journal.
func (f folder) fill(ctx context.Context, k keys, w sealed) error {
	if err := f.write(keyFile, w.key); err != nil {
		return err
	}
	if w.identity != nil {
		if err := f.write(identityFile, w.identity); err != nil {
			return err
		}
	}
	if err := f.write(journalFile, nil); err != nil { // for its rights
		return err
	}
	s, err := openAs(ctx, shared, f.file(journalFile), k.file)
	if err != nil {
		return err
	}
	err = s.update(ctx, func(t *tx) error {
		if _, err := t.exec(schema); err != nil {
			return err
		}
		for _, m := range w.members {
			if err := t.addMember(m); err != nil {
				return err
			}
		}
		if err := t.setHead("", tip{}.seal(k.head, "")); err != nil {
			return err
		}
		return signRoster(t, k.roster)
	})
	return errors.Join(err, s.close())
}

// undo takes back a failed build, as far as it can.
func (f folder) undo(made bool) {
	_ = os.Rename(f.file(formatFile), f.file(makingFile))
	_ = f.clear()
	if made {
		_ = os.Remove(f.file(lockFile))
		_ = os.Remove(string(f)) // fails, rightly, when anything else is there
	}
}
