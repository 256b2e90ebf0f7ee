package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/crawl/browser"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
	"github.com/whohasme/whohasme/scan/worker"
)

// workerFlags are the flags of `worker`.
type workerFlags struct {
	sweeps            int
	every, lease      time.Duration
	metrics           string
	untilDone, direct bool
}

func (p *program) workerCommand() *cobra.Command {
	var f workerFlags
	c := &cobra.Command{
		Use: "worker", Short: "Visit brokers as one of several machines on one PostgreSQL", Args: noArgs,
		Long: `Work as one of several machines that share a vault on PostgreSQL: ask what is due,
take brokers that no other machine has, and visit each for all subjects that are
due there, one request at a time and at its pace, however many machines work.
Machines may join and leave at will, and may be killed: what was kept stays, and
another one goes on within half a minute.

It needs --vault postgres, WHOHASME_POSTGRES with the address of the database, and
--identity with the age identity of a member who is a worker or a supervisor.
Ctrl-C or SIGTERM lets looks under way finish and gives brokers back; a second one
ends it at once. With --metrics it tells numbers for Prometheus on this machine,
/healthz and /readyz. Neither these nor the log name a subject.

Exit codes: 0 stopped, or with --until-done nothing is due any more; 1 it could not
begin, or its member was removed; 2 wrong use.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := errors.Join(f.check(), p.limits.check(), p.needPostgres()); err != nil {
				return err
			}
			ln, err := f.listen(c.Context())
			if err != nil {
				return &exitError{exitUsage, err}
			}
			if ln != nil {
				defer ln.Close()
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			return p.worker(c.Context(), book, f, ln)
		},
	}
	fl := c.Flags()
	fl.IntVar(&f.sweeps, "sweeps", worker.DefaultSweeps, "most brokers visited at the same time by this machine")
	fl.DurationVar(&f.every, "every", worker.DefaultEvery, "how often is asked what is due, by whichever machine leads")
	fl.DurationVar(&f.lease, "lease", worker.TTL, "how long a broker stays with a machine that is not heard of any more; the same on all machines")
	fl.StringVar(&f.metrics, "metrics", "", "tell numbers and health at this address of this machine, such as 127.0.0.1:9090")
	fl.BoolVar(&f.untilDone, "until-done", false, "end when nothing is due any more")
	fl.BoolVar(&f.direct, "direct", false, "visit sites for subjects with safe facts without a proxy, on purpose")
	p.limits.flags(fl)
	return c
}

func (f *workerFlags) check() error {
	switch {
	case f.sweeps < 1 || f.sweeps > 1000:
		return usage("--sweeps takes a number from 1 to 1000")
	case f.every < time.Second || f.every > time.Hour:
		return usage("--every takes a time from 1s to 1h")
	case f.lease < 2*time.Second || f.lease > 10*time.Minute:
		return usage("--lease takes a time from 2s to 10m")
	}
	return nil
}

// listen opens the port for numbers, nil where none is wanted.
func (f *workerFlags) listen(ctx context.Context) (net.Listener, error) {
	if f.metrics == "" {
		return nil, nil
	}
	return worker.ListenLoopback(ctx, f.metrics)
}

// needPostgres refuses a vault that machines cannot share.
func (p *program) needPostgres() error {
	if !p.onPostgres() {
		return usage("worker: several machines can share a vault on PostgreSQL only; use --vault postgres with the database's address in WHOHASME_POSTGRES. For a vault in a folder `whohasme watch` keeps looking")
	}
	return p.checkPlace()
}

func (p *program) worker(ctx context.Context, book *casebook.Casebook, f workerFlags, ln net.Listener) error {
	if role := p.vault.Me().Role; role != vault.Worker && role != vault.Supervisor {
		return errors.New("worker: a machine works for all clients, so it opens the vault as a worker or a supervisor; this identity is that of a " + string(role))
	}
	launcher, closeLauncher, err := p.sharedLauncher()
	if err != nil {
		return err
	}
	defer closeLauncher()
	means := sweep.Means{Browser: launcher != nil}
	o := worker.Options{
		DSN: p.vaultWhere(), Vault: p.vault, Crawler: func(after time.Time) (*crawl.Crawler, error) { return p.crawlerAfter(p.vault, after) },
		Work:   lookout{book.Lookout(casebook.Looking{Means: means, Direct: f.direct || p.set.proxy != "", DailyCap: p.limits.dailyCap, Built: built()}), book},
		Log:    p.workerLog(),
		Sweeps: f.sweeps, Every: f.every, TTL: f.lease, UntilDone: f.untilDone,
		Setup: func(c *crawl.Crawler) sweep.Setup {
			s := sweep.Setup{Crawler: c, Now: p.now, Limit: p.limits.sweepTime}
			if launcher != nil {
				s.Browser = launcher.With(c)
			}
			return s
		},
	}
	w, err := worker.New(o)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var served sync.WaitGroup
	defer served.Wait()
	defer stop()
	if ln != nil {
		o.Log.Info("numbers and health", "at", ln.Addr().String())
		served.Go(func() { _ = w.Serve(ctx, ln) }) // it ends with the worker
	}
	return w.Run(ctx)
}

// built is the day before which the program cannot have run.
func built() time.Time {
	t, _ := time.Parse(time.DateOnly, builtOn) // the zero time where a release set none
	return t
}

// sharedLauncher is the launcher that all sweeps of a worker share, nil where
// there is no browser. Its own crawler visits nobody.
func (p *program) sharedLauncher() (l *browser.Launcher, end func(), err error) {
	c, err := p.crawlerAfter(p.vault, time.Time{})
	if err != nil {
		return nil, nil, &exitError{exitUsage, err}
	}
	if l, err = p.launcher(c); err != nil || l == nil {
		c.Close()
		return nil, func() {}, err
	}
	return l, func() { l.Close(); c.Close() }, nil
}

// workerLog is where a worker tells what it does, as lines of key=value.
func (p *program) workerLog() *slog.Logger {
	level := slog.LevelInfo
	switch {
	case p.set.quiet:
		level = slog.LevelWarn
	case p.set.verbose:
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(p.errOut, &slog.HandlerOptions{Level: level}))
}

// lookout is a casebook's lookout as workers ask it.
type lookout struct {
	*casebook.Lookout
	book *casebook.Casebook
}

// Due says what is due, without saying for whom.
func (l lookout) Due(ctx context.Context) (worker.Agenda, error) {
	d, err := l.Lookout.Due(ctx, time.Time{})
	if err != nil {
		return worker.Agenda{}, err
	}
	latest := map[string]time.Time{}
	for _, v := range d.Plan.Visits {
		if t, known := latest[v.Broker]; !known || v.Latest.Before(t) {
			latest[v.Broker] = v.Latest
		}
	}
	a := worker.Agenda{Next: d.Until}
	for _, s := range d.Now {
		a.Brokers = append(a.Brokers, worker.Due{Broker: s.Broker, Looks: len(s.Subjects), Late: d.At.Sub(latest[s.Broker])})
	}
	return a, nil
}

// Sweep looks at one broker for all who are due there.
func (l lookout) Sweep(ctx context.Context, broker string, setup sweep.Setup, hold worker.Hold, tell func(scan.Visit)) error {
	_, err := l.Lookout.Sweep(ctx, broker, nil, setup, casebook.Hold(hold), kept(tell))
	return err
}

// settled is how long nobody looked for a subject whose risk is measured while
// others are still looked for.
const settled = 5 * time.Minute

// Settle keeps to the limits of retention, and measures the risk of those who
// were looked for.
func (l lookout) Settle(ctx context.Context, over bool) error {
	if _, err := l.book.Retain(ctx); err != nil && !errors.Is(err, vault.ErrRole) { // else a supervisor's next command does
		return err
	}
	quiet := settled
	if over {
		quiet = 0
	}
	return l.Measure(ctx, quiet)
}

// kept is called with each visit that a sweep keeps.
type kept func(scan.Visit)

// Begin is told to nobody.
func (kept) Begin(int) {}

// Visit passes on one visit.
func (k kept) Visit(v scan.Visit) { k(v) }
