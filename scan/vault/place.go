package vault

import (
	"context"
	"errors"
	"io/fs"

	"filippo.io/age"
)

// place is where a vault is: a folder, or a PostgreSQL database.
type place interface {
	// check looks without touching: nil for a vault of this version, ErrNewer,
	// ErrForeign, or ErrNoVault where one may be made.
	check(ctx context.Context) error
	// load reads key.age or identity.age; fs.ErrNotExist when there is none.
	load(ctx context.Context, name string, limit int64) ([]byte, error)
	// build makes a vault's files or tables, at once or not at all. contents
	// writes all rows.
	build(ctx context.Context, k keys, w sealed, contents func(*tx) error) error
	// connect opens the journal, which is closed by whoever gets it.
	connect(ctx context.Context, k keys) (*store, error)
	// lock takes the place for one program of a kind, or returns ErrBusy at once.
	lock(name string) (release func(), err error)
	// lost says what is wrong with a journal that does not open.
	lost() string
	// leave gives up what check and load have opened.
	leave() error
}

// at returns the place that a path or a DSN names.
func at(where string) place {
	if isDSN(where) {
		return &database{dsn: where}
	}
	return folder(where)
}

// free returns nil where a vault can be made.
func free(ctx context.Context, p place) error {
	switch err := p.check(ctx); {
	case err == nil, errors.Is(err, ErrNewer):
		return ErrExists
	case errors.Is(err, ErrNoVault):
		return nil
	default:
		return err
	}
}

// unlock reads the vault's key.
func unlock(ctx context.Context, p place, u Unlock) (secret, []age.Identity, error) {
	if err := p.check(ctx); err != nil {
		return secret{}, nil, err
	}
	x, err := loadTexts(ctx, p, len(u.Identities) == 0)
	if err != nil {
		return secret{}, nil, err
	}
	return x.open(u)
}

// texts are the two files that open a vault.
type texts struct {
	key      []byte // key.age
	identity []byte // identity.age; nil when there is none
}

// loadTexts reads them, and the person's identity where it is wanted.
func loadTexts(ctx context.Context, p place, identity bool) (x texts, err error) {
	x.key, err = p.load(ctx, keyFile, maxKeyFile)
	if errors.Is(err, fs.ErrNotExist) {
		return x, ErrDamaged
	}
	if err != nil || !identity {
		return x, err
	}
	x.identity, err = p.load(ctx, identityFile, maxIdentityFile)
	if errors.Is(err, fs.ErrNotExist) {
		return texts{key: x.key}, nil
	}
	return x, err
}

// open reads the vault's key.
func (x texts) open(u Unlock) (secret, []age.Identity, error) {
	if len(u.Identities) > 0 {
		master, err := unwrap(x.key, u.Identities)
		return master, u.Identities, err
	}
	if x.identity == nil {
		return secret{}, nil, errNoPassphrase
	}
	text, err := u.passphrase()
	if err != nil {
		return secret{}, nil, err
	}
	if r, typed := ParseRecovery(text); typed { // in the passphrase's place
		ids := []age.Identity{r.Identity()}
		master, err := unwrap(x.key, ids)
		return master, ids, err
	}
	ids, err := openIdentity(x.identity, text)
	if err != nil {
		return secret{}, nil, err
	}
	master, err := unwrap(x.key, ids)
	if errors.Is(err, ErrWrongKey) {
		err = ErrDamaged // the passphrase was right: these files are of two vaults
	}
	return master, ids, err
}
