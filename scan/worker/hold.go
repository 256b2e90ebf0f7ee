package worker

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/vault"
)

// TTL is how long a broker's lease holds after it was last renewed: a sweep
// whose machine died is taken over after this time.
const TTL = 30 * time.Second

// How a lease is kept, in parts of its time.
const (
	renewals    = 3   // times it is renewed within its time
	glances     = 100 // times it is looked at, on our own clock, within its time
	confirmTime = 2 * time.Second
	returnTime  = 5 * time.Second // for what is left to do when a sweep is over
)

// name is that of a broker's lease.
func name(broker string) string { return leases + broker }

// leases is what the names of all brokers' leases begin with.
const leases = "broker/"

// Holder takes brokers' leases. Whoever visits brokers of a shared vault does
// it under one.
type Holder struct {
	Vault *vault.Vault
	TTL   time.Duration // 0: TTL
	// Crawler makes the crawler of one holding, which is closed at its end. Its
	// [crawl.Options].After must be the instant given: somebody else may have asked
	// the broker's hosts until then.
	Crawler func(after time.Time) (*crawl.Crawler, error)
}

// Holding is a broker's lease while it is held.
type Holding struct {
	Crawler *crawl.Crawler
	Rest    time.Duration // nobody may take the lease for as long after it was given back; set by whoever holds it

	vault *vault.Vault
	lease *vault.Lease
	lose  context.CancelCauseFunc
}

// Under takes a broker's lease, calls do while it is held, and gives it back.
// Where another holds it or it rests the error is vault.ErrTaken, at once.
//
// The context of do has a gate ([crawl.Gated]) that asks before each request
// whether the lease is still held, and ends as soon as it is not; the error is
// then vault.ErrLeaseLost. What the broker's hosts asked for is read from the
// memory anew after the lease is taken, and written before it is given back.
// The first request comes a pace after the lease was taken, so that it keeps
// the distance to the last one of whoever had it before.
func (h Holder) Under(ctx context.Context, broker string, do func(context.Context, *Holding) error) (err error) {
	ttl := h.TTL
	if ttl <= 0 {
		ttl = TTL
	}
	lease, err := h.Vault.Lease(ctx, name(broker), ttl)
	if err != nil {
		return err
	}
	held, lose := context.WithCancelCause(ctx)
	hold := &Holding{vault: h.Vault, lease: lease, lose: lose}
	var beside sync.WaitGroup
	defer func() {
		lose(nil) // the heart stops first, so that it does not find a lease that was given back
		beside.Wait()
		if errors.Is(context.Cause(held), vault.ErrLeaseLost) {
			err = vault.ErrLeaseLost
			return
		}
		hold.end(ctx)
	}()
	beside.Go(func() { hold.renew(held, ttl) })
	beside.Go(func() { hold.watch(held, ttl) })
	if hold.Crawler, err = h.Crawler(time.Now()); err != nil {
		return err
	}
	defer hold.Crawler.Close()
	return do(crawl.Gated(held, hold.gate), hold)
}

// renew is the heartbeat of a lease. While the database does not answer it goes
// on trying; that the time is over, watch sees.
func (h *Holding) renew(ctx context.Context, ttl time.Duration) {
	wait := ttl / renewals
	for {
		if sleep(ctx, wait) != nil {
			return
		}
		timed, stop := context.WithTimeout(ctx, ttl/renewals)
		err := h.lease.Renew(timed)
		stop()
		switch {
		case err == nil:
			wait = ttl / renewals
		case errors.Is(err, vault.ErrLeaseLost):
			h.lose(vault.ErrLeaseLost)
			return
		default:
			wait = ttl / renewals / 10
		}
	}
}

// watch ends the holding when the lease's time is over by our own clock, so
// that a request that is under way then is broken off.
func (h *Holding) watch(ctx context.Context, ttl time.Duration) {
	for sleep(ctx, ttl/glances) == nil {
		if h.lease.Held() != nil {
			h.lose(vault.ErrLeaseLost)
			return
		}
	}
}

// gate says whether a request may go out. The database is asked whether the
// token is still the one; where it does not answer, our own clock decides.
func (h *Holding) gate(ctx context.Context) error {
	timed, stop := context.WithTimeout(ctx, confirmTime)
	defer stop()
	err := h.lease.Confirm(timed)
	if !errors.Is(err, vault.ErrLeaseLost) {
		err = h.lease.Held()
	}
	if err != nil {
		h.lose(vault.ErrLeaseLost)
		return vault.ErrLeaseLost
	}
	return ctx.Err()
}

// Append appends events while the lease is held. Where the database does not
// answer it is tried again, until the lease's time is over.
func (h *Holding) Append(ctx context.Context, events ...vault.Envelope) error {
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, 2*time.Second) {
		err := h.vault.AppendUnder(ctx, h.lease, events...)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, vault.ErrLeaseLost), h.lease.Held() != nil:
			h.lose(vault.ErrLeaseLost)
			return vault.ErrLeaseLost
		case !passing(err):
			return err
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// end gives a lease back, with what the hosts asked for. Where that cannot be
// said the lease ends by itself, and whoever takes it next waits a pace.
func (h *Holding) end(ctx context.Context) {
	timed, stop := context.WithTimeout(context.WithoutCancel(ctx), returnTime)
	defer stop()
	if h.lease.Held() != nil {
		return
	}
	if h.Crawler != nil && h.Crawler.Save(timed) != nil {
		return // let it run out: the next holder would not know what the hosts asked for
	}
	_ = h.lease.End(timed, h.Rest)
}

// sleep waits for d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
