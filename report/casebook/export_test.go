package casebook

import "context"

// Measure and DropOldPages are what a scan does at its end.
func (c *Casebook) Measure(ctx context.Context, subject string) error { return c.measure(ctx, subject) }

// DropOldPages drops the pages that have been kept long enough.
func (c *Casebook) DropOldPages(ctx context.Context) error { return c.dropPages(ctx) }
