package vault

import (
	"context"
	"crypto/rand"
	"sync"
	"time"
)

// Lease is a named thing that one holder has at a time, such as the visits to
// one broker. It runs out unless it is renewed, so that a holder who died is
// followed by another. It is safe for concurrent use.
//
// Times are the database's own on a shared vault: what the clocks of the
// machines say does not matter, only that they run.
type Lease struct {
	v     *Vault
	name  string
	nonce string // tells this holder from all others
	token int64
	ttl   time.Duration

	mu    sync.Mutex
	until time.Time // with the monotonic clock: when the lease is over, at the latest, less a margin
	ended bool
}

// Lease takes a named thing for a time. It fails with ErrTaken at once while
// another has it or it rests. A holder does something before ttl is over: Renew
// or End.
func (v *Vault) Lease(ctx context.Context, name string, ttl time.Duration) (*Lease, error) {
	l := &Lease{v: v, name: name, nonce: rand.Text(), ttl: ttl}
	asked := v.now()
	if err := v.store.view(ctx, func(t *tx) error { return t.vacant(v, name) }); err != nil { // most often it is not, and nothing is locked for that
		return nil, fault("take lease", err)
	}
	err := v.store.update(ctx, func(t *tx) (err error) {
		l.token, err = t.takeLease(v, name, l.nonce, ttl)
		return err
	})
	if err != nil {
		return nil, fault("take lease", err)
	}
	l.begins(asked)
	return l, nil
}

// begins has the time run from when the database was asked, which is before it
// answered. The fifth part is kept back, for what is under way when it is over.
func (l *Lease) begins(asked time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until = asked.Add(l.ttl - l.ttl/5)
}

// Name is what was taken.
func (l *Lease) Name() string { return l.name }

// Token grows with every holder of any lease, and never goes back: of two
// holders the one with the smaller token is the one of the past.
func (l *Lease) Token() int64 { return l.token }

// Held returns nil as long as nobody else can have the lease, by our own clock
// alone, and ErrLeaseLost afterwards. It is quick enough to be asked before
// every request.
func (l *Lease) Held() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.v.now()
	// The monotonic clock stands still while a machine sleeps, the other may be
	// set: whichever is further decides.
	if l.ended || !now.Before(l.until) || !now.Round(0).Before(l.until.Round(0)) {
		return ErrLeaseLost
	}
	return nil
}

// Renew has the lease run for its whole time again. It fails with ErrLeaseLost
// when somebody else took it, or it was given back.
func (l *Lease) Renew(ctx context.Context) error {
	asked := l.v.now()
	err := l.v.store.update(ctx, func(t *tx) error { return t.renewLease(l) })
	if err != nil {
		return fault("renew lease", err)
	}
	l.begins(asked)
	return nil
}

// Confirm asks the database whether the lease is still ours and not over:
// ErrLeaseLost if not.
func (l *Lease) Confirm(ctx context.Context) error {
	return fault("confirm lease", l.v.store.view(ctx, func(t *tx) error {
		now, err := t.now(l.v)
		if err != nil {
			return err
		}
		row, err := t.lease(l.name, "")
		if err == nil && (!row.of(l) || row.until <= now) {
			err = ErrLeaseLost
		}
		return err
	}))
}

// End gives the lease back; nobody can take it before rest is over. It fails
// with ErrLeaseLost when it was lost before.
func (l *Lease) End(ctx context.Context, rest time.Duration) error {
	l.mu.Lock()
	l.ended = true
	l.mu.Unlock()
	return fault("give lease back", l.v.store.update(ctx, func(t *tx) error { return t.endLease(l, rest) }))
}

// Holding is a lease as others see it.
type Holding struct {
	Name  string
	Token int64         // of the last holder; 0 where there was none
	Left  time.Duration // how long it is held or rests still; 0 or less when it is free
}

// Leases lists the leases whose name begins with a prefix, by name.
func (v *Vault) Leases(ctx context.Context, prefix string) (list []Holding, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		now, err := t.now(v)
		if err != nil {
			return err
		}
		list, err = t.holdings(prefix, now)
		return err
	})
	return list, fault("list leases", err)
}

// AppendUnder is Append by the holder of a lease: in the same transaction it
// fails with ErrLeaseLost, and writes nothing, when another has taken the lease
// or it was given back. A lease that ran out and that nobody took still counts.
func (v *Vault) AppendUnder(ctx context.Context, l *Lease, events ...Envelope) error {
	return v.appendAs(ctx, appending{lease: l}, events)
}
