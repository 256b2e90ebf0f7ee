package vault

import (
	"context"
	"time"
)

// Heads returns the ends of all chains, the vault's first.
func (v *Vault) Heads(ctx context.Context) (heads []Head, err error) {
	err = v.eachChain(ctx, func(t *tx, chain string) error {
		end, err := v.tip(t, chain)
		if err == nil {
			heads = append(heads, end.head(chain))
		}
		return err
	})
	return heads, fault("read heads of vault", err)
}

// HeadsAt returns where each chain stood after its last event dated until or
// earlier, the vault's first; a chain without such an event is left out. It
// reads the links as they are kept: whether they are true, Verify tells.
func (v *Vault) HeadsAt(ctx context.Context, until time.Time) (heads []Head, err error) {
	err = v.eachChain(ctx, func(t *tx, chain string) error {
		end, found, err := t.lastBy(chain, until.UnixMicro())
		if err == nil && found {
			heads = append(heads, end.head(chain))
		}
		return err
	})
	return heads, fault("read heads of vault", err)
}

// eachChain calls fn for the vault's chain and every subject's, in order, on
// one state of the journal.
func (v *Vault) eachChain(ctx context.Context, fn func(t *tx, chain string) error) error {
	return v.store.view(ctx, func(t *tx) error {
		ids, _, err := t.subjects()
		if err != nil {
			return err
		}
		for _, chain := range append([]string{""}, ids...) {
			if err := fn(t, chain); err != nil {
				return err
			}
		}
		return nil
	})
}

// tip reads the end of a chain; a chain without one is damaged.
func (v *Vault) tip(t *tx, chain string) (tip, error) {
	sealed, found, err := t.head(chain)
	if err != nil {
		return tip{}, err
	}
	if !found {
		return tip{}, ErrDamaged
	}
	return openTip(v.keys.head, chain, sealed)
}
