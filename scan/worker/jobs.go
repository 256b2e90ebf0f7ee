package worker

import (
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// How River is set, on purpose: its own figures are made for jobs of seconds.
const (
	// sweepTime bounds one job; River's default is a minute. The sweep itself ends
	// before, at the limit of its Setup.
	sweepTime = 7 * time.Hour
	// rescueAfter is when River puts a job back whose machine is gone. Nobody waits
	// for it: the planner stands another job in as soon as the lease is over, and
	// the one put back finds nothing to do.
	rescueAfter = sweepTime + time.Hour
	planTime    = 2 * time.Minute
	attempts    = 3 // of a job; the plan makes a new one anyway

	keepDone   = time.Hour      // rows of jobs that ended well
	keepFailed = 24 * time.Hour // and of others

	sweepQueue, planQueue = "sweep", "plan"
)

// inLine are the states in which a job stands in another's way. River insists on
// the first four; a job that waits for its next attempt is one, too.
var inLine = []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateScheduled, rivertype.JobStateRetryable,
}

// SweepJob is one broker to be swept. It names no subject: whom to look for is
// decided under the broker's lease.
type SweepJob struct {
	Broker string `json:"broker" river:"unique"`
	// After is the token of the last holder of the broker's lease when the job was
	// planned. Once another has held it, the job has nothing to do.
	After int64 `json:"after" river:"unique"`
	// Instead is the job that this one stands in for, whose machine is gone.
	Instead int64 `json:"instead,omitempty" river:"unique"`
}

// Kind names the job to River.
func (SweepJob) Kind() string { return "sweep" }

// InsertOpts are how River keeps such jobs.
func (SweepJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: sweepQueue, MaxAttempts: attempts, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: inLine}}
}

// PlanJob asks one machine what is due.
type PlanJob struct {
	// Made is when the leader asked for it, in Unix seconds. A plan that is asked
	// for late is left out: another was asked for since.
	Made int64 `json:"made" river:"unique"`
}

// Kind names the job to River.
func (PlanJob) Kind() string { return "plan" }

// InsertOpts are how River keeps such jobs. One that failed is not tried again.
func (PlanJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: planQueue, MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: inLine}}
}
