package vault

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

// storeAppendAfter holds that only the end that was read is appended to.
func storeAppendAfter(t *testing.T) {
	v, _, _ := made(t, "c1", "c2")
	ctx := t.Context()
	length := func(chain string, want int64) {
		t.Helper()
		if n, err := v.Length(ctx, chain); err != nil || n != want {
			t.Fatalf("the chain %q holds %d events, %v; want %d", chain, n, err, want)
		}
	}
	own, err := v.Length(ctx, "")
	ok(t, err)
	length("c1", 0)
	ok(t, v.AppendAfter(ctx, 0, envelope("c1", 1), envelope("c1", 2)))
	length("c1", 2)
	wants(t, v.AppendAfter(ctx, 0, envelope("c1", 3)), ErrMoved)
	wants(t, v.AppendAfter(ctx, 1, envelope("c1", 3)), ErrMoved)
	wants(t, v.AppendAfter(ctx, 3, envelope("c1", 3)), ErrMoved)
	wants(t, v.AppendAfter(ctx, -1, envelope("c1", 3)), ErrMoved)
	length("c1", 2)
	ok(t, v.Append(ctx, envelope("c2", 1))) // another chain is no matter
	ok(t, v.AppendAfter(ctx, 2, envelope("c1", 3)))
	length("c1", 3)
	ok(t, v.AppendAfter(ctx, own, envelope("", 1)))
	wants(t, v.AppendAfter(ctx, own, envelope("", 2)), ErrMoved)
	ok(t, v.AppendAfter(ctx, 7))
	if err := v.AppendAfter(ctx, 3, envelope("c1", 4), envelope("c2", 2)); err == nil {
		t.Error("events of two chains were appended after one length")
	}
	wants(t, v.AppendAfter(ctx, 0, envelope("nobody", 1)), ErrNoSubject)
	if _, err := v.Length(ctx, "nobody"); !errors.Is(err, ErrNoSubject) {
		t.Errorf("length of no chain: %v", err)
	}
	length("c1", 3)
	if damage, err := v.Verify(ctx); err != nil || len(damage) > 0 {
		t.Errorf("damage %v, %v", damage, err)
	}
}

// storeAppendAfterFromManySides: of those who append after the same length at
// the same moment one does, in one program or in several, beside others who
// append whatever the length is.
func storeAppendAfterFromManySides(t *testing.T) {
	a, path, u := made(t, "c1", "c2")
	b := opened(t, path, u)
	ctx := context.Background()
	for n := range int64(6) {
		var all sync.WaitGroup
		var wrote atomic.Int64
		begin := make(chan struct{})
		for i := range 8 {
			v := []*Vault{a, b}[i%2]
			all.Go(func() {
				<-begin
				switch err := v.AppendAfter(ctx, n, envelope("c1", i)); {
				case err == nil:
					wrote.Add(1)
				case !errors.Is(err, ErrMoved):
					t.Error(err)
				}
			})
			all.Go(func() {
				<-begin
				if err := v.Append(ctx, envelope("c2", i)); err != nil {
					t.Error(err)
				}
			})
		}
		close(begin)
		all.Wait()
		if wrote.Load() != 1 {
			t.Errorf("%d appended after the length %d, want one", wrote.Load(), n)
		}
	}
	if got := len(read(t, a, "c1")); got != 6 {
		t.Errorf("the chain holds %d events, want 6", got)
	}
}
