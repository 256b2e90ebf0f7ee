package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"slices"
)

// keyText reads key.age.
func (v *Vault) keyText(t *tx) ([]byte, error) {
	file, err := v.textOf(t, keyFile, maxKeyFile)
	if err == nil && file == nil {
		err = ErrDamaged
	}
	return file, err
}

// identityText reads identity.age, nil where there is none.
func (v *Vault) identityText(t *tx) ([]byte, error) {
	return v.textOf(t, identityFile, maxIdentityFile)
}

// textOf reads what is a file of a folder and a row of a database.
func (v *Vault) textOf(t *tx, name string, limit int64) ([]byte, error) {
	if v.Shared() {
		file, _, err := t.meta(name)
		return file, err
	}
	file, err := v.dir.read(name, limit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return file, err
}

// setKeyText puts another key.age in the place of the one that is there: the
// old one or the new one stands there at any moment.
func (v *Vault) setKeyText(t *tx, file []byte) error {
	if v.Shared() {
		return t.setMeta(keyFile, file)
	}
	return v.dir.replace(keyFile, file)
}

// setIdentityText is setKeyText for identity.age; nil removes it.
func (v *Vault) setIdentityText(t *tx, file []byte) error {
	if v.Shared() {
		return v.setIdentityRow(t, file)
	}
	if file != nil {
		return v.dir.replace(identityFile, file)
	}
	return errors.Join(v.dir.remove(identityFile), v.dir.sync())
}

// setIdentityRow is setIdentityText for a database, where the roster covers it.
func (v *Vault) setIdentityRow(t *tx, file []byte) (err error) {
	if file != nil {
		err = t.setMeta(identityFile, file)
	} else {
		_, err = t.exec(`DELETE FROM meta WHERE name = $1`, identityFile)
	}
	if err != nil {
		return err
	}
	return signRoster(t, v.keys.roster)
}

// How long the files may be, in bytes, for us to read them. A member takes
// about 100 in key.age, 1,700 with a hybrid key.
const (
	maxKeyFile      = 1 << 20
	maxIdentityFile = 1 << 16
)

// replace writes a file in the place of another, whole or not at all. Callers
// hold the database's write lock, so there is one at a time.
func (f folder) replace(name string, data []byte) error {
	fresh := name + ".new"
	if err := os.Remove(f.file(fresh)); err != nil && !errors.Is(err, fs.ErrNotExist) { // left by a crash
		return err
	}
	if err := f.write(fresh, data); err != nil {
		_ = os.Remove(f.file(fresh))
		return err
	}
	if err := os.Rename(f.file(fresh), f.file(name)); err != nil {
		_ = os.Remove(f.file(fresh))
		return err
	}
	return f.sync()
}

// wrappedRow is the row of meta that holds the hash of the key.age that was made
// for the list of members.
const wrappedRow = "wrapped"

// fits reports whether key.age is the one that was made for the list of
// members: file and list change one after the other, and a crash may come
// between.
func (v *Vault) fits(t *tx) (bool, error) {
	file, err := v.keyText(t)
	if err != nil {
		return false, err
	}
	sum, _, err := t.meta(wrappedRow)
	return bytes.Equal(sum, sumOf(file)), err
}

// rewrap wraps the vault's key to the members.
func (v *Vault) rewrap(t *tx) error {
	members, err := t.members()
	if err != nil {
		return err
	}
	file, err := v.wrapTo(members)
	if err != nil {
		return err
	}
	if err := v.setKeyText(t, file); err != nil {
		return err
	}
	return t.setMeta(wrappedRow, sumOf(file))
}

// wrapTo makes a key.age for some members.
func (v *Vault) wrapTo(members []Member) ([]byte, error) {
	to := make([]string, len(members))
	for i, m := range members {
		to[i] = m.Recipient
	}
	recipients, err := parse(to)
	if err != nil {
		return nil, err
	}
	file, err := encrypt(v.keys.master[:], recipients...)
	if err == nil && len(file) > maxKeyFile {
		err = errors.New("the vault has too many members")
	}
	return file, err
}

// mend finishes a change of members that a crash cut short.
func (v *Vault) mend(ctx context.Context) error {
	return v.store.update(ctx, func(t *tx) error {
		if err := t.holdRoster(); err != nil {
			return err
		}
		fits, err := v.fits(t) // again, now that nobody else is at it
		if err != nil || fits {
			return err
		}
		if err := v.dropIdentity(t); err != nil {
			return err
		}
		return v.rewrap(t)
	})
}

// dropIdentity removes identity.age when it is that of nobody any more: it
// belongs to the member who made the vault.
func (v *Vault) dropIdentity(t *tx) error {
	members, err := t.members()
	if err != nil || slices.ContainsFunc(members, func(m Member) bool { return m.ID == ownerID }) {
		return err
	}
	return v.setIdentityText(t, nil)
}

func sumOf(file []byte) []byte {
	sum := sha256.Sum256(file)
	return sum[:]
}
