package vault

import (
	"context"
	"errors"
)

// Length returns how many events a chain holds, "" for the vault's own. Who reads
// a chain, decides by what it says and then appends asks it first, and appends
// with AppendAfter.
func (v *Vault) Length(ctx context.Context, chain string) (n int64, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		if _, err := v.chainKeys(t, chain); err != nil {
			return err
		}
		end, err := v.tip(t, chain)
		n = end.n
		return err
	})
	return n, fault("read vault", err)
}

// AppendAfter is Append, of events of one chain, to a chain of that length. It
// fails with ErrMoved, and writes nothing, when the chain has grown: what was
// decided by its events is to be decided anew.
func (v *Vault) AppendAfter(ctx context.Context, length int64, events ...Envelope) error {
	for _, e := range events {
		if e.Subject != events[0].Subject {
			return fault("append to vault", errors.New("these events are of several chains"))
		}
	}
	return v.appendAs(ctx, appending{after: &length}, events)
}

// unmoved returns ErrMoved where a chain, held by the transaction, is longer
// than whoever appends to it has read.
func (t *tx) unmoved(v *Vault, a *appending) error {
	if a.after == nil || len(a.events) == 0 {
		return nil
	}
	end, err := v.lastOf(t, a.events[0].Subject)
	if err == nil && end.n != *a.after {
		err = ErrMoved
	}
	return err
}
