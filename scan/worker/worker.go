package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// The figures that hold where Options gives none.
const (
	DefaultSweeps = 32               // at once: each waits most of its time
	DefaultEvery  = 15 * time.Second // between plans
	DefaultGrace  = 30 * time.Second // for looks under way when the worker is to stop
)

// Options are what a Worker cannot know by itself.
type Options struct {
	DSN   string // of the database that the vault is in; it may hold a password and is never told
	Vault *vault.Vault
	Work  Work
	// Crawler makes the crawler of one sweep; see [Holder].
	Crawler func(after time.Time) (*crawl.Crawler, error)
	// Setup makes what else a sweep works with; nil: the crawler is all.
	Setup func(*crawl.Crawler) sweep.Setup
	Log   *slog.Logger // broker ids only; nil: nothing is told

	Sweeps    int           // at once; 0: DefaultSweeps
	Every     time.Duration // between plans, at least a second; 0: DefaultEvery
	Grace     time.Duration // 0: DefaultGrace
	TTL       time.Duration // of a broker's lease; 0: [TTL]
	UntilDone bool          // end when nothing is due any more
}

// Worker is one of several machines on one PostgreSQL.
type Worker struct {
	Options
	holder  Holder
	numbers *numbers
	line    *line
	sweeper *sweeper
	ready   state
	giveUp  context.CancelCauseFunc // ends it with an error
}

// New returns a worker. It fails where the vault is not on PostgreSQL, or the
// role of whoever opened it does not permit the work.
func New(o Options) (*Worker, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Sweeps <= 0 {
		o.Sweeps = DefaultSweeps
	}
	if o.Every <= 0 {
		o.Every = DefaultEvery
	}
	if o.Grace <= 0 {
		o.Grace = DefaultGrace
	}
	if o.TTL <= 0 {
		o.TTL = TTL
	}
	if o.Every < time.Second {
		return nil, errors.New("make worker: plans are at least a second apart")
	}
	if !o.Vault.Shared() {
		return nil, errors.New("make worker: several machines can share a vault on PostgreSQL only")
	}
	if role := o.Vault.Me().Role; role != vault.Worker && role != vault.Supervisor {
		return nil, fmt.Errorf("make worker: a %s does not look for all clients: %w", role, vault.ErrRole)
	}
	w := &Worker{Options: o, holder: Holder{Vault: o.Vault, TTL: o.TTL, Crawler: o.Crawler}}
	w.numbers = newNumbers(w)
	w.sweeper = &sweeper{Worker: w, stopping: make(chan struct{})}
	return w, nil
}

// setup is what one sweep works with.
func (w *Worker) setup(c *crawl.Crawler) sweep.Setup {
	if w.Setup != nil {
		return w.Setup(c)
	}
	return sweep.Setup{Crawler: c, Now: time.Now}
}

// Run works until ctx ends, or until nothing is due where the options say so.
// When ctx ends, looks under way may finish for a while; what does not is put
// off and its pages are kept. Leases are given back. The database may come and
// go meanwhile. Its error is one that keeps the worker from ever beginning, or
// vault.ErrRemoved.
func (w *Worker) Run(ctx context.Context) error {
	pool, err := w.pool()
	if err != nil {
		return err
	}
	defer pool.Close()
	if w.line, err = newLine(w, pool); err != nil {
		return err
	}
	ctx, w.giveUp = context.WithCancelCause(ctx)
	stop := func() { w.giveUp(nil) }
	defer stop()
	var beside sync.WaitGroup
	beside.Go(func() { w.listen(ctx, pool) })
	if err := w.line.begin(ctx); err != nil {
		stop()
		beside.Wait()
		if errors.Is(err, context.Canceled) {
			return nil
		}
		return err
	}
	w.ready.began.Store(true)
	w.Log.Info("at work", "sweeps", w.Sweeps, "role", string(w.Vault.Me().Role))
	if w.UntilDone {
		beside.Go(func() { w.untilDone(ctx, stop) })
	}
	<-ctx.Done()
	w.ready.stopping.Store(true)
	w.Log.Info("stopping", "sweeps under way", w.sweeper.running.Load())
	close(w.sweeper.stopping)
	w.line.end(w.Grace)
	beside.Wait()
	w.Log.Info("stopped")
	if err := context.Cause(ctx); over(err) {
		return fmt.Errorf("work: %w", err)
	}
	return nil
}

// pool opens the lines of River. None is opened before it is needed.
func (w *Worker) pool() (*pgxpool.Pool, error) {
	conn, err := vault.Connection(w.DSN)
	if err != nil {
		return nil, fmt.Errorf("make worker: %w", err)
	}
	c, err := pgxpool.ParseConfig("")
	if err != nil {
		return nil, errors.New("make worker: the environment's settings for PostgreSQL (PG...) cannot be read") // the error would quote them
	}
	c.ConnConfig, c.MaxConns = conn, 6
	conn.ConnectTimeout = 5 * time.Second
	conn.RuntimeParams["application_name"] = "whohasme worker"
	pool, err := pgxpool.NewWithConfig(context.Background(), c)
	if err != nil {
		return nil, fmt.Errorf("make worker: %s", say(err))
	}
	return pool, nil
}

// listen looks after the database, and tells once when it goes and when it is
// back.
func (w *Worker) listen(ctx context.Context, pool *pgxpool.Pool) {
	const every, patience = 2 * time.Second, 3 * time.Second
	for up := true; ; {
		timed, stop := context.WithTimeout(ctx, patience)
		err := pool.Ping(timed)
		stop()
		if ctx.Err() != nil {
			return
		}
		if now := err == nil; now != up {
			if up = now; up {
				w.Log.Info("the database answers again")
			} else {
				w.Log.Warn("the database does not answer; sweeps go on as long as their leases hold")
			}
		}
		w.ready.database.Store(up)
		if sleep(ctx, every) != nil {
			return
		}
	}
}

// untilDone ends the worker when nothing is due, twice in a row.
func (w *Worker) untilDone(ctx context.Context, stop context.CancelFunc) {
	for calm := 0; calm < 2; {
		if sleep(ctx, w.Every) != nil {
			return
		}
		a, err := w.Work.Due(ctx)
		if over(err) {
			w.giveUp(err)
			return
		}
		if err != nil || len(a.Brokers) > 0 {
			calm = 0
			continue
		}
		calm++
	}
	w.Log.Info("nothing is due")
	for more := true; more; {
		var err error
		if more, err = w.settle(ctx, true); err != nil {
			w.Log.Warn("what sweeps left is not settled", "error", say(err))
		}
	}
	stop()
}
