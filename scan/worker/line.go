package worker

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

type (
	tx     = pgx.Tx
	client = river.Client[tx]
)

// line is the queue on PostgreSQL.
type line struct {
	*client
	pool *pgxpool.Pool
	log  *slog.Logger
	jobs context.CancelFunc // ends what is under way
}

// newLine makes River's client. Nothing is asked of the database yet.
func newLine(w *Worker, pool *pgxpool.Pool) (*line, error) {
	workers := river.NewWorkers()
	river.AddWorker(workers, w.sweeper)
	river.AddWorker(workers, &planner{Worker: w})
	every := river.NewPeriodicJob(river.PeriodicInterval(w.Every), func() (river.JobArgs, *river.InsertOpts) {
		return PlanJob{Made: time.Now().Unix()}, nil
	}, &river.PeriodicJobOpts{ID: "plan", RunOnStart: true})
	c, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Workers:      workers,
		Queues:       map[string]river.QueueConfig{sweepQueue: {MaxWorkers: w.Sweeps}, planQueue: {MaxWorkers: 1}},
		PeriodicJobs: []*river.PeriodicJob{every},

		JobTimeout: sweepTime, RescueStuckJobsAfter: rescueAfter, MaxAttempts: attempts,
		FetchPollInterval: time.Second, FetchCooldown: 100 * time.Millisecond,
		CompletedJobRetentionPeriod: keepDone, CancelledJobRetentionPeriod: keepFailed, DiscardedJobRetentionPeriod: keepFailed,
		Logger: slog.New(quiet{w.Log.Handler()}),
	})
	if err != nil {
		return nil, errors.New("make worker: River does not take its settings: " + err.Error())
	}
	return &line{client: c, pool: pool, log: w.Log}, nil
}

// now reads the database's clock. Those of the machines may differ.
func (l *line) now(ctx context.Context) (t time.Time, err error) {
	return t, l.pool.QueryRow(ctx, "SELECT now()").Scan(&t)
}

// migrating is the advisory lock under which River's tables are made: machines
// that begin together would make them twice.
const migrating = 0x7269766572 // "river"

// migrate brings River's tables up to this version.
func (l *line) migrate(ctx context.Context) error {
	conn, err := l.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(migrating)); err != nil {
		return err
	}
	defer func() {
		_, _ = conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(migrating)) // it ends with the line, too
	}()
	m, err := rivermigrate.New(riverpgxv5.New(l.pool), &rivermigrate.Config{Logger: slog.New(quiet{l.log.Handler()})})
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// begin makes the tables and starts to work, as soon as the database answers.
func (l *line) begin(ctx context.Context) error {
	jobs, stop := context.WithCancel(context.WithoutCancel(ctx)) // what is under way when ctx ends may finish
	l.jobs = stop
	for told := false; ; {
		err := l.migrate(ctx)
		if err == nil {
			err = l.Start(jobs)
		}
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			stop()
			return ctx.Err()
		}
		if refused(err) {
			stop()
			return errors.New("begin work: the database does not let this user make River's tables; its role needs CREATE on the schema")
		}
		if !told {
			l.log.Warn("the database does not answer yet", "error", say(err))
			told = true
		}
		if err := sleep(ctx, 2*time.Second); err != nil {
			stop()
			return err
		}
	}
}

// end stops to take jobs, lets those under way finish for a while, and then
// breaks them off: the lease of each is given back either way.
func (l *line) end(grace time.Duration) {
	defer l.jobs()
	soft, stop := context.WithTimeout(context.Background(), grace)
	defer stop()
	if l.Stop(soft) == nil {
		return
	}
	hard, stop := context.WithTimeout(context.Background(), 2*returnTime)
	defer stop()
	_ = l.StopAndCancel(hard) // what does not end now, ends with the program
}

// quiet is a log that passes on River's warnings and errors, and not its talk,
// nor that it has no line to the database, which it repeats each second and the
// worker says once.
type quiet struct{ slog.Handler }

// cutOff are what errors say where there is no line to a database; River hands
// them over as text. 57P01 to 57P03 are those of a server that stops or begins.
var cutOff = []string{
	"failed to connect to", "connection refused", "connection reset", "broken pipe", "unexpected EOF", "conn closed", "closed pool",
	"SQLSTATE 57P01", "SQLSTATE 57P02", "SQLSTATE 57P03",
}

// Handle passes on what it is for.
func (q quiet) Handle(ctx context.Context, r slog.Record) error {
	silent := false
	r.Attrs(func(a slog.Attr) bool {
		text := a.Value.Resolve().String()
		silent = slices.ContainsFunc(cutOff, func(s string) bool { return strings.Contains(text, s) })
		return !silent
	})
	if silent {
		return nil
	}
	return q.Handler.Handle(ctx, r)
}

// Enabled admits warnings and errors.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

// WithAttrs keeps it quiet.
func (q quiet) WithAttrs(a []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(a)} }

// WithGroup keeps it quiet.
func (q quiet) WithGroup(g string) slog.Handler { return quiet{q.Handler.WithGroup(g)} }
