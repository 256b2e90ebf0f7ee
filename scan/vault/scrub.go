package vault

import "context"

// scrub overwrites what was deleted. SQLite has written zeros over deleted rows
// (secure_delete); they are brought from the write-ahead log to their place, and
// the log is cut to nothing. Somebody who still reads an earlier state out of
// the log is waited for, as long as for any lock; then it is ErrLinger.
func (s *store) scrub(ctx context.Context) error {
	var busy, pages, moved int
	err := s.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
	if err == nil && busy != 0 {
		err = ErrLinger
	}
	return err
}
