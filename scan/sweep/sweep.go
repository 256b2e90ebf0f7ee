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
	"net/url"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/crawl/browser"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/match"
)

// Task is one broker and the subjects to look for there.
type Task struct {
	Broker  *brokers.Broker
	Clients []Client
	Control *Control      // today's, when there is one already
	Begun   []*crawl.Page // that a control look of today got before it was interrupted
}

// Client is a subject that is due, with what earlier visits found.
type Client struct {
	Subject *scan.Subject
	Earlier []scan.Finding // at this broker
	// Kept finds what an earlier visit kept of an address, so that the site can
	// be asked whether it has changed. It may be nil.
	Kept  func(ctx context.Context, u *url.URL) (crawl.Kept, bool)
	Begun []*crawl.Page // that an interrupted visit of today got
	// May is asked before the visit begins, which can be hours after the sweep
	// did: an authority may have ended since. A *scan.Refusal leaves the visit
	// out; any other error ends the sweep. Nil: it may be made.
	May func(context.Context) error
}

// Setup is what a sweep works with.
type Setup struct {
	Crawler *crawl.Crawler
	Now     func() time.Time
	Limit   time.Duration     // of one sweep, waits included; visits that do not fit in are put off; 0: DefaultLimit
	Browser *browser.Launcher // nil: there is none
	Person  Person            // who sits before the browser; nil: nobody does
	Tell    func(Told)        // hears of each step; may be nil, and is called from several goroutines
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

// DefaultLimit is how long a sweep may take where Setup says nothing.
const DefaultLimit = 6 * time.Hour

// Result is one finished visit with the pages that prove it.
type Result struct {
	Visit scan.Visit
	Pages [][]byte // as received, in the order of Visit.Pages

	Packed [][]byte // those of Pages in gzip that are known so, the others nil; it may be shorter
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
	if s.Limit <= 0 {
		s.Limit = DefaultLimit
	}
	timed, stop := context.WithTimeout(ctx, s.Limit)
	defer stop()
	for _, c := range t.Clients {
		may, err := w.allowed(ctx, c)
		if err != nil {
			return err
		}
		if !may {
			continue
		}
		r, err := w.visit(timed, c)
		if timed.Err() != nil && ctx.Err() == nil && err != nil {
			r, err = w.putOff(c), nil
		}
		if err == nil {
			err = sink.Visit(r)
		}
		if errors.Is(err, ErrGone) {
			w.tell(c.Subject.ID, "not visited: %v", ErrGone)
			continue
		}
		if err != nil {
			return err
		}
		if w.stopped {
			return ErrStopped
		}
	}
	return nil
}

// allowed asks whether a visit may be made still.
func (w *sweep) allowed(ctx context.Context, c Client) (bool, error) {
	if c.May == nil {
		return true, nil
	}
	err := c.May(ctx)
	if rule, refused := errors.AsType[*scan.Refusal](err); refused {
		w.tell(c.Subject.ID, "not visited: %s", rule.Rule)
		return false, nil
	}
	return err == nil, err
}

// ErrGone is what a sink says of a subject whose journal was purged or handed on
// while a visit went on. What was seen is kept nowhere, and the sweep goes on
// with the next.
var ErrGone = errors.New("the subject is not in this vault any more, or not yours")

// putOff is the visit that the sweep has no time left for.
func (w *sweep) putOff(c Client) Result {
	v := w.begin(c)
	v.At = w.Now()
	v.Outcome, v.Why, v.Again = scan.UnknownOutcome, "the time for this site is used up; the next scan goes on", v.At
	return Result{Visit: v}
}

type sweep struct {
	Task
	Setup
	sink   Sink
	reader *site
	failed *Control // of this sweep: its other subjects are not asked for either

	stopped bool // the person leaves the rest for another time
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
	return &site{Reader: r, def: b.Search}, nil
}

// visit makes one visit. Its error is only ever an interruption or a failure
// of the sink; whatever the broker does becomes an outcome.
func (w *sweep) visit(ctx context.Context, c Client) (Result, error) {
	from, end := w.open(c.Kept)
	defer end()
	d := w.newDiary(c.Subject.ID, c.Begun, from)
	l := &look{sweep: w, client: c, pages: d, diary: d, matcher: match.New(c.Subject), opened: map[string]own{}}
	l.visit = w.begin(c)
	if w.means().Person {
		l.visit.Way = string(brokers.Assisted)
	}
	outcome, err := l.run(ctx)
	if err != nil {
		d.flush()
		return Result{}, err
	}
	if d.err != nil {
		return Result{}, d.err
	}
	l.visit.Outcome, l.visit.Why, l.visit.At, l.visit.Again = outcome.Outcome, outcome.Why, w.Now(), outcome.Again
	return Result{l.visit, l.bodies, l.packed}, nil
}

// begin is a visit before anything is known.
func (w *sweep) begin(c Client) scan.Visit {
	return scan.Visit{
		Subject: c.Subject.ID, Broker: w.Broker.ID, Way: string(w.Broker.Search.Way), Control: scan.ControlNone,
		Versions: scan.Versions{Definition: Version(w.Broker.Search), Matcher: match.Version},
	}
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

// asFault turns a fetching error into a fault, or returns the interruption, which
// a gate that is shut is too.
func asFault(ctx context.Context, err error) (*scan.Fault, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if errors.Is(err, crawl.ErrShut) {
		return nil, err
	}
	var f *scan.Fault
	if errors.As(err, &f) {
		return f, nil
	}
	return &scan.Fault{Outcome: scan.Unreachable, Why: "the line failed"}, nil
}
