package vault

import (
	"context"
	"database/sql/driver"

	"github.com/ncruces/go-sqlite3"
	sqlite "github.com/ncruces/go-sqlite3/driver"
)

// opener opens connections that keep their statements: a scan says the same
// few of them thousands of times, and SQLite takes as long to read one as to
// do it.
type opener struct {
	driver.Connector
	ready func(*sqlite3.Conn) error // called first on each connection
}

func newOpener(address string, ready func(*sqlite3.Conn) error) (*opener, error) {
	c, err := new(sqlite.SQLite).OpenConnector(address)
	return &opener{c, ready}, err
}

// Connect opens a connection.
func (o *opener) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := o.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	inner := c.(innerConn)
	if err := o.ready(inner.Raw()); err != nil {
		_ = c.Close()
		return nil, err
	}
	return &session{innerConn: inner, kept: map[string]*statement{}}, nil
}

// innerConn is a connection as the layer below makes it.
type innerConn interface {
	sqlite.Conn
	driver.ExecerContext
}

// session is a connection with the statements it has said before. Like every
// driver.Conn it is used by one goroutine at a time.
type session struct {
	innerConn
	kept map[string]*statement
}

// maxKept bounds the statements of a connection; there are fewer.
const maxKept = 64

// Prepare reads a statement.
func (s *session) Prepare(query string) (driver.Stmt, error) {
	return s.PrepareContext(context.Background(), query)
}

// PrepareContext reads a statement, or takes the one that was read before.
func (s *session) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if st := s.kept[query]; st != nil && !st.busy {
		st.busy = true
		return st, nil
	}
	got, err := s.innerConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	st := &statement{innerStmt: got.(innerStmt), busy: true}
	if s.kept[query] == nil && len(s.kept) < maxKept {
		st.stays = true
		s.kept[query] = st
	}
	return st, nil
}

// Close ends the connection and what was kept with it.
func (s *session) Close() error {
	for _, st := range s.kept {
		_ = st.innerStmt.Close()
	}
	return s.innerConn.Close()
}

// innerStmt is a statement as the layer below makes it.
type innerStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
	driver.NamedValueChecker
}

type statement struct {
	innerStmt
	stays, busy bool
}

// Close gives the statement back, or ends it where it is not kept. Whoever ran
// it has reset it by then.
func (s *statement) Close() error {
	if s.busy = false; s.stays {
		return nil
	}
	return s.innerStmt.Close()
}
