package vault

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func leased(t testing.TB, v *Vault, name string, ttl time.Duration) *Lease {
	t.Helper()
	l, err := v.Lease(t.Context(), name, ttl)
	ok(t, err)
	return l
}

// until asks again and again until there is no error.
func until(t testing.TB, do func() error) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		err := do()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

func storeLease(t *testing.T) {
	a, path, u := made(t, "me")
	b := opened(t, path, u)
	l := leased(t, a, "broker/example", time.Minute)
	ok(t, l.Held())
	ok(t, l.Confirm(t.Context()))
	for _, v := range []*Vault{a, b} {
		_, err := v.Lease(t.Context(), "broker/example", time.Minute)
		wants(t, err, ErrTaken)
	}
	other := leased(t, b, "broker/another", time.Minute)
	if other.Token() <= l.Token() || l.Token() < 1 {
		t.Errorf("tokens %d, then %d", l.Token(), other.Token())
	}
	ok(t, l.Renew(t.Context()))
	list, err := b.Leases(t.Context(), "broker/e")
	ok(t, err)
	if len(list) != 1 || list[0].Name != "broker/example" || list[0].Token != l.Token() || list[0].Left < 50*time.Second || list[0].Left > time.Minute {
		t.Errorf("listed %+v", list)
	}
	ok(t, l.End(t.Context(), 0))
	wants(t, l.Held(), ErrLeaseLost)
	wants(t, l.Confirm(t.Context()), ErrLeaseLost)
	wants(t, l.Renew(t.Context()), ErrLeaseLost)
	wants(t, l.End(t.Context(), time.Hour), ErrLeaseLost)
	next := leased(t, b, "broker/example", time.Minute)
	if next.Token() <= other.Token() {
		t.Errorf("token %d follows %d", next.Token(), other.Token())
	}
	wants(t, l.End(t.Context(), time.Hour), ErrLeaseLost)
	ok(t, next.Confirm(t.Context()))
	if list, err = a.Leases(t.Context(), ""); err != nil || len(list) != 2 {
		t.Errorf("listed %+v, %v", list, err)
	}
	clean(t, a)
}

// A lease that is not renewed is another's after its time, and its first holder
// is told by his own clock before.
func storeLeaseRunsOut(t *testing.T) {
	a, path, u := made(t, "me")
	b := opened(t, path, u)
	const ttl = 300 * time.Millisecond
	began := time.Now()
	l := leased(t, a, "broker/example", ttl)
	var next *Lease
	until(t, func() (err error) { next, err = b.Lease(t.Context(), "broker/example", time.Minute); return err })
	if took := time.Since(began); took < ttl {
		t.Errorf("taken over after %v", took)
	}
	wants(t, l.Held(), ErrLeaseLost)
	wants(t, l.Confirm(t.Context()), ErrLeaseLost)
	wants(t, l.Renew(t.Context()), ErrLeaseLost)
	ok(t, next.Held())
	if next.Token() <= l.Token() {
		t.Errorf("token %d follows %d", next.Token(), l.Token())
	}
	// One that ran out and that nobody took can be had again.
	short := leased(t, a, "broker/short", time.Millisecond)
	until(t, func() error {
		if short.Held() == nil {
			return errors.New("held still")
		}
		return nil
	})
	ok(t, short.Renew(t.Context()))
}

// Given back with a rest, a lease is nobody's until the rest is over.
func storeLeaseRests(t *testing.T) {
	a, path, u := made(t)
	b := opened(t, path, u)
	const rest = 300 * time.Millisecond
	l := leased(t, a, "broker/example", time.Minute)
	began := time.Now()
	ok(t, l.End(t.Context(), rest))
	_, err := b.Lease(t.Context(), "broker/example", time.Minute)
	wants(t, err, ErrTaken)
	until(t, func() error { _, err := b.Lease(t.Context(), "broker/example", time.Minute); return err })
	if took := time.Since(began); took < rest {
		t.Errorf("taken after %v", took)
	}
}

// However many ask at once, one has it.
func storeLeaseOfManySides(t *testing.T) {
	a, path, u := made(t)
	b := opened(t, path, u)
	var holders, taken atomic.Int64
	var last atomic.Int64
	var wg sync.WaitGroup
	for i := range 8 {
		v := []*Vault{a, b}[i%2]
		wg.Go(func() {
			for range 6 {
				l, err := v.Lease(context.Background(), "broker/example", time.Minute)
				if errors.Is(err, ErrTaken) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if holders.Add(1) > 1 {
					t.Error("two holders at once")
				}
				if was := last.Swap(l.Token()); was >= l.Token() {
					t.Errorf("token %d follows %d", l.Token(), was)
				}
				taken.Add(1)
				holders.Add(-1)
				if err := l.End(context.Background(), 0); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if taken.Load() == 0 {
		t.Error("nobody had it")
	}
}

func storeAppendUnder(t *testing.T) {
	a, path, u := made(t, "me")
	b := opened(t, path, u)
	l := leased(t, a, "broker/example", time.Millisecond)
	ok(t, a.AppendUnder(t.Context(), l, envelope("me", 1))) // over by now, but nobody else's
	var next *Lease
	until(t, func() (err error) { next, err = b.Lease(t.Context(), "broker/example", time.Minute); return err })
	lost := envelope("me", 2)
	lost.Pages = [][]byte{[]byte("page")}
	wants(t, a.AppendUnder(t.Context(), l, lost, envelope("", 3)), ErrLeaseLost)
	_, err := a.Page(t.Context(), "me", PageHash([]byte("page")))
	wants(t, err, ErrNoPage)
	ok(t, b.AppendUnder(t.Context(), next, envelope("me", 4)))

	// Those who append at the same time do not fail for one another.
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			switch i % 3 {
			case 0:
				if err := a.AppendUnder(t.Context(), l, envelope("me", 50+i)); !errors.Is(err, ErrLeaseLost) {
					t.Errorf("under a lost lease: %v", err)
				}
			case 1:
				if err := a.AppendUnder(t.Context(), next, envelope("me", i)); err != nil {
					t.Error(err)
				}
			default:
				if err := a.Append(t.Context(), envelope("me", i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	ok(t, next.End(t.Context(), 0))
	wants(t, b.AppendUnder(t.Context(), next, envelope("me", 5)), ErrLeaseLost)
	if got := len(read(t, a, "me")); got != 10 {
		t.Errorf("%d events, want 10", got)
	}
	if got := len(read(t, a, "")); got != 0 {
		t.Errorf("%d events of the vault, want none", got)
	}
	clean(t, a)
}

// Tokens do not go back when leases are deleted.
func storeTokensGoOn(t *testing.T) {
	v, _, _ := made(t)
	var last int64
	for i := range 5 {
		l := leased(t, v, fmt.Sprintf("broker/%d", i%2), time.Minute)
		if l.Token() <= last {
			t.Errorf("token %d follows %d", l.Token(), last)
		}
		last = l.Token()
		ok(t, l.End(t.Context(), 0))
		tamper(t, v, `DELETE FROM leases`)
	}
	tamper(t, v, `UPDATE tokens SET last = 0`)
	l := leased(t, v, "broker/0", time.Minute)
	tamper(t, v, `UPDATE leases SET token = 1000, until = 0; UPDATE tokens SET last = 0`)
	if next := leased(t, v, "broker/0", time.Minute); next.Token() <= 1000 || l.Token() < 1 {
		t.Errorf("token %d follows 1000", next.Token())
	}
	tamper(t, v, `DELETE FROM tokens; DELETE FROM leases`)
	_, err := v.Lease(t.Context(), "broker/0", time.Minute)
	wants(t, err, ErrDamaged)
}

// What a killed process held is another's when its time is over.
func storeLeaseOfKilledProcess(t *testing.T) {
	v, path, u := made(t, "me")
	c := child(t, "holder", path, u, 0)
	out, err := c.StdoutPipe()
	ok(t, err)
	ok(t, c.Start())
	line := make([]byte, 100)
	_, err = out.Read(line) // it has it
	ok(t, err)
	_, err = v.Lease(t.Context(), "broker/example", time.Minute)
	wants(t, err, ErrTaken)
	ok(t, c.Process.Kill())
	_ = c.Wait()
	l := leased(t, v, "broker/other", time.Minute)
	until(t, func() (err error) { l, err = v.Lease(t.Context(), "broker/example", time.Minute); return err })
	if l.Token() < 2 {
		t.Errorf("token %d", l.Token())
	}
}

// A machine whose clock is wrong neither takes what is another's nor keeps what
// it has for too long. In a folder all programs have one clock.
func storeWrongClock(t *testing.T) {
	a, path, u := made(t)
	b := opened(t, path, u)
	for _, wrong := range []time.Duration{-100 * time.Hour, 100 * time.Hour} {
		if onPostgres(t) {
			b.now = func() time.Time { return time.Now().Add(wrong) }
		}
		name := fmt.Sprintf("broker/%v", wrong)
		l := leased(t, a, name, time.Minute)
		_, err := b.Lease(t.Context(), name, time.Minute)
		wants(t, err, ErrTaken)
		ok(t, l.End(t.Context(), 0))
		l = leased(t, b, name, time.Minute)
		ok(t, l.Held())
		ok(t, l.Confirm(t.Context()))
		_, err = a.Lease(t.Context(), name, time.Minute)
		wants(t, err, ErrTaken)
		// The clock is set while it has it: forward, and it has it no more; back, and
		// the time that really passes counts.
		now := b.now()
		b.now = func() time.Time { return now.Round(0).Add(time.Hour) }
		wants(t, l.Held(), ErrLeaseLost)
		b.now = time.Now
	}
}
