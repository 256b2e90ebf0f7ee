// Package sweep visits one broker for all subjects that are due, at that
// broker's pace: it proves the definition with a control, asks for each
// subject, reads what comes back, judges every record and decides the outcome
// by the truth rules of the design.
//
// [Run] is what most callers need. [ReadGiven] decides the same for pages that
// are there already, saved by a person or sealed by an earlier visit, and
// [Read] for one page without a vault.
package sweep

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/match"
)

// Task is one broker and the subjects to look for there.
type Task struct {
	Broker  *brokers.Broker
	Clients []Client
	Control *Control // today's, when there is one already
	Begun   *Control // today's, when it was interrupted after the common name
}

// Client is a subject that is due, with what earlier visits found.
type Client struct {
	Subject *scan.Subject
	Earlier []scan.Finding // at this broker
	Begun   []*crawl.Page  // that an interrupted visit of today got
}

// Setup is what a sweep works with.
type Setup struct {
	Crawler *crawl.Crawler
	Now     func() time.Time
	Tell    func(Told) // hears of each step; may be nil, and is called from several goroutines
}

// Told is one step of a sweep, for a person who watches. Text carries no fact
// about anybody.
type Told struct {
	Subject string // "" where it is about nobody
	Broker  string
	Text    string
}

func (w *sweep) tell(subject, format string, args ...any) {
	if w.Tell != nil {
		w.Tell(Told{subject, w.Broker.ID, fmt.Sprintf(format, args...)})
	}
}

// Result is one finished visit with the pages that prove it.
type Result struct {
	Visit scan.Visit
	Pages [][]byte // as received, in the order of Visit.Pages
}

// Sink takes what a sweep establishes, as soon as it is established. An error
// ends the sweep.
type Sink interface {
	Control(Control) error
	Visit(Result) error
}

// Run makes the task's visits, one after the other. It returns ctx.Err() when
// it is interrupted; what the sink has taken by then is finished.
func Run(ctx context.Context, t Task, s Setup, sink Sink) error {
	w, err := newSweep(t, s, sink)
	if err != nil {
		return err
	}
	for _, c := range t.Clients {
		r, err := w.visit(ctx, c)
		if err != nil {
			return err
		}
		if err := sink.Visit(r); err != nil {
			return err
		}
	}
	return nil
}

type sweep struct {
	Task
	Setup
	sink   Sink
	reader *extract.Reader
	failed *Control // of this sweep: its other subjects are not asked for either
}

func newSweep(t Task, s Setup, sink Sink) (*sweep, error) {
	w := &sweep{Task: t, Setup: s, sink: sink}
	if t.Broker.Search == nil {
		return nil, fmt.Errorf("visit broker %q: it has no way to look", t.Broker.ID)
	}
	if t.Broker.Search.Record != "" {
		r, err := compile(t.Broker)
		if err != nil {
			return nil, fmt.Errorf("visit broker %q: %w", t.Broker.ID, err)
		}
		w.reader = r
	}
	return w, nil
}

// compile prepares a broker's definition for reading.
func compile(b *brokers.Broker) (*extract.Reader, error) {
	r, err := extract.Compile(b.Search)
	if err == nil && b.Home() != "" {
		r.Country = b.Home()
	}
	return r, err
}

// visit makes one visit. Its error is only ever an interruption or a failure
// of the sink; whatever the broker does becomes an outcome.
func (w *sweep) visit(ctx context.Context, c Client) (Result, error) {
	d := w.newDiary(c, w.Crawler.Visit(w.Broker))
	l := &look{sweep: w, client: c, pages: d, diary: d, matcher: match.New(c.Subject), opened: map[string]own{}}
	l.visit = scan.Visit{
		Subject: c.Subject.ID, Broker: w.Broker.ID, Way: string(w.Broker.Search.Way), Control: scan.ControlNone,
		Versions: scan.Versions{Definition: Version(w.Broker.Search), Matcher: match.Version},
	}
	outcome, err := l.run(ctx)
	if err != nil {
		d.flush()
		return Result{}, err
	}
	if d.err != nil {
		return Result{}, d.err
	}
	l.visit.Outcome, l.visit.Why, l.visit.At = outcome.Outcome, outcome.Why, w.Now()
	return Result{l.visit, l.bodies}, nil
}

// Version names a definition by what it says.
func Version(d *brokers.Definition) string {
	b, err := json.Marshal(d)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:6])
}

// asFault turns a fetching error into a fault, or returns the interruption.
func asFault(ctx context.Context, err error) (*scan.Fault, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var f *scan.Fault
	if errors.As(err, &f) {
		return f, nil
	}
	return &scan.Fault{Outcome: scan.Unreachable, Why: "the line failed"}, nil
}
