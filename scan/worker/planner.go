package worker

import (
	"context"
	"encoding/json"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// planner works plan jobs: it asks what is due and lines up a sweep for each
// broker that nobody has.
type planner struct {
	river.WorkerDefaults[PlanJob]
	*Worker
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
	if time.Since(time.Unix(job.Args.Made, 0)) > 3*p.Every+planTime {
		return nil // the queue stood still; a younger one is in line
	}
	if err := p.plan(ctx, river.ClientFromContext[tx](ctx)); err != nil {
		if ctx.Err() == nil {
			p.Log.Warn("no plan could be made", "error", say(err))
		}
		return errPlan
	}
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
	jobs := choose(a, held, line, time.Now())
	if err := insert(ctx, queue, jobs); err != nil {
		return err
	}
	looks, late := a.looks()
	p.Log.Debug("planned", "brokers", len(a.Brokers), "looks", looks, "new", len(jobs), "in line", len(line), "took", time.Since(began).Round(time.Millisecond))
	return p.publish(ctx, Standing{At: time.Now(), Looks: looks, Brokers: len(a.Brokers), Late: max(late, 0), Queued: len(line) + len(jobs)})
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
