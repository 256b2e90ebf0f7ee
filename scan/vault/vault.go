package vault

import (
	"bytes"
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
	place place
	dir   folder // the place, if it is one
	store *store
	keys  keys
	ids   []age.Identity
	me    Member

	line line       // of callers that append
	turn sync.Mutex // to append

	mu     sync.Mutex
	opened map[string]chainKeys // by subject id
	roster []byte               // the hash of members and subjects that opened goes by

	now func() time.Time // for leases: time that passes, not the casebook's
}

// Format keeps the keys in a vault out of logs and errors.
func (v *Vault) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "vault") }

// Open opens the vault at a place: a folder, or a PostgreSQL database by its DSN
// (postgres://...).
//
// It fails with ErrNoVault, ErrForeign, ErrNewer, ErrNoKey, ErrWrongKey,
// ErrDamaged, ErrDenied, ErrFull, ErrBusy, or the error of u.Passphrase; a
// database besides with ErrGone, ErrLogin, ErrNoDatabase, ErrOldServer,
// ErrRights, ErrPlain, ErrTLS or ErrDSN. Close the vault when done.
//
// On a full disk a vault opens as well, for reading, while no other program
// has it open; until it is closed, others then get ErrBusy.
func Open(ctx context.Context, where string, u Unlock) (*Vault, error) {
	p := at(where)
	master, ids, err := unlock(ctx, p, u)
	if err != nil {
		return nil, fault("open vault", errors.Join(err, p.leave()))
	}
	v, err := open(ctx, p, newKeys(master), ids)
	return v, fault("open vault", err)
}

// open opens the journal of a vault whose key is known.
func open(ctx context.Context, p place, k keys, ids []age.Identity) (*Vault, error) {
	v, err := connect(ctx, p, k, ids)
	if err != nil {
		return nil, err
	}
	err = v.store.view(ctx, func(t *tx) error {
		_, err := v.tip(t, "")
		return err
	})
	if err == nil {
		err = v.settle(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, v.store.close())
	}
	return v, nil
}

// settle mends what a crash left of a change of members. Where the disk is full
// or not ours to write the vault opens all the same.
func (v *Vault) settle(ctx context.Context) error {
	var fits bool
	err := v.store.view(ctx, func(t *tx) (err error) {
		fits, err = v.fits(t)
		return err
	})
	if err != nil || fits {
		return err
	}
	return v.mendIfAble(ctx)
}

// mendIfAble mends, and leaves it to the next who opens the vault where the disk
// is full, not ours to write, or others are at work.
func (v *Vault) mendIfAble(ctx context.Context) error {
	if err := cause(v.mend(ctx)); err != nil && !oneOf(err, ErrFull, ErrDenied, ErrBusy) {
		return err
	}
	return nil
}

// connect is open without a look at what the journal holds.
func connect(ctx context.Context, p place, k keys, ids []age.Identity) (*Vault, error) {
	s, err := p.connect(ctx, k)
	if err != nil {
		return nil, err
	}
	v := &Vault{place: p, store: s, keys: k, ids: ids, opened: map[string]chainKeys{}, now: time.Now}
	v.dir, _ = p.(folder)
	if err := migrate(ctx, s, k, ladder); err != nil {
		return nil, errors.Join(err, s.close())
	}
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

// connect opens the journal's database.
func (f folder) connect(ctx context.Context, k keys) (*store, error) {
	info, err := os.Stat(f.file(journalFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrDamaged
	case err != nil:
		return nil, err
	case info.Size() == 0:
		return nil, ErrDamaged // SQLite would take it for a new database
	}
	return openStore(ctx, f.file(journalFile), k.file)
}

// Close ends the use of the vault. What was appended is on the disk already.
func (v *Vault) Close() error { return fault("close vault", v.store.close()) }

// Shared reports whether programs on several machines may have the vault open:
// whether it is a database rather than a folder.
func (v *Vault) Shared() bool { return v.store.server != nil }

// Lock takes a vault in a folder for one scanner at a time, across processes,
// and returns ErrBusy at once when another has it. Reading and appending need no
// lock. A process that ends, in whatever way, gives the lock back. On a shared
// vault it takes nothing: leases are what keeps visitors apart there.
func (v *Vault) Lock() (release func(), err error) {
	if err := v.store.file.there(); err != nil {
		return nil, fault("lock vault", err)
	}
	release, err = v.place.lock(lockFile)
	return release, fault("lock vault", err)
}

// LockWatch takes a vault in a folder for one program that keeps looking, as
// Lock does for one scanner. It hinders no scan. On a shared vault it takes
// nothing: a lease of that name does it there.
func (v *Vault) LockWatch() (release func(), err error) {
	release, err = v.place.lock(watchFile)
	return release, fault("lock vault", err)
}

// chainKeys returns the keys of a chain, reading the subject's once.
func (v *Vault) chainKeys(t *tx, subject string) (chainKeys, error) {
	if err := v.current(t); err != nil {
		return chainKeys{}, err
	}
	if subject == "" {
		return v.keys.own, nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	fresh := bytes.Equal(t.roster, v.roster) // else t sees an earlier state than others have seen
	if k, ok := v.opened[subject]; ok && fresh {
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
	k := newChainKeys(s)
	if fresh {
		v.opened[subject] = k
	}
	return k, nil
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
