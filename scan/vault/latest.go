package vault

import (
	"context"
	"time"
)

// Latest returns the latest time that an event of a chain is dated, "" for the
// vault's own, and the zero time for a chain without events. It need not be the
// last event's: a clock that was set back dates later events earlier.
func (v *Vault) Latest(ctx context.Context, chain string) (latest time.Time, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		at, found, err := t.latest(chain)
		if err == nil && found {
			latest = time.UnixMicro(at).UTC()
		}
		return err
	})
	return latest, fault("read vault", err)
}

func (t *tx) latest(chain string) (at int64, found bool, err error) {
	found, err = t.one(`SELECT at FROM events WHERE chain = $1 ORDER BY at DESC LIMIT 1`, []any{chain}, &at)
	return at, found, err
}
