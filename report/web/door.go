package web

import (
	"context"
	"errors"
	"runtime/debug"
	"sync"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
)

// Door opens and makes the vault. Its functions come from the caller, who
// knows where it is.
type Door struct {
	Probe  func() error                                                             // as vault.Probe: nil where there is a vault
	Open   func(ctx context.Context, passphrase string) (*casebook.Casebook, error) // opens it
	Create func(ctx context.Context, passphrase string) (*casebook.Casebook, error) // makes a new one, and opens it
	Keyed  bool                                                                     // an identity file opens it, so that no passphrase is asked
}

// errLocked says that the vault is not open.
var errLocked = errors.New("the vault is locked")

// vaultDoor is the vault while the dashboard runs: open or not, and in use by
// how many. A locked vault is closed, and its keys forgotten, when the last
// use of it ends.
type vaultDoor struct {
	Door
	turn sync.Mutex // one passphrase is tried at a time

	mu     sync.Mutex
	book   *casebook.Casebook
	uses   int
	locked bool      // nobody comes in any more
	since  time.Time // when it was opened last
	now    func() time.Time
}

// enter returns the casebook until release is called.
func (d *vaultDoor) enter() (book *casebook.Casebook, release func(), err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.book == nil || d.locked {
		return nil, nil, errLocked
	}
	d.uses++
	var once sync.Once
	return d.book, func() { once.Do(d.leave) }, nil
}

func (d *vaultDoor) leave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.uses--
	d.shut()
}

// shut closes a locked vault that nobody uses. The caller holds mu.
func (d *vaultDoor) shut() {
	if d.locked && d.uses == 0 && d.book != nil {
		_ = d.book.Vault.Close() // everything appended is on the disk already
		d.book = nil
		// What nobody holds any more lies in memory until it is used again. Given
		// back to the machine, most of it is gone. What pools hold goes the second
		// time.
		go func() {
			debug.FreeOSMemory()
			debug.FreeOSMemory()
		}()
	}
}

// lock lets nobody in any more.
func (d *vaultDoor) lock() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.locked = true
	d.shut()
}

// lockAfter is lock where the vault has been open for longer than a while.
func (d *vaultDoor) lockAfter(while time.Duration) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.locked || !older(d.since, d.now(), while) {
		return false
	}
	d.locked = true
	d.shut()
	return true
}

// unlock opens the vault with a passphrase, also while a scan has it open: the
// passphrase is tried in any case.
func (d *vaultDoor) unlock(ctx context.Context, passphrase string) error {
	return d.open(ctx, passphrase, d.Open)
}

func (d *vaultDoor) open(ctx context.Context, passphrase string, how func(context.Context, string) (*casebook.Casebook, error)) error {
	d.turn.Lock()
	defer d.turn.Unlock()
	if err := ctx.Err(); err != nil { // the browser has given up waiting for its turn
		return err
	}
	book, err := how(ctx, passphrase)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.book != nil {
		_ = book.Vault.Close()
	} else {
		d.book = book
	}
	d.locked, d.since = false, d.now()
	return nil
}

// try says whether a passphrase opens the vault, and leaves everything as it
// is.
func (d *vaultDoor) try(ctx context.Context, passphrase string) error {
	d.turn.Lock()
	defer d.turn.Unlock()
	book, err := d.Open(ctx, passphrase)
	if err != nil {
		return err
	}
	return book.Vault.Close()
}
