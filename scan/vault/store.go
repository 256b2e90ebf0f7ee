package vault

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/whohasme/whohasme/scan/owner"
)

// store is the database under a vault. It knows rows and transactions;
// sealing and linking is done above it. SQL is written with $1, $2 in the
// order of the arguments, and kept to what SQLite and PostgreSQL both read.
type store struct {
	db     *sql.DB
	server *server // what PostgreSQL takes besides; nil for SQLite
	end    *end    // how far a file's journal came; nil for PostgreSQL
	file   file    // that holds it; of PostgreSQL none
}

// file is a store's file as it was opened.
type file struct {
	path string
	info os.FileInfo
}

// there returns ErrNoVault once the file is not in its place any more. A file
// that was removed can still be read and written by whoever has it open, but the
// vault was taken away, and nobody is to be looked for any more.
func (f file) there() error {
	if f.info == nil {
		return nil
	}
	now, err := os.Stat(f.path)
	if errors.Is(err, os.ErrNotExist) || err == nil && !os.SameFile(f.info, now) {
		return ErrNoVault
	}
	return nil // what else is wrong is said by whoever reads it
}

// How many processes may have a store open. The index of the write-ahead log is
// a file that they share (SQLite calls it shm, and it takes 32 kB); a process
// alone keeps it in memory.
const (
	shared = "PRAGMA locking_mode=NORMAL;"
	alone  = "PRAGMA locking_mode=EXCLUSIVE;"
)

// connections is how many connections to the database a program has at most.
// No transaction is held while a caller works, so none waits for ever.
const connections = 3

// openStore opens the encrypted SQLite file at path, which must exist: shared
// with other processes, or alone when there is no room left to share it.
func openStore(ctx context.Context, path string, key secret) (*store, error) {
	s, err := openAs(ctx, shared, path, key)
	if isFull(err) || errors.Is(err, sqlite3.CANTOPEN) { // the latter when no more files fit on the disk
		return openAs(ctx, alone, path, key)
	}
	return s, err
}

// openAs opens a store shared or alone.
//
// The order of the pragmas matters: the key and the locking before anything is
// read, and the timeout before the journal mode, or processes that open at once
// collide. FULL makes each commit wait for the disk; secure_delete overwrites
// what is deleted; temp_store keeps sorting out of temporary files.
func openAs(ctx context.Context, locking, path string, key secret) (*store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	pragmas := "PRAGMA hexkey='" + hex.EncodeToString(key[:]) + "'; PRAGMA busy_timeout=10000; PRAGMA temp_store=memory;" + locking +
		"PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"
	index := path + "-shm" // of the write-ahead log: the one file not opened through our disk; it holds block numbers only
	open, err := newOpener(address(path), func(c *sqlite3.Conn) error {
		if locking == shared { // it is its owner's from the start; where it cannot be made, SQLite says why
			if f, err := owner.Create(index); err == nil {
				_ = f.Close()
			}
		}
		if err := c.Exec(pragmas); err != nil {
			return err
		}
		if err := owner.Restrict(index); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(open)
	// Each connection takes some megabytes, and writers wait for one another in
	// any case.
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	if locking == alone {
		db.SetMaxOpenConns(1) // a second connection would wait for the first
	}
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &store{db: db, end: newEnd(path, key), file: file{path, info}}, nil
}

// address writes a path as a URI that SQLite reads back to the same path.
func address(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: "vfs=" + vfsName}
	return u.String()
}

func (s *store) close() error {
	err := s.db.Close()
	if s.end != nil {
		err = errors.Join(err, s.end.close())
	}
	return err
}

// view runs fn on one unchanging state of the database. On PostgreSQL fn is run
// again where the connection was lost on the way, so it must not add to what a
// run before has left.
func (s *store) view(ctx context.Context, fn func(*tx) error) error {
	if s.server != nil {
		return s.persist(ctx, viewing, fn)
	}
	if err := s.file.there(); err != nil {
		return err
	}
	t, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = t.Rollback() }()
	return fn(&tx{ctx: ctx, t: t, s: s})
}

// once is view for an fn that cannot be run again, such as one that writes out
// what it reads.
func (s *store) once(ctx context.Context, fn func(*tx) error) error {
	if s.server == nil {
		return s.view(ctx, fn)
	}
	ran, single := false, viewing
	single.once = true
	return s.persist(ctx, single, func(t *tx) error {
		if ran {
			return ErrGone
		}
		ran = true
		return fn(t)
	})
}

// update runs fn and commits if it returns nil; else nothing has happened.
//
// On SQLite it runs alone among writers. It asks for the write lock at once
// (BEGIN IMMEDIATE), since taking it later could fail after the work is done.
//
// On PostgreSQL it runs beside others, and waits for those that hold the rows
// it asks for (see hold); fn may be run again, as with view, and happens once.
func (s *store) update(ctx context.Context, fn func(*tx) error) error {
	if s.server != nil {
		return s.persist(ctx, updating, fn)
	}
	if err := s.file.there(); err != nil {
		return err
	}
	t, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	var writes uint64
	err = fn(&tx{ctx: ctx, t: t, s: s})
	if err == nil && s.end != nil {
		writes, err = s.end.count(&tx{ctx: ctx, t: t, s: s})
	}
	if err != nil {
		_ = t.Rollback()
		return err
	}
	if err := t.Commit(); err != nil {
		if isFull(err) {
			s.overwrite(ctx)
		}
		return err
	}
	if s.end != nil {
		s.end.committed(writes)
	}
	return nil
}

// overwrite writes over what a commit that failed has left at the end of the
// write-ahead log. SQLite fills the last block of a commit up behind it; where
// only that found no room, the next to open the file would find the commit whole
// and keep it, though its caller was told that it failed. A number that nothing
// else uses is changed for it, since SQLite writes nothing that stays the same.
func (s *store) overwrite(ctx context.Context) {
	_, _ = s.db.ExecContext(context.WithoutCancel(ctx), fmt.Sprintf(`PRAGMA user_version = %d`, rand.Int32()))
}

// tx is one transaction.
type tx struct {
	ctx context.Context
	t   *sql.Tx
	s   *store

	held   map[string]bool   // chains that hold has locked last
	heads  map[string][]byte // those that hold has read and nothing has changed since
	limit  time.Duration     // for a statement; 0 for none
	made   *mark             // a row that is there if this transaction was committed
	gaveUp error             // why the caller has given up, while it is found out whether an earlier run was committed
	again  bool              // nobody answered for the commit of an earlier run
	doubt  *mark             // that run's made
	roster []byte            // hash of members and subjects in this state, once it was read
}

// said is a query as the database reads it: SQLite takes $1 for a name, and
// numbers names by their first appearance, so it gets ?1.
func (t *tx) said(query string) string {
	if t.s.server != nil {
		return query
	}
	return strings.ReplaceAll(query, "$", "?")
}

func (t *tx) exec(query string, args ...any) (int64, error) {
	ctx, cancel := t.bounded()
	defer cancel()
	r, err := t.t.ExecContext(ctx, t.said(query), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// one reads one row; found is false when there is none.
func (t *tx) one(query string, args []any, into ...any) (found bool, err error) {
	err = t.each(query, args, func(r *sql.Rows) error {
		found = true
		return r.Scan(into...)
	})
	return found && err == nil, err
}

// each reads rows, calling scan for every one of them. A row that cannot be
// scanned is damaged; the reason would quote what it holds.
func (t *tx) each(query string, args []any, scan func(*sql.Rows) error) error {
	ctx, cancel := t.bounded()
	defer cancel()
	rows, err := t.t.QueryContext(ctx, t.said(query), args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			if t.ctx.Err() != nil {
				return t.ctx.Err()
			}
			return ErrDamaged
		}
	}
	return rows.Err()
}
