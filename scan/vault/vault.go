package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"filippo.io/age"
	"github.com/whohasme/whohasme/scan"
)

// Envelope is what a vault keeps of an event: enough to find it again, and a
// payload it cannot read a meaning into.
type Envelope struct {
	Kind    scan.Kind
	Subject string    // subject id; "" for an event of the vault itself
	Broker  string    // broker id; "" where there is none
	At      time.Time // kept to the microsecond, read back in UTC
	Payload []byte
	// Pages are the pages the event rests on, kept sealed in the same
	// transaction. Entries read back leave it empty: see [Vault.Page].
	Pages [][]byte
	// Packed are those of Pages in gzip that the caller has so already, and nil for
	// the others. It may be shorter than Pages.
	Packed [][]byte
	// Held says of each of Pages whether an event of this subject that the same
	// caller has appended keeps it already, so that it need not be sealed again.
	// It may be shorter than Pages.
	Held []bool
}

// Entry is an envelope read back from the journal.
type Entry struct {
	Envelope
	Seq int64 // place in its chain, from 1, without gaps
}

// Vault is an open vault. Its methods may be called from several goroutines,
// and several processes may have one vault open.
type Vault struct {
	dir   folder
	store *store
	keys  keys
	ids   []age.Identity
	me    Member

	line line       // of callers that append
	turn sync.Mutex // to append

	mu     sync.Mutex
	opened map[string]chainKeys // by subject id
}

// Format keeps the keys in a vault out of logs and errors.
func (v *Vault) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "vault") }

// Open opens the vault at path.
//
// It fails with ErrNoVault, ErrForeign, ErrNewer, ErrNoKey, ErrWrongKey,
// ErrDamaged, ErrDenied, ErrFull, ErrBusy, or the error of u.Passphrase. Close
// the vault when done.
//
// On a full disk a vault opens as well, for reading, while no other program
// has it open; until it is closed, others then get ErrBusy.
func Open(ctx context.Context, path string, u Unlock) (*Vault, error) {
	dir := folder(path)
	master, ids, err := dir.unlock(u)
	if err != nil {
		return nil, fault("open vault", err)
	}
	v, err := dir.open(ctx, newKeys(master), ids)
	return v, fault("open vault", err)
}

// unlock reads the vault's key.
func (f folder) unlock(u Unlock) (secret, []age.Identity, error) {
	if err := f.check(); err != nil {
		return secret{}, nil, err
	}
	wrapped, err := f.read(keyFile, 1<<20)
	if errors.Is(err, fs.ErrNotExist) {
		return secret{}, nil, ErrDamaged
	}
	if err != nil {
		return secret{}, nil, err
	}
	if len(u.Identities) > 0 {
		master, err := unwrap(wrapped, u.Identities)
		return master, u.Identities, err
	}
	file, err := f.read(identityFile, 1<<16)
	if errors.Is(err, fs.ErrNotExist) {
		return secret{}, nil, fmt.Errorf("it opens with an identity file only: %w", ErrNoKey)
	}
	if err != nil {
		return secret{}, nil, err
	}
	p, err := u.passphrase()
	if err != nil {
		return secret{}, nil, err
	}
	if r, typed := ParseRecovery(p); typed { // in the passphrase's place
		ids := []age.Identity{r.Identity()}
		master, err := unwrap(wrapped, ids)
		return master, ids, err
	}
	ids, err := openIdentity(file, p)
	if err != nil {
		return secret{}, nil, err
	}
	master, err := unwrap(wrapped, ids)
	if errors.Is(err, ErrWrongKey) {
		err = ErrDamaged // the passphrase was right: these files are of two vaults
	}
	return master, ids, err
}

// open opens the journal of a vault whose key is known.
func (f folder) open(ctx context.Context, k keys, ids []age.Identity) (*Vault, error) {
	v, err := f.connect(ctx, k, ids)
	if err != nil {
		return nil, err
	}
	err = v.store.view(ctx, func(t *tx) error {
		_, err := v.tip(t, "")
		return err
	})
	if err != nil {
		return nil, errors.Join(err, v.store.close())
	}
	return v, nil
}

// connect is open without a look at what the journal holds.
func (f folder) connect(ctx context.Context, k keys, ids []age.Identity) (*Vault, error) {
	info, err := os.Stat(f.file(journalFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrDamaged
	case err != nil:
		return nil, err
	case info.Size() == 0:
		return nil, ErrDamaged // SQLite would take it for a new database
	}
	s, err := openStore(ctx, f.file(journalFile), k.file)
	if err != nil {
		return nil, err
	}
	v := &Vault{dir: f, store: s, keys: k, ids: ids, opened: map[string]chainKeys{}}
	err = s.view(ctx, func(t *tx) error {
		members, err := t.members()
		if err != nil {
			return err
		}
		v.me, err = recognise(members, ids)
		return err
	})
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return v, nil
}

// Close ends the use of the vault. What was appended is on the disk already.
func (v *Vault) Close() error { return fault("close vault", v.store.close()) }

// Lock takes the vault for one scanner at a time, across processes, and
// returns ErrBusy at once when another has it. Reading and appending need no
// lock. A process that ends, in whatever way, gives the lock back.
func (v *Vault) Lock() (release func(), err error) {
	release, err = v.dir.lock(lockFile)
	return release, fault("lock vault", err)
}

// LockWatch takes the vault for one program that keeps looking, as Lock does for
// one scanner. It hinders no scan.
func (v *Vault) LockWatch() (release func(), err error) {
	release, err = v.dir.lock(watchFile)
	return release, fault("lock vault", err)
}

// chainKeys returns the keys of a chain, reading the subject's once.
func (v *Vault) chainKeys(t *tx, subject string) (chainKeys, error) {
	if subject == "" {
		return v.keys.own, nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if k, ok := v.opened[subject]; ok {
		return k, nil
	}
	row, found, err := t.subject(subject)
	if err != nil {
		return chainKeys{}, err
	}
	if !found {
		return chainKeys{}, ErrNoSubject
	}
	if !v.me.opens(row.keepers) {
		return chainKeys{}, errOthers
	}
	s, err := v.openSubject(row.wrapped)
	if err != nil {
		return chainKeys{}, err
	}
	v.opened[subject] = newChainKeys(s)
	return v.opened[subject], nil
}

// openSubject unwraps a subject's key. The vault's own key has been opened by
// the same identities, so a failure is damage.
func (v *Vault) openSubject(wrapped []byte) (secret, error) {
	s, err := unwrap(wrapped, v.ids)
	if err != nil {
		return secret{}, ErrDamaged
	}
	return s, nil
}
