package vault

import (
	"context"
	"errors"
	"time"
)

// scrub overwrites what was deleted. SQLite has written zeros over deleted rows
// (secure_delete); they are brought from the write-ahead log to their place, and
// the log is cut to nothing. Somebody who still reads an earlier state out of
// the log is waited for, as long as for any lock; then it is ErrLinger.
func (s *store) scrub(ctx context.Context) error {
	if s.server != nil {
		return s.vacuum(ctx)
	}
	var busy, pages, moved int
	err := s.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
	if err == nil && busy != 0 {
		err = ErrLinger
	}
	return err
}

// vacuumTime is how long PostgreSQL may take to give room back after a purge.
const vacuumTime = time.Minute

// vacuum has PostgreSQL give up what was deleted. The table of subjects, which is
// small, is written anew, so that no wrapped key stays in its file; rewriting the
// others would keep everybody out for minutes, so their sealed bytes, which no key
// opens any more, stay where they are until that room is used again. What the
// server's own log and its backups hold, no client can reach.
func (s *store) vacuum(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, vacuumTime)
	defer cancel()
	for _, statement := range []string{`VACUUM (FULL) subjects`, `VACUUM heads, events, pages, memory`} {
		if _, err := s.db.ExecContext(ctx, statement); err != nil {
			return errors.Join(ErrLinger, err) // it is purged all the same
		}
	}
	return nil
}
