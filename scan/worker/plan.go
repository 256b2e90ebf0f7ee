package worker

import (
	"time"

	"github.com/whohasme/whohasme/scan/vault"
)

// queued is a sweep job that is not over, as River knows it.
type queued struct {
	id      int64
	job     SweepJob
	running bool
	since   time.Time // when it was begun
}

// lostAfter is how long a job may run without its broker's lease having been
// taken. A job takes the lease first of all, so its machine is gone.
const lostAfter = TTL

// choose decides which brokers get a job: those that are due, that nobody
// holds, and for which none is in line. It is pure.
func choose(a Agenda, held []vault.Holding, line []queued, now time.Time) []SweepJob {
	last := map[string]vault.Holding{}
	for _, h := range held {
		last[h.Name] = h
	}
	byBroker := map[string][]queued{}
	for _, q := range line {
		byBroker[q.job.Broker] = append(byBroker[q.job.Broker], q)
	}
	var jobs []SweepJob
	for _, d := range a.Brokers {
		h := last[name(d.Broker)]
		if h.Left > 0 {
			continue
		}
		if instead, free := inWay(byBroker[d.Broker], h.Token, now); free {
			jobs = append(jobs, SweepJob{Broker: d.Broker, After: h.Token, Instead: instead})
		}
	}
	return jobs
}

// inWay looks through a broker's jobs that are in line, and returns whether a
// new one may be, and which of those it stands in for. A job planned after an
// earlier holder has nothing to do any more, and is in nobody's way.
func inWay(line []queued, token int64, now time.Time) (instead int64, free bool) {
	for _, q := range line {
		switch {
		case q.job.After != token:
		case !q.running || now.Sub(q.since) < lostAfter:
			return 0, false
		default:
			instead = max(instead, q.id)
		}
	}
	return instead, true
}
