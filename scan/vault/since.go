package vault

import (
	"context"
	"iter"
)

// Since goes through the events of a subject, or with "" those of the vault,
// that follow the one at a place of the chain, in order, as far as they reach
// when it begins. A chain with a hole or a cut end is ErrDamaged, as in
// [Vault.Events].
func (v *Vault) Since(ctx context.Context, subject string, after int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		k, end, err := v.begin(ctx, subject)
		if err == nil {
			err = v.walkFrom(ctx, k, end, subject, after, func(e Entry) bool { return yield(e, nil) })
		}
		if err != nil {
			yield(Entry{}, fault("read events", err))
		}
	}
}
