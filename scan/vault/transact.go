package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// server is what a store needs to know of PostgreSQL.
type server struct {
	patience time.Duration // for which a server that cannot be reached is waited for
	doubt    time.Duration // for which it is tried to find out whether a commit happened
	opening  bool          // nothing has been reached yet: an address that nobody answers at is told at once
	rerun    bool          // every fn is run once more first, and taken back: for tests
}

const (
	// defaultPatience is how long a server may take to come back.
	defaultPatience = 30 * time.Second
	// statementLimit is how long a statement of an update may take, waiting for
	// others included, before the server is taken for stuck.
	statementLimit = time.Minute
	// doubtLimit is how long it is tried to find out whether a commit happened.
	doubtLimit = 10 * time.Minute
	// idleLimit is how long the server keeps a transaction whose program says
	// nothing: it may have gone, with rows that others wait for.
	idleLimit = 30 * time.Second
)

// mode is a kind of transaction.
type mode struct {
	options sql.TxOptions
	writes  bool
	once    bool // fn is not run again, whatever happens
}

// A view sees one state of the database. An update sees what was committed
// before each of its statements; what it rests on, it locks.
var (
	viewing  = mode{options: sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}}
	updating = mode{options: sql.TxOptions{Isolation: sql.LevelReadCommitted}, writes: true}
)

// mark is a query that finds a row if the transaction that made it was
// committed, and nothing if not.
type mark struct {
	query string
	args  []any
}

// errSettled ends a run that finds its work done by an earlier one.
var errSettled = errors.New("done already")

// persist runs a transaction on PostgreSQL until it has happened, once, or
// cannot. What passes is tried again: a connection that was lost, a server that
// restarts, two transactions in one another's way.
func (s *store) persist(ctx context.Context, m mode, fn func(*tx) error) error {
	a := &attempt{s: s, mode: m, fn: fn}
	if s.server.rerun && !m.once {
		if err := a.rehearse(ctx); err != nil {
			return err
		}
	}
	var began time.Time
	for wait := 20 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		err := a.run(ctx)
		if !passes(err) {
			return err
		}
		if began.IsZero() {
			began = time.Now()
		}
		if a.hopeless(ctx, err, time.Since(began)) {
			return a.surrender(ctx, err)
		}
		s.discard()
		pause(ctx, wait/2+rand.N(wait))
	}
}

// hopeless reports whether it is not tried again after some time. Whether a
// commit happened is found out for longer, and for a while even for a caller who
// gave up.
func (a *attempt) hopeless(ctx context.Context, err error, tried time.Duration) bool {
	switch {
	case a.s.server.opening && errors.Is(err, errNobody):
		return true
	case a.unsure && ctx.Err() == nil:
		return tried > a.s.server.doubt
	case ctx.Err() != nil && !a.unsure:
		return true
	}
	return tried > a.s.server.patience
}

// pause waits, for less where ctx ends.
func pause(ctx context.Context, d time.Duration) {
	if ctx.Err() != nil {
		ctx = context.Background() // it ended before: only a commit in doubt is waited for
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// discard closes the idle connections: those of a server that restarted are
// dead, and each would fail once.
func (s *store) discard() {
	s.db.SetMaxIdleConns(0)
	s.db.SetMaxIdleConns(serverConnections)
}

// attempt is a transaction that may take several runs.
type attempt struct {
	s      *store
	mode   mode
	fn     func(*tx) error
	doubt  *mark // of the last run whose commit nobody answered for
	unsure bool  // there was such a run
}

// run tries once.
func (a *attempt) run(ctx context.Context) error {
	gaveUp := ctx.Err()
	if a.unsure {
		ctx = context.WithoutCancel(ctx)
	}
	conn, err := a.s.db.Conn(ctx)
	if err != nil {
		return reached(ctx, err)
	}
	defer func() { _ = conn.Close() }()
	// A commit that has begun is not called off, so that its fate is known.
	bound, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	t, err := conn.BeginTx(bound, &a.mode.options)
	if err != nil {
		return alive(ctx, conn, err)
	}
	x := &tx{ctx: ctx, t: t, s: a.s, doubt: a.doubt, again: a.unsure, gaveUp: gaveUp}
	if a.mode.writes {
		x.limit = statementLimit
	}
	err = a.fn(x)
	if err == nil && a.mode.writes {
		err = ctx.Err()
	}
	if err != nil || !a.mode.writes {
		err = alive(ctx, conn, err)
		_ = t.Rollback()
		if errors.Is(err, errSettled) {
			return nil
		}
		return err
	}
	return a.commit(t, x.made, cancel)
}

// commit ends a transaction. Without an answer nobody knows whether it has
// happened: the next run finds out, by the mark.
func (a *attempt) commit(t *sql.Tx, made *mark, giveUp func()) error {
	late := time.AfterFunc(statementLimit, giveUp)
	defer late.Stop()
	err := t.Commit()
	if e, ok := errors.AsType[*pgconn.PgError](err); err == nil || ok && e.SeverityUnlocalized == "ERROR" {
		return err
	}
	a.doubt, a.unsure = made, true
	return errLost
}

// rehearse runs fn and takes it back.
func (a *attempt) rehearse(ctx context.Context) error {
	taken := errors.New("taken back")
	err := (&attempt{s: a.s, mode: a.mode, fn: func(t *tx) error { return errors.Join(a.fn(t), taken) }}).run(ctx)
	if err != nil && errors.Is(err, taken) || passes(err) {
		return nil
	}
	return err
}

// surrender is the error after the last run.
func (a *attempt) surrender(ctx context.Context, err error) error {
	switch {
	case a.unsure:
		return ErrUnsure
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errLost):
		return ErrGone
	}
	return err
}

// errLost stands for a connection that was lost, or not made, and may be had
// again.
var errLost = errors.New("the connection to the database was lost")

// errNobody is an errLost where no server answered.
var errNobody = fmt.Errorf("nobody answers: %w", errLost)

// alive returns an error of a transaction, or errLost when it lies in the
// connection.
func alive(ctx context.Context, conn *sql.Conn, err error) error {
	if err == nil || ctx.Err() != nil {
		return err
	}
	closed := true
	_ = conn.Raw(func(c any) error {
		closed = c.(*stdlib.Conn).Conn().IsClosed()
		return nil
	})
	if closed {
		return errLost
	}
	return err
}

// bounded is the context of a statement.
func (t *tx) bounded() (context.Context, context.CancelFunc) {
	if t.limit == 0 {
		return t.ctx, func() {}
	}
	return context.WithTimeout(t.ctx, t.limit)
}

// hold locks chains until the transaction ends, so that one program at a time
// changes what belongs to them. All that a transaction changes are named at
// once, and locked in the order of their names: nobody waits in a circle.
// SQLite has one writer in any case.
func (t *tx) hold(chains ...string) error {
	if t.s.server == nil {
		return nil
	}
	if len(chains) == 0 {
		return t.settled()
	}
	list := slices.Compact(slices.Sorted(slices.Values(chains)))
	if !slices.ContainsFunc(list, func(chain string) bool { return !t.held[chain] }) {
		return nil
	}
	args, places := make([]any, len(list)), make([]string, len(list))
	for i, chain := range list {
		args[i], places[i] = chain, fmt.Sprintf("$%d", i+1)
	}
	t.heads, t.held = map[string][]byte{}, map[string]bool{}
	for _, chain := range list {
		t.held[chain] = true
	}
	err := t.each(`SELECT chain, sealed FROM heads WHERE chain IN (`+strings.Join(places, ", ")+`) ORDER BY chain FOR UPDATE`, args, func(r *sql.Rows) error {
		var chain string
		var sealed []byte
		err := r.Scan(&chain, &sealed)
		t.heads[chain] = sealed
		return err
	})
	if err != nil {
		return err
	}
	return t.settled()
}

// holdRoster locks the list of members and subjects, for whoever changes it.
// It goes before hold.
func (t *tx) holdRoster() error {
	if t.s.server == nil {
		return nil
	}
	if _, err := t.exec(`SELECT 1 FROM meta WHERE name = 'roster' FOR UPDATE`); err != nil {
		return err
	}
	return t.settled()
}

// settled returns errSettled when an earlier run was committed after all. It is
// asked under the locks that run held, so it has ended by then. Where it was not,
// and the caller has given up, nothing is written for him now.
func (t *tx) settled() error {
	if t.doubt != nil {
		var there int64
		if found, err := t.one(t.doubt.query, t.doubt.args, &there); err != nil {
			return err
		} else if found {
			return errSettled
		}
	}
	return t.gaveUp
}
