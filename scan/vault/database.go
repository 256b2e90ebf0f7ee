package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"time"
)

// schemaName is the schema of PostgreSQL that holds a vault's tables.
const schemaName = "whohasme"

// database is a PostgreSQL database as the place of a vault. What a folder has
// in files stands in rows of the table meta, under the files' names.
type database struct {
	dsn  string
	open *store // once it is
}

// Format keeps the password of a DSN out of logs and errors.
func (*database) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("postgres")) }

// reach connects, the first time it is asked.
func (d *database) reach(ctx context.Context) (s *store, err error) {
	if d.open == nil {
		d.open, err = openServer(ctx, d.dsn)
	}
	return d.open, err
}

func (d *database) check(ctx context.Context) error {
	s, err := d.reach(ctx)
	if err != nil {
		return err
	}
	return s.view(ctx, func(t *tx) error { return t.checkDatabase() })
}

// checkDatabase is check in a transaction.
func (t *tx) checkDatabase() error {
	tables, err := t.tables()
	if err != nil {
		return err
	}
	if len(tables) == 0 {
		return ErrNoVault
	}
	if !slices.Contains(tables, "meta") {
		return ErrForeign
	}
	line, found, err := t.meta(formatFile)
	if serverBroken(err) || err == nil && !found {
		return ErrForeign
	}
	if err != nil {
		return err
	}
	return checkFormat(line)
}

// tables lists what stands in our schema.
func (t *tx) tables() (names []string, err error) {
	err = t.each(`SELECT c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY 1`, []any{schemaName}, func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		names = append(names, s)
		return err
	})
	return names, err
}

func (d *database) load(ctx context.Context, name string, limit int64) (file []byte, err error) {
	s, err := d.reach(ctx)
	if err != nil {
		return nil, err
	}
	err = s.view(ctx, func(t *tx) error {
		var found bool
		file, found, err = t.meta(name)
		if err == nil && !found {
			err = fs.ErrNotExist
		}
		if err == nil && int64(len(file)) > limit {
			err = ErrDamaged
		}
		return err
	})
	return file, err
}

// builders is the number of PostgreSQL's lock that those who make a vault take.
const builders = 0x77686f6861736d65 // "whohasme"

func (d *database) build(ctx context.Context, _ keys, w sealed, contents func(*tx) error) error {
	s, err := d.reach(ctx)
	if err != nil {
		return err
	}
	return s.update(ctx, func(t *tx) error {
		if _, err := t.exec(`SELECT pg_advisory_xact_lock($1)`, int64(builders)); err != nil {
			return err
		}
		switch err := t.checkDatabase(); { // again, now that nobody else is at it
		case err == nil:
			if err := t.settled(); err != nil {
				return err
			}
			return ErrExists
		case !errors.Is(err, ErrNoVault):
			return err
		}
		return t.raise(w, contents)
	})
}

// raise makes our schema, unless somebody has made it for us, and fills it.
func (t *tx) raise(w sealed, contents func(*tx) error) error {
	var there int64
	found, err := t.one(`SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1`, []any{schemaName}, &there)
	if err != nil {
		return err
	}
	if !found {
		if _, err := t.exec(`CREATE SCHEMA ` + schemaName); err != nil {
			return err
		}
	}
	if err := t.found(w, contents); err != nil {
		return err
	}
	t.made = &mark{`SELECT 1 FROM meta WHERE name = $1 AND value = $2`, []any{keyFile, w.key}}
	return nil
}

func (d *database) connect(ctx context.Context, _ keys) (*store, error) {
	s, err := d.reach(ctx)
	d.open = nil
	return s, err
}

// lock takes nothing: what one program at a time may do on a shared vault has a
// lease (see [Vault.Lease]).
func (*database) lock(string) (release func(), err error) { return func() {}, nil }

func (*database) lost() string {
	return "the journal's tables cannot be read: they are damaged, or another vault's"
}

func (d *database) leave() error {
	if d.open == nil {
		return nil
	}
	s := d.open
	d.open = nil
	return s.close()
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
