package vault

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/ncruces/go-sqlite3"
)

// Check looks for damage like [Vault.Verify], in a vault that may be too
// damaged to open: a journal that does not open with the right key is damage,
// too. It returns the heads only when there is none.
//
// The error is for a vault that could not be looked at, and never ErrDamaged:
// that of Open, or that a file with the vault's key is lost, since without it
// nobody can say anything about the journal.
func Check(ctx context.Context, where string, u Unlock) ([]Damage, []Head, error) {
	p := at(where)
	master, ids, err := unlock(ctx, p, u)
	if broken(err) {
		err = errKeyLost
	}
	if err != nil {
		return nil, nil, fault("open vault", errors.Join(err, p.leave()))
	}
	v, err := connect(ctx, p, newKeys(master), ids)
	if broken(err) {
		return []Damage{{Text: p.lost()}}, nil, nil
	}
	if err != nil {
		return nil, nil, fault("open vault", err)
	}
	defer func() { _ = v.Close() }()
	return v.examine(ctx)
}

var errKeyLost = errors.New("its " + keyFile + " or " + identityFile + " is missing or damaged; the vault opens when they are put back from a backup")

// examine verifies an open vault and reads its heads.
func (v *Vault) examine(ctx context.Context) ([]Damage, []Head, error) {
	damage, err := v.Verify(ctx)
	if err != nil || len(damage) > 0 {
		return damage, nil, err
	}
	heads, err := v.Heads(ctx)
	return nil, heads, err
}

// lost says what is wrong with a journal that does not open.
func (f folder) lost() string {
	switch info, err := os.Stat(f.file(journalFile)); {
	case errors.Is(err, fs.ErrNotExist):
		return "the journal's database is missing"
	case err == nil && info.Size() == 0:
		return "the journal's database is empty"
	default:
		return "the journal's database cannot be read: it is damaged, or another vault's"
	}
}

// broken tells damage from faults of the moment. Our queries are right, so a
// table or column that the database does not find has been lost.
func broken(err error) bool {
	return err != nil && (errors.Is(cause(err), ErrDamaged) || serverBroken(err) || oneOf(err, sqlite3.ERROR, sqlite3.MISMATCH, sqlite3.TOOBIG))
}
