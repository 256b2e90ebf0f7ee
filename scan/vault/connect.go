package vault

import "github.com/jackc/pgx/v5"

// Connection reads a DSN as [Open] does, for others who keep what is theirs in
// the vault's database: the same schema, and a password that crosses a network
// encrypted or not at all. Its error quotes nothing of the DSN.
func Connection(dsn string) (*pgx.ConnConfig, error) { return configure(dsn) }
