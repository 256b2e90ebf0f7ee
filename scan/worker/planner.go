package worker

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/whohasme/whohasme/scan/vault"
)

// planner works plan jobs: it asks what is due and lines up a sweep for each
// broker that nobody has.
type planner struct {
	river.WorkerDefaults[PlanJob]
	*Worker
	planned, settled time.Time // when it did so last; one plan is made at a time
}

// Timeout bounds one plan.
func (p *planner) Timeout(*river.Job[PlanJob]) time.Duration { return planTime }

// Work makes one plan. What it returns is written into River's tables.
func (p *planner) Work(ctx context.Context, job *river.Job[PlanJob]) (err error) {
	defer func() {
		if r := recover(); r != nil {
			p.Log.Error("plan crashed")
			err = errPlan
		}
	}()
	if !p.planned.IsZero() && time.Since(p.planned) < p.Every/2 {
		return nil // plans stood in line; one says it all
	}
	if err := p.plan(ctx, river.ClientFromContext[tx](ctx)); err != nil {
		if ctx.Err() == nil {
			p.Log.Warn("no plan could be made", "error", say(err))
		}
		if over(err) {
			p.giveUp(err)
		}
		return errPlan
	}
	p.planned = time.Now()
	return nil
}

// plan lines up what is due.
func (p *planner) plan(ctx context.Context, queue *client) error {
	began := time.Now()
	a, err := p.Worker.Work.Due(ctx)
	if err != nil {
		return err
	}
	held, err := p.Vault.Leases(ctx, leases)
	if err != nil {
		return err
	}
	line, err := inQueue(ctx, queue)
	if err != nil {
		return err
	}
	now, err := p.line.now(ctx)
	if err != nil {
		return err
	}
	jobs := choose(a, held, line, now)
	if err := insert(ctx, queue, jobs); err != nil {
		return err
	}
	looks, late := a.looks()
	p.Log.Debug("planned", "brokers", len(a.Brokers), "looks", looks, "new", len(jobs), "in line", len(line), "took", time.Since(began).Round(time.Millisecond))
	err = p.publish(ctx, Standing{At: time.Now(), Looks: looks, Brokers: len(a.Brokers), Late: max(late, 0), Queued: len(line) + len(jobs)})
	if err == nil && time.Since(p.settled) > settleEvery {
		p.settled = time.Now()
		_, err = p.settle(ctx, false)
	}
	return err
}

// settleEvery is how often a machine that plans settles what sweeps left.
const settleEvery = time.Minute

// settle has one machine at a time settle what sweeps left, for a while; more
// says that it was not enough.
func (w *Worker) settle(ctx context.Context, over bool) (more bool, err error) {
	lease, err := w.Vault.Lease(ctx, "settle", planTime)
	if errors.Is(err, vault.ErrTaken) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	timed, stop := context.WithTimeout(ctx, planTime/2) // it is over before its lease is
	defer stop()
	err = w.Work.Settle(timed, over)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		more, err = true, nil
	}
	return more, errors.Join(err, lease.End(context.WithoutCancel(ctx), 0))
}

// page is how many of River's rows are read at a time.
const page = 1000

// inQueue reads the sweep jobs that are not over.
func inQueue(ctx context.Context, queue *client) (line []queued, err error) {
	params := river.NewJobListParams().Kinds(SweepJob{}.Kind()).States(inLine...).First(page)
	for {
		got, err := queue.JobList(ctx, params)
		if err != nil {
			return nil, err
		}
		for _, row := range got.Jobs {
			q := queued{id: row.ID, running: row.State == rivertype.JobStateRunning}
			if json.Unmarshal(row.EncodedArgs, &q.job) != nil {
				continue // no job of ours; River discards it
			}
			if row.AttemptedAt != nil {
				q.since = *row.AttemptedAt
			}
			line = append(line, q)
		}
		if len(got.Jobs) < page || got.LastCursor == nil {
			return line, nil
		}
		params = params.After(got.LastCursor)
	}
}

// insert lines jobs up, in the order given.
func insert(ctx context.Context, queue *client, jobs []SweepJob) error {
	if len(jobs) == 0 {
		return nil
	}
	list := make([]river.InsertManyParams, len(jobs))
	for i, j := range jobs {
		list[i] = river.InsertManyParams{Args: j}
	}
	_, err := queue.InsertMany(ctx, list)
	return err
}

// Standing is how the caseload stood when it was last planned. Each machine can
// read it, whichever made the plan.
type Standing struct {
	At      time.Time     `json:"at"`
	Looks   int           `json:"looks"`   // to begin now
	Brokers int           `json:"brokers"` // with such looks
	Late    time.Duration `json:"late"`    // of the look whose window ended first, in nanoseconds
	Queued  int           `json:"queued"`  // sweeps in line or under way
}

// standing is the name that it is remembered under.
const standing = "plan"

func (w *Worker) publish(ctx context.Context, s Standing) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return w.Vault.Memory("worker").Save(ctx, map[string][]byte{standing: data})
}

// Standing reads how the caseload stood when it was last planned; the zero value
// before the first plan.
func (w *Worker) Standing(ctx context.Context) (s Standing, err error) {
	data, err := w.Vault.Memory("worker").Load(ctx, standing)
	if err != nil || data == nil {
		return s, err
	}
	return s, json.Unmarshal(data, &s)
}
