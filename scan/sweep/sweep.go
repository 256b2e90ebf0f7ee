// Package sweep visits one broker for all subjects that are due, at that
// broker's pace: it proves the definition with a control, asks for each
// subject, reads what comes back, judges every record and decides the outcome
// by the truth rules of the design.
//
// [Run] is what most callers need. [Read] decides the same for one saved page.
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
}

// Client is a subject that is due, with what earlier visits found.
type Client struct {
	Subject *scan.Subject
	Earlier []scan.Finding // at this broker
}

// Setup is what a sweep works with.
type Setup struct {
	Crawler *crawl.Crawler
	Now     func() time.Time
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
	reader *site
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
func compile(b *brokers.Broker) (*site, error) {
	r, err := extract.Compile(b.Search)
	if err != nil {
		return nil, err
	}
	if b.Home() != "" {
		r.Country = b.Home()
	}
	return &site{r, b.Search}, nil
}

// visit makes one visit. Its error is only ever an interruption or a failure
// of the sink; whatever the broker does becomes an outcome.
func (w *sweep) visit(ctx context.Context, c Client) (Result, error) {
	l := &look{sweep: w, client: c, pages: w.Crawler.Visit(w.Broker), matcher: match.New(c.Subject), opened: map[string]own{}}
	l.visit = scan.Visit{
		Subject: c.Subject.ID, Broker: w.Broker.ID, Way: string(w.Broker.Search.Way), Control: scan.ControlNone,
		Versions: scan.Versions{Definition: Version(w.Broker.Search), Matcher: match.Version},
	}
	outcome, err := l.run(ctx)
	if err != nil {
		return Result{}, err
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
