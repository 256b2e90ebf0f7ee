package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// sharedVault makes a vault in a database of its own.
func sharedVault(t testing.TB) *vault.Vault { return newVault(t, pgtest.Shared(t).Database(t)) }

// secret is a fact that must be found nowhere.
const secret = "Zubarelli-of-Elm-Street"

// chores are looks for one subject, kept in the vault's journal: each broker has
// a number of them to make.
type chores struct {
	v     *vault.Vault
	looks map[string]int
	takes time.Duration                            // one look
	fails func(broker string, made int) error      // may be nil
	heard func(ctx context.Context, broker string) // at each look; may be nil
}

func (c *chores) made(ctx context.Context) (map[string]int, error) {
	n := map[string]int{}
	for e, err := range c.v.Events(ctx, "someone", scan.VisitMade) {
		if err != nil {
			return nil, err
		}
		n[e.Broker]++
	}
	return n, nil
}

func (c *chores) Due(ctx context.Context) (a Agenda, err error) {
	made, err := c.made(ctx)
	if err != nil {
		return a, err
	}
	for b, n := range c.looks {
		if left := n - made[b]; left > 0 {
			a.Brokers = append(a.Brokers, Due{Broker: b, Looks: left, Late: time.Minute})
		}
	}
	slices.SortFunc(a.Brokers, func(x, y Due) int { return strings.Compare(x.Broker, y.Broker) })
	return a, nil
}

func (c *chores) Sweep(ctx context.Context, broker string, _ sweep.Setup, hold Hold, tell func(scan.Visit)) error {
	made, err := c.made(ctx)
	if err != nil {
		return err
	}
	for i := made[broker]; i < c.looks[broker]; i++ {
		if c.fails != nil {
			if err := c.fails(broker, i); err != nil {
				return err
			}
		}
		if c.heard != nil {
			c.heard(ctx, broker)
		}
		if err := sleep(ctx, c.takes); err != nil {
			return err
		}
		e := vault.Envelope{Kind: scan.VisitMade, Subject: "someone", Broker: broker, At: time.Now(), Payload: fmt.Append(nil, i)}
		if err := hold(context.WithoutCancel(ctx), e); err != nil {
			return err
		}
		tell(scan.Visit{Subject: "someone", Broker: broker, Outcome: scan.Absent})
	}
	return nil
}

func (c *chores) Settle(context.Context, bool) error { return nil }

// journal is a log that may be read while it is written.
type journal struct {
	mu sync.Mutex
	bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.Buffer.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.Buffer.String()
}

// options are those of a worker in a test.
func options(v *vault.Vault, dsn string, work Work, log *journal) Options {
	return Options{
		DSN: dsn, Vault: v, Work: work, Sweeps: 4, Every: time.Second, TTL: 3 * time.Second, Grace: 5 * time.Second, UntilDone: true,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Crawler: func(after time.Time) (*crawl.Crawler, error) {
			return crawl.New(crawl.Options{Memory: Hosts(v), After: after})
		},
	}
}

func newWorker(t *testing.T, o Options) *Worker {
	t.Helper()
	w, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// caseload is a vault on a database, with one subject.
func caseload(t *testing.T, db *pgtest.Server) (v *vault.Vault, dsn string) {
	t.Helper()
	dsn = db.Database(t)
	v = newVault(t, dsn)
	if err := v.AddSubject(t.Context(), "someone"); err != nil {
		t.Fatal(err)
	}
	return v, dsn
}

// rows reads everything that River keeps, as text.
func rows(t *testing.T, dsn string) string {
	t.Helper()
	c, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	var all strings.Builder
	for _, table := range []string{"river_job", "river_queue", "river_leader"} {
		list, err := c.Query(t.Context(), "SELECT to_jsonb(x)::text FROM whohasme."+table+" x")
		if err != nil {
			t.Fatal(err)
		}
		texts, err := pgx.CollectRows(list, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(strings.Join(texts, "\n"))
	}
	return all.String()
}

// Everything that is due is looked at once, whatever fails on the way; nothing
// of anybody is in River's tables or the log.
func TestWork(t *testing.T) {
	t.Parallel()
	v, dsn := caseload(t, pgtest.Shared(t))
	var mu sync.Mutex
	failed := map[string]int{}
	work := &chores{v: v, looks: map[string]int{}, fails: func(broker string, made int) error {
		mu.Lock()
		defer mu.Unlock()
		if failed[broker]++; made != 1 || failed[broker] > 2 {
			return nil
		}
		switch broker {
		case "b-1":
			panic(secret)
		default:
			return errors.New("it is about " + secret)
		}
	}}
	for i := range 8 {
		work.looks[fmt.Sprintf("b-%d", i)] = 3
	}
	work.looks["b-1"], work.looks["b-2"] = 0, 0 // those fail, and rest
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	log := &journal{}
	fails := work.fails
	work.fails = nil
	if err := newWorker(t, options(v, dsn, work, log)).Run(ctx); err != nil || ctx.Err() != nil {
		t.Fatal(err, log)
	}
	// The failing ones, by a worker that is stopped.
	work.fails, work.looks = fails, map[string]int{"b-1": 3, "b-2": 3}
	short, end := context.WithTimeout(t.Context(), 4*time.Second)
	defer end()
	w := newWorker(t, options(v, dsn, work, log))
	if err := w.Run(short); err != nil {
		t.Fatal(err)
	}
	made, err := work.made(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range 8 {
		if b := fmt.Sprintf("b-%d", i); made[b] != 3 && i != 1 && i != 2 || i == 1 && made[b] > 1 || i == 2 && made[b] != 1 {
			t.Errorf("%s: %d looks", b, made[b])
		}
	}
	kept := rows(t, dsn)
	for _, where := range map[string]string{"river": kept, "log": log.String()} {
		for _, fact := range []string{secret, "someone"} {
			if strings.Contains(where, fact) {
				t.Errorf("%q stands in %s", fact, where)
			}
		}
	}
	if !strings.Contains(kept, `"broker": "b-3"`) {
		t.Error("River's rows were not read")
	}
	if !strings.Contains(log.String(), "sweep crashed") || !strings.Contains(log.String(), "sweep failed") {
		t.Errorf("a failure is not told:\n%s", log)
	}
}

// A look that is under way when the worker is to stop is finished, and no other
// is begun; the broker is given back at once.
func TestGracefulStop(t *testing.T) {
	t.Parallel()
	v, dsn := caseload(t, pgtest.Shared(t))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	work := &chores{v: v, looks: map[string]int{"example": 50}, takes: 500 * time.Millisecond}
	work.heard = func(context.Context, string) { stop() }
	log := &journal{}
	began := time.Now()
	if err := newWorker(t, options(v, dsn, work, log)).Run(ctx); err != nil {
		t.Fatal(err)
	}
	if made, err := work.made(t.Context()); err != nil || made["example"] != 1 {
		t.Errorf("%d looks were finished, %v", made["example"], err)
	}
	held, err := v.Leases(t.Context(), leases)
	if err != nil || len(held) != 1 || held[0].Left > 0 {
		t.Errorf("not given back: %+v, %v", held, err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

// A machine whose member was removed while it works ends, and says why.
func TestRemovedMemberEnds(t *testing.T) {
	t.Parallel()
	v, dsn := caseload(t, pgtest.Shared(t))
	id := identity(t)
	if err := v.AddMember(t.Context(), vault.Member{ID: "machine", Role: vault.Worker, Recipient: id.Recipient().String()}); err != nil {
		t.Fatal(err)
	}
	own, err := vault.Open(t.Context(), dsn, vault.Unlock{Identities: []age.Identity{id}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = own.Close() }()
	work := &chores{v: own, looks: map[string]int{"example": 50}, takes: 50 * time.Millisecond}
	var once sync.Once
	work.heard = func(ctx context.Context, _ string) {
		once.Do(func() {
			if err := v.RemoveMember(ctx, "machine"); err != nil {
				t.Error(err)
			}
		})
	}
	log := &journal{}
	o := options(own, dsn, work, log)
	o.UntilDone = false
	if err := newWorker(t, o).Run(t.Context()); !errors.Is(err, vault.ErrRemoved) {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(log.String(), vault.ErrRemoved.Error()) {
		t.Errorf("the log does not say why:\n%s", log)
	}
}

// River repeats every second that it has no line; the worker says it once.
func TestRiverIsQuietAboutTheLine(t *testing.T) {
	for _, c := range []struct {
		name, err string
		told      bool
	}{
		{"starting up", "failed to connect to `user=w database=w`: 127.0.0.1:1: server error: FATAL: the database system is starting up (SQLSTATE 57P03)", false},
		{"cut off", "unexpected EOF", false},
		{"ended by its administrator", "FATAL: terminating connection due to administrator command (SQLSTATE 57P01)", false},
		{"refused", "dial tcp 127.0.0.1:5432: connect: connection refused", false},
		{"no table", `ERROR: relation "river_job" does not exist (SQLSTATE 42P01)`, true},
		{"no right", "ERROR: permission denied for table river_job (SQLSTATE 42501)", true},
	} {
		log := &journal{}
		l := slog.New(quiet{slog.NewTextHandler(log, nil)})
		l.Error("producer: Error fetching jobs", slog.String("err", c.err), slog.String("queue", "sweep"))
		if told := log.String() != ""; told != c.told {
			t.Errorf("%s: told %v, want %v", c.name, told, c.told)
		}
	}
}

// A look that does not end is broken off after the grace.
func TestStopAfterGrace(t *testing.T) {
	t.Parallel()
	v, dsn := caseload(t, pgtest.Shared(t))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	work := &chores{v: v, looks: map[string]int{"example": 2}, takes: time.Hour}
	work.heard = func(context.Context, string) { stop() }
	o := options(v, dsn, work, &journal{})
	o.Grace = time.Second
	if err := newWorker(t, o).Run(ctx); err != nil {
		t.Fatal(err)
	}
	held, err := v.Leases(t.Context(), leases)
	if err != nil || len(held) != 1 || held[0].Left > 0 {
		t.Errorf("not given back: %+v, %v", held, err)
	}
}

// A job of a machine that died is no bar: whether it died before or after it
// took the lease, another job is lined up; and the old one, put back by River
// much later, finds nothing to do.
func TestJobOfADeadMachine(t *testing.T) {
	t.Parallel()
	v, dsn := caseload(t, pgtest.Shared(t))
	lease, err := v.Lease(t.Context(), name("after"), 200*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	work := &chores{v: v, looks: map[string]int{"before": 2, "after": 2}}
	w := newWorker(t, options(v, dsn, work, &journal{}))
	pool, err := w.pool()
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if err := (&line{pool: pool, log: w.Log}).migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	queue, err := river.NewClient(riverpgxv5.New(pool), &river.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range []SweepJob{{Broker: "before"}, {Broker: "after", After: lease.Token() - 1}} {
		if _, err := queue.Insert(t.Context(), j, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := pool.Exec(t.Context(), "UPDATE river_job SET state = 'running', attempt = 1, attempted_at = now() - interval '1 hour', attempted_by = ARRAY['gone']"); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	if err := w.Run(ctx); err != nil || ctx.Err() != nil {
		t.Fatal(err, ctx.Err())
	}
	if made, err := work.made(t.Context()); err != nil || made["before"] != 2 || made["after"] != 2 {
		t.Errorf("%v, %v", made, err)
	}
	// River puts the old ones back; they end without a look.
	work.looks = map[string]int{"before": 3, "after": 3, "fresh": 1}
	if _, err := pool.Exec(t.Context(), "UPDATE river_job SET state = 'available', scheduled_at = now() WHERE 'gone' = ANY(attempted_by)"); err != nil {
		t.Fatal(err)
	}
	var old int
	if err := newWorker(t, options(v, dsn, work, &journal{})).Run(ctx); err != nil {
		t.Fatal(err)
	}
	if err := pool.QueryRow(t.Context(), "SELECT count(*) FROM river_job WHERE 'gone' = ANY(attempted_by) AND state = 'completed'").Scan(&old); err != nil || old != 2 {
		t.Errorf("%d of the old jobs ended, %v", old, err)
	}
}

// Workers outlive the database: they begin before it is there, and go on when it
// was restarted in the middle of a sweep.
func TestDatabaseComesAndGoes(t *testing.T) {
	t.Parallel()
	db := pgtest.Start(t)
	v, dsn := caseload(t, db)
	var once sync.Once
	work := &chores{v: v, looks: map[string]int{"a": 6, "b": 6}, takes: 300 * time.Millisecond}
	work.heard = func(ctx context.Context, _ string) {
		once.Do(func() {
			if err := db.Restart(); err != nil {
				t.Error(err)
			}
		})
	}
	db.Stop()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	log := &journal{}
	ended := make(chan error)
	go func() { ended <- newWorker(t, options(v, dsn, work, log)).Run(ctx) }()
	for !strings.Contains(log.String(), "does not answer") {
		if sleep(ctx, 10*time.Millisecond) != nil {
			break
		}
	}
	if err := db.Run(); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil || ctx.Err() != nil {
		t.Fatal(err, ctx.Err(), log)
	}
	if made, err := work.made(t.Context()); err != nil || made["a"] != 6 || made["b"] != 6 {
		t.Errorf("%v, %v", made, err)
	}
}

// A vault in a folder is one machine's.
func TestFolderIsRefused(t *testing.T) {
	if _, err := New(Options{Vault: ownVault(t)}); err == nil || !strings.Contains(err.Error(), "PostgreSQL") {
		t.Error(err)
	}
}

// River's own settings that would break a sweep of hours, or hide one that died.
func TestSettings(t *testing.T) {
	s := &sweeper{}
	if got := s.Timeout(nil); got < sweep.DefaultLimit {
		t.Errorf("a job ends after %v, a sweep may take %v", got, sweep.DefaultLimit)
	}
	if rescueAfter <= sweepTime {
		t.Error("River would put back what is still at work")
	}
	for _, o := range []river.InsertOpts{SweepJob{}.InsertOpts(), PlanJob{}.InsertOpts()} {
		if !o.UniqueOpts.ByArgs || len(o.UniqueOpts.ByState) != 5 || o.Queue == "" || o.MaxAttempts == 0 {
			t.Errorf("%+v", o)
		}
	}
}
