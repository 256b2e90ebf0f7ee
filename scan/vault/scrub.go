package vault

import "context"

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

// vacuum gives the room of deleted rows back to the system. The server's own
// write-ahead log, its replicas and its base backups keep the sealed rows, and the
// wrapped key, until they are over.
func (s *store) vacuum(ctx context.Context) error {
	for _, table := range []string{"subjects", "events", "pages", "heads", "memory"} {
		if _, err := s.db.ExecContext(ctx, `VACUUM (FULL) `+table); err != nil {
			return err
		}
	}
	return nil
}
