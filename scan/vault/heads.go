package vault

import (
	"context"
	"time"
)

// Heads returns the ends of all chains, the vault's first.
func (v *Vault) Heads(ctx context.Context) (heads []Head, err error) {
	err = v.eachChain(ctx, nil, func(t *tx, chain string) error {
		end, err := v.tip(t, chain)
		if err == nil {
			heads = append(heads, end.head(chain))
		}
		return err
	})
	return heads, fault("read heads of vault", err)
}

// HeadsAt returns where each chain stood after its last event dated until or
// earlier, the vault's first; a chain without such an event is left out. With
// chains only those are read, in the order given. It reads the links as they
// are kept: whether they are true, Verify tells.
func (v *Vault) HeadsAt(ctx context.Context, until time.Time, chains ...string) (heads []Head, err error) {
	err = v.eachChain(ctx, chains, func(t *tx, chain string) error {
		end, found, err := t.lastBy(chain, until.UnixMicro())
		if err == nil && found {
			heads = append(heads, end.head(chain))
		}
		return err
	})
	return heads, fault("read heads of vault", err)
}

// eachChain calls fn for some chains, or for the vault's and every subject's in
// order, on one state of the journal.
func (v *Vault) eachChain(ctx context.Context, chains []string, fn func(t *tx, chain string) error) error {
	return v.store.view(ctx, func(t *tx) error {
		if len(chains) == 0 {
			rows, err := t.subjects()
			if err != nil {
				return err
			}
			chains = []string{""}
			for _, s := range rows {
				chains = append(chains, s.id)
			}
		}
		for _, chain := range chains {
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
