package vault

import (
	"context"
	"errors"
)

// Probe says, without a key, what stands at a place, as in [Open]: nil for a
// vault of this version, ErrNewer for one of a later version, ErrNoVault where
// Create can make one, ErrForeign for another's file, folder or tables, ErrDenied
// for what may not be looked at, or the reason why it cannot be.
func Probe(ctx context.Context, where string) error {
	p := at(where)
	return cause(errors.Join(p.check(ctx), p.leave()))
}
