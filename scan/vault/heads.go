package vault

import (
	"context"
	"time"
)

// Heads returns the ends of all chains, the vault's first.
func (v *Vault) Heads(ctx context.Context) (heads []Head, err error) {
	heads, err = v.eachChain(ctx, nil, func(t *tx, chain string) (tip, bool, error) {
		end, err := v.tip(t, chain)
		return end, true, err
	})
	return heads, fault("read heads of vault", err)
}

// HeadsAt returns where each chain stood after its last event dated until or
// earlier, the vault's first; a chain without such an event is left out. With
// chains only those are read, in the order given. It reads the links as they
// are kept: whether they are true, Verify tells.
func (v *Vault) HeadsAt(ctx context.Context, until time.Time, chains ...string) (heads []Head, err error) {
	heads, err = v.eachChain(ctx, chains, func(t *tx, chain string) (tip, bool, error) {
		return t.lastBy(chain, until.UnixMicro())
	})
	return heads, fault("read heads of vault", err)
}

// eachChain lists the ends that fn finds for some chains, or for the vault's and
// every subject's in order, on one state of the journal.
func (v *Vault) eachChain(ctx context.Context, chains []string, fn func(t *tx, chain string) (end tip, found bool, _ error)) (heads []Head, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		heads = nil
		names := chains
		if len(names) == 0 {
			rows, err := t.subjects()
			if err != nil {
				return err
			}
			names = []string{""}
			for _, s := range rows {
				names = append(names, s.id)
			}
		}
		for _, chain := range names {
			end, found, err := fn(t, chain)
			if err != nil {
				return err
			}
			if found {
				heads = append(heads, end.head(chain))
			}
		}
		return nil
	})
	return heads, err
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
