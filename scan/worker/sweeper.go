package worker

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// idleRest is how long a broker's lease rests after a sweep that came to
// nothing, so that no machine runs after it in a circle.
const idleRest = 15 * time.Second

// failRest is the same after a sweep that failed.
const failRest = time.Minute

// sweeper works sweep jobs.
type sweeper struct {
	river.WorkerDefaults[SweepJob]
	*Worker

	stopping chan struct{} // closed when looks that are under way are the last
	running  atomic.Int64
}

// Timeout is longer than any sweep may take.
func (s *sweeper) Timeout(*river.Job[SweepJob]) time.Duration { return sweepTime }

// Work sweeps one broker. What it returns is written into River's tables.
func (s *sweeper) Work(ctx context.Context, job *river.Job[SweepJob]) error {
	broker := job.Args.Broker
	log := s.Log.With("broker", broker)
	began := time.Now()
	left, current, err := s.current(ctx, job.Args)
	switch {
	case err != nil:
		log.Warn("the lease could not be read", "error", say(err))
		return errSweep
	case !current:
		s.numbers.sweep(broker, "nothing")
		return nil
	case left > 0:
		return river.JobSnooze(left)
	}
	made, err := s.sweep(ctx, log, job.Args)
	return s.ended(log, broker, made, time.Since(began), err)
}

// current asks whether the job still has something to do: nobody has held the
// broker's lease since it was planned. left is how long the lease still rests.
func (s *sweeper) current(ctx context.Context, j SweepJob) (left time.Duration, current bool, err error) {
	held, err := s.Vault.Leases(ctx, name(j.Broker))
	if err != nil {
		return 0, false, err
	}
	for _, h := range held {
		if h.Name == name(j.Broker) {
			return h.Left, h.Token == j.After, nil
		}
	}
	return 0, j.After == 0, nil
}

// sweep takes the lease and makes the looks that are due.
func (s *sweeper) sweep(ctx context.Context, log *slog.Logger, j SweepJob) (made int, err error) {
	s.running.Add(1)
	defer s.running.Add(-1)
	err = s.holder.Under(ctx, j.Broker, func(ctx context.Context, h *Holding) error {
		if j.Instead != 0 {
			log.Info("sweep taken over from a machine that is gone", "token", h.lease.Token())
			s.numbers.takeovers.Inc()
		}
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		t := &teller{worker: s.Worker, broker: j.Broker, stopping: s.stopping, stop: stop, last: time.Now()}
		err := s.look(ctx, log, j.Broker, h, t)
		made = int(t.made.Load())
		switch {
		case ctx.Err() != nil:
		case err != nil:
			h.Rest = failRest
		case made == 0:
			h.Rest = idleRest
		}
		if t.stopped.Load() && errors.Is(err, context.Canceled) {
			return errStopped
		}
		return err
	})
	return made, err
}

var (
	errStopped = errors.New("stopped after a look")
	errCrashed = errors.New("crashed")
)

// look makes the looks. A crash ends the sweep alone; what was said by it is not
// told, for that may be anything.
func (s *sweeper) look(ctx context.Context, log *slog.Logger, broker string, h *Holding, t *teller) (err error) {
	defer func() {
		if r := recover(); r != nil {
			log.Error("sweep crashed", "stack", string(debug.Stack()))
			err = errCrashed
		}
	}()
	return s.Worker.Work.Sweep(ctx, broker, s.setup(h.Crawler), h.Append, t.visit)
}

// ended says how a sweep ended, and what River is told of it.
func (s *sweeper) ended(log *slog.Logger, broker string, made int, took time.Duration, err error) error {
	log = log.With("looks", made, "took", took.Round(time.Millisecond))
	end := "done"
	switch {
	case err == nil:
		log.Info("sweep done")
	case errors.Is(err, vault.ErrTaken):
		end = "taken"
	case errors.Is(err, vault.ErrLeaseLost):
		end = "lost"
		s.numbers.lost.Inc()
		log.Warn("the lease was lost; what was kept stays, the rest is swept by whoever takes it")
	case errors.Is(err, errStopped), errors.Is(err, context.Canceled):
		end = "stopped"
		log.Info("sweep stopped; what is left is swept by another worker")
	default:
		s.numbers.sweep(broker, "failed")
		log.Error("sweep failed", "error", say(err))
		if over(err) {
			s.giveUp(err)
		}
		return errSweep
	}
	s.numbers.sweep(broker, end)
	return nil
}

// teller counts a sweep's visits, and ends it after one when the worker stops.
type teller struct {
	worker   *Worker
	broker   string
	stopping <-chan struct{}
	stop     context.CancelFunc
	made     atomic.Int64
	stopped  atomic.Bool

	mu   sync.Mutex
	last time.Time
}

func (t *teller) visit(v scan.Visit) {
	t.made.Add(1)
	t.mu.Lock()
	took := time.Since(t.last)
	t.last = time.Now()
	t.mu.Unlock()
	t.worker.numbers.look(t.broker, v.Outcome.String(), took)
	select {
	case <-t.stopping:
		t.stopped.Store(true)
		t.stop()
	default:
	}
}
