package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// scans are the scan that runs, or ran last: a vault has one at a time.
type scans struct {
	mu  sync.Mutex
	job *job
}

// job is one scan as it goes on. Its fields are guarded by mu.
type job struct {
	subject string
	began   time.Time
	cancel  context.CancelFunc

	mu      sync.Mutex
	total   int
	visits  []visited // those that finished, in this order
	step    string    // the last thing that happened
	ended   bool
	stopped bool // by the person
	fault   string
	refused []error // what the rules kept from being visited
}

// visited is how a visit finished; no fact about a person is in it.
type visited struct {
	Broker  string
	Outcome scan.Outcome
	Why     string
}

// Begin and Visit make a job a casebook.Watcher.
func (j *job) Begin(visits int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.total = visits
}

// Visit notes how a visit finished. What it read stays in the vault: a job is
// remembered while the vault is locked.
func (j *job) Visit(v scan.Visit) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.visits = append(j.visits, visited{v.Broker, v.Outcome, v.Why})
}

func (j *job) tell(t sweep.Told) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.step = t.Broker + ": " + t.Text
}

// running returns the scan that runs, or nil.
func (s *scans) running() *job {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.job == nil || s.job.over() {
		return nil
	}
	return s.job
}

// of returns the scan that runs, or ran last, for a subject.
func (s *scans) of(subject string) *job {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.job == nil || s.job.subject != subject {
		return nil
	}
	return s.job
}

func (j *job) over() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.ended
}

// stop ends the scan that runs, as by the person.
func (s *scans) stop() {
	if j := s.running(); j != nil {
		j.mu.Lock()
		j.stopped = true
		j.mu.Unlock()
		j.cancel()
	}
}

// errScanning says that a scan runs already.
var errScanning = &saying{409, "A scan runs already", "One scan runs at a time, so that no site is asked twice.", "Wait until it has ended, or stop it."}

// begin takes the place of the scan that runs.
func (s *scans) begin(j *job) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.job != nil && !s.job.over() {
		return errScanning
	}
	s.job = j
	return nil
}

// run scans in the background. The door stays open for it: a scan that was
// begun goes on while the pages are locked, and what it finds is kept.
func (s *Server) run(j *job, ctx context.Context, book *casebook.Casebook, scope casebook.Scope, eyes *Eyes, direct bool) {
	eyes.Setup.Tell = j.tell
	sum, err := book.Scan(ctx, scope, eyes.Setup, direct || eyes.Proxy, j)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ended, j.refused, j.step = true, sum.Refused, ""
	for _, id := range sum.Elsewhere {
		j.refused = append(j.refused, fmt.Errorf("broker %q: %w", id, casebook.ErrElsewhere))
	}
	switch {
	case err == nil, errors.Is(err, context.Canceled):
	case errors.Is(err, vault.ErrBusy):
		j.fault = "Another whohasme is at work on this vault, perhaps a scan in a terminal. Wait until it is done, or stop it there."
	default:
		var rule *scan.Refusal
		j.fault = "The scan could not go on. What had finished is kept, and the next one goes on from there."
		if errors.As(err, &rule) {
			j.fault = sentence(rule.Rule)
		}
	}
}

// state is a scan as its page shows it, and as the script asks for it.
type state struct {
	Done    int    `json:"done"`
	Total   int    `json:"total"`
	Found   int    `json:"found"`
	Maybe   int    `json:"maybe"`
	Clear   int    `json:"clear"`
	Unsure  int    `json:"unsure"`
	Step    string `json:"step"`
	Ended   bool   `json:"ended"`
	Stopped bool   `json:"stopped"`
	Fault   string `json:"fault"`
	Visits  []seen `json:"visits"` // the latest first
}

// seen is one finished visit.
type seen struct {
	Broker  string `json:"broker"`
	Name    string `json:"name"`
	Outcome string `json:"outcome"`
	Why     string `json:"why"`
	Class   string `json:"class"` // how it is drawn
}

// state says where a scan is.
func (j *job) state(name func(string) string) state {
	j.mu.Lock()
	defer j.mu.Unlock()
	s := state{Done: len(j.visits), Total: j.total, Step: j.step, Ended: j.ended, Stopped: j.stopped, Fault: j.fault, Visits: []seen{}}
	for _, v := range slices.Backward(j.visits) {
		w := seen{v.Broker, render.Clean(name(v.Broker)), outcomeWord(v.Outcome), words(render.Clean(v.Why)), "unsure"}
		switch v.Outcome {
		case scan.Found:
			s.Found++
			w.Class = "found"
		case scan.Maybe:
			s.Maybe++
			w.Class = "maybe"
		case scan.Absent:
			s.Clear++
			w.Class = "absent"
		default:
			s.Unsure++
		}
		s.Visits = append(s.Visits, w)
	}
	return s
}
