package vault

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/ncruces/go-sqlite3"
)

// Checked is what looking for damage came to.
type Checked struct {
	Damage []Damage
	Heads  []Head // only where there is no damage
	By     Member // who looked; empty where the journal does not open
	// Closed is how many subjects this member does not open: their chains were
	// checked by their links, and what stands in them was not looked at.
	Closed int
}

// Check looks for damage like [Vault.Verify], in a vault that may be too
// damaged to open: a journal that does not open with the right key is damage,
// too. It returns the heads only when there is none.
//
// The error is for a vault that could not be looked at, and never ErrDamaged:
// that of Open, or that a file with the vault's key is lost, since without it
// nobody can say anything about the journal.
func Check(ctx context.Context, where string, u Unlock) ([]Damage, []Head, error) {
	c, err := Examine(ctx, where, u)
	if err != nil {
		return nil, nil, err
	}
	return c.Damage, c.Heads, nil
}

// Examine is Check, and says how much of the vault was looked at.
func Examine(ctx context.Context, where string, u Unlock) (*Checked, error) {
	p := at(where)
	master, ids, err := unlock(ctx, p, u)
	if broken(err) {
		err = errKeyLost
	}
	if err != nil {
		return nil, fault("open vault", errors.Join(err, p.leave()))
	}
	v, err := connect(ctx, p, newKeys(master), ids)
	if broken(err) {
		return &Checked{Damage: []Damage{{Text: p.lost()}}}, nil
	}
	if err != nil {
		return nil, fault("open vault", err)
	}
	defer func() { _ = v.Close() }()
	c, err := v.examine(ctx)
	if err != nil {
		return nil, err
	}
	return c, nil
}

var errKeyLost = errors.New("its " + keyFile + " or " + identityFile + " is missing or damaged; the vault opens when they are put back from a backup")

// examine verifies an open vault and reads its heads.
func (v *Vault) examine(ctx context.Context) (c *Checked, err error) {
	c = &Checked{By: v.me}
	if c.Damage, err = v.Verify(ctx); err != nil || len(c.Damage) > 0 {
		return c, err
	}
	if c.Heads, err = v.Heads(ctx); err != nil {
		return c, err
	}
	closed, err := v.listSubjects(ctx, func(s subjectRow) bool { return !v.me.opens(s.keepers) })
	c.Closed = len(closed)
	return c, err
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
