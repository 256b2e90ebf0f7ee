package vault

import "context"

// Destroy takes a vault on PostgreSQL away for good: its tables, all at once.
// Only a supervisor may. The server's own log and backups are not reached: what
// is in them opens with what opened the vault. A vault in a folder goes without a
// key, by the function Destroy.
func (v *Vault) Destroy(ctx context.Context) error {
	if !v.Shared() {
		return fault("destroy vault", ErrForeign)
	}
	return fault("destroy vault", v.store.update(ctx, func(t *tx) error {
		if err := t.holdRoster(); err != nil {
			return err
		}
		if err := v.may(t, Supervisor); err != nil {
			return err
		}
		_, err := t.exec(`DROP SCHEMA ` + schemaName + ` CASCADE`)
		return err
	}))
}
