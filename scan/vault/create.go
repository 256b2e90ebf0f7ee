package vault

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/whohasme/whohasme/scan/owner"
)

// Create makes a vault at a place, as in [Open], and opens it. The folders of a
// path need not exist yet; a database must. Without u.Identities it makes an identity for the person and seals it
// under the passphrase.
//
// It fails with ErrExists where a vault is, of whatever version, and with
// ErrForeign where anything else is; both are left as they are. A Create that
// was interrupted leaves a folder on which Create may be called again.
func Create(ctx context.Context, where string, u Unlock) (*Vault, error) {
	p := at(where)
	v, err := create(ctx, p, u)
	if err != nil {
		err = errors.Join(err, p.leave())
	}
	return v, fault("create vault", err)
}

func create(ctx context.Context, p place, u Unlock) (*Vault, error) {
	if err := free(ctx, p); err != nil {
		return nil, err
	}
	k := newKeys(newSecret())
	wrapped, err := u.wrap(k.master)
	if err != nil {
		return nil, err
	}
	if err := p.build(ctx, k, wrapped, founding(k, wrapped)); err != nil {
		return nil, err
	}
	return open(ctx, p, k, wrapped.identities)
}

// build writes a vault's files. The format file stands there under another
// name until all is on the disk; its renaming makes the folder a vault, at once
// or not at all. contents writes all rows of the journal.
func (f folder) build(ctx context.Context, k keys, w sealed, contents func(*tx) error) (err error) {
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
	if err := free(ctx, f); err != nil { // again, now that nobody else is at it
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
	if err := f.fill(ctx, k, w, contents); err != nil {
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

// fill writes the keys and the journal.
func (f folder) fill(ctx context.Context, k keys, w sealed, contents func(*tx) error) error {
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
	err = s.update(ctx, func(t *tx) error { return t.found(w, contents) })
	return errors.Join(err, s.close())
}

// found makes the tables of a new vault, and fills them.
func (t *tx) found(w sealed, contents func(*tx) error) error {
	if _, err := t.exec(schemaFor(t.s)); err != nil {
		return err
	}
	if err := t.setVersion(newest(ladder)); err != nil {
		return err
	}
	if _, err := t.exec(`INSERT INTO tokens (last) VALUES (0)`); err != nil {
		return err
	}
	if t.s.server != nil {
		if err := t.keepFiles(w); err != nil {
			return err
		}
	}
	return contents(t)
}

// founding writes what stands in a new journal from the start.
func founding(k keys, w sealed) func(*tx) error {
	return func(t *tx) error {
		for _, m := range w.members {
			if err := t.addMember(m); err != nil {
				return err
			}
		}
		if err := t.setHead("", tip{}.seal(k.head, "")); err != nil {
			return err
		}
		if err := t.setMeta(wrappedRow, sumOf(w.key)); err != nil {
			return err
		}
		return signRoster(t, k.roster)
	}
}

// keepFiles keeps in rows what a folder has in files.
func (t *tx) keepFiles(w sealed) error {
	if err := t.setMeta(formatFile, []byte(formatLine)); err != nil {
		return err
	}
	if err := t.setMeta(keyFile, w.key); err != nil || w.identity == nil {
		return err
	}
	return t.setMeta(identityFile, w.identity)
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
