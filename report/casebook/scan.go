package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// Watcher is told how a scan goes on. Its methods are called one at a time.
type Watcher interface {
	Begin(visits int)
	Visit(scan.Visit)
}

// Summary is what a scan came to.
type Summary struct {
	Made    []scan.Visit // in this run, in the order they finished
	Fresh   []scan.Visit // in scope, looked at before and recently enough
	Held    int          // of those in Fresh, the ones that a rule keeps from being repeated now
	Refused []error      // what the rules kept from being visited
	Blind   []Blind      // who was named and cannot be looked at
	Left    int          // visits that the person left for another time

	// Elsewhere are brokers that were left to another machine at work there, by
	// ErrElsewhere: some visits to them were put off, or all. Nothing is known of those.
	Elsewhere []string

	Retained Retained // who was thrown away before, their time being over
}

// Nobody reports whether nobody was, or in a preview would be, asked, and
// nobody was in the scope who had been asked recently enough.
func (s Summary) Nobody() bool { return len(s.Made) == 0 && len(s.Fresh) == s.Held }

// All returns the visits that say where the scope stands now.
func (s Summary) All() []scan.Visit { return append(append([]scan.Visit{}, s.Fresh...), s.Made...) }

// ErrSafeFacts says that a subject with safe facts would show its network
// address to every site.
var ErrSafeFacts = &scan.Refusal{Rule: "this subject has safe facts, and every site that is visited sees from which network address, hence roughly from where; use --proxy, or say --direct on purpose"}

// Scan makes the visits that are due in a scope, one broker beside the other,
// and journals each as it finishes. On a vault that machines share each broker
// is visited under its lease, and left out while another machine has it. When ctx ends, what is finished is kept
// and the error is ctx.Err(); the next scan goes on from there.
func (c *Casebook) Scan(ctx context.Context, s Scope, setup sweep.Setup, mayShowAddress bool, w Watcher) (Summary, error) {
	release, err := c.Vault.Lock()
	if err != nil {
		return Summary{}, err
	}
	defer release()
	kept, err := c.retainClients(ctx) // pages follow at the end
	if err != nil {
		return Summary{Retained: kept}, err
	}
	sum, err := c.look(ctx, s, setup, mayShowAddress, &keeper{book: c, watcher: w})
	sum.Retained = kept
	err = errors.Join(err, c.measureAll(context.WithoutCancel(ctx), sum.Made))
	if err == nil {
		err = c.dropPages(ctx)
	}
	return sum, err
}

// look makes the visits of a scope for a caller who keeps others from looking
// there too, and who sees to it that the risk is measured.
func (c *Casebook) look(ctx context.Context, s Scope, setup sweep.Setup, mayShowAddress bool, k *keeper) (Summary, error) {
	a, err := c.agenda(ctx, s)
	if err != nil {
		return Summary{}, err
	}
	if !mayShowAddress && a.spareSafeSubjects(s.Means) && !a.asks(s.Means) {
		return Summary{Fresh: a.fresh, Held: a.held, Blind: a.blind}, ErrSafeFacts
	}
	k.watcher.Begin(a.visits)
	k.ended = a.ended
	k.ctx = context.WithoutCancel(ctx)
	visit := func(ctx context.Context, t sweep.Task) error { return sweep.Run(ctx, t, setup, k) }
	x := c.share(a, s, setup, mayShowAddress, k)
	if k.hold == nil && c.Vault.Shared() {
		if c.Crawler == nil {
			return Summary{}, errAlone
		}
		visit = x.sweep
	}
	fault := a.run(ctx, setup.Person != nil, visit)
	sum := Summary{Made: k.made, Fresh: a.fresh, Held: a.held, Blind: a.blind, Refused: append(a.refused, a.ended.all()...), Elsewhere: x.elsewhere}
	slices.Sort(sum.Elsewhere)
	if ctx.Err() != nil {
		return sum, ctx.Err()
	}
	if errors.Is(fault, sweep.ErrStopped) {
		sum.Left, fault = a.visits-len(k.made)-x.putOff, nil
	}
	return sum, fault
}

// refusals are rules that came to forbid visits while others were made, each
// once for a subject.
type refusals struct {
	mu   sync.Mutex
	list []error
	told map[string]bool
}

func (r *refusals) add(subject string, rule error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.told[subject] {
		r.told[subject] = true
		r.list = append(r.list, fmt.Errorf("subject %q: %w", subject, rule))
	}
}

func (r *refusals) all() []error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.list
}

// may asks anew, right before a visit, whether it is still permitted, as the
// journal says at that moment: a sweep can take hours, and a mandate can be
// withdrawn in another window meanwhile.
func (c *Casebook) may(subject, broker string, a *agenda) func(context.Context) error {
	written := a.written[subject]
	return func(ctx context.Context) error {
		s, err := c.one(ctx, subject)
		if err == nil {
			err = c.covers(s, scan.Look, broker, written)
		}
		err = gone(err)
		if _, refused := errors.AsType[*scan.Refusal](err); refused {
			a.ended.add(subject, err)
		}
		return err
	}
}

// run makes the visits: one broker beside the other, or one after the other
// where a person sits before the browser.
func (a *agenda) run(ctx context.Context, person bool, visit func(context.Context, sweep.Task) error) error {
	if person {
		for _, t := range a.tasks {
			if err := visit(ctx, t); err != nil {
				return err
			}
		}
		return nil
	}
	var wg sync.WaitGroup
	faults := make([]error, len(a.tasks))
	for i, t := range a.tasks {
		wg.Go(func() { faults[i] = visit(ctx, t) })
	}
	wg.Wait()
	return errors.Join(faults...)
}

// dropPages drops the pages that have been kept long enough.
func (c *Casebook) dropPages(ctx context.Context) error {
	var kept map[string]bool
	before, err := c.pagesBefore(ctx)
	if err != nil {
		return err
	}
	n, err := c.Vault.DropPages(ctx, before, func(hash string) (bool, error) {
		var err error
		if kept == nil {
			kept, err = c.shown(ctx)
		}
		return kept[hash], err
	})
	if err != nil || n == 0 {
		return err
	}
	return c.append(ctx, report.PagesDropped, "", "", report.Dropping{Before: before.UTC().Format(time.RFC3339Nano)})
}

// shown returns the hashes of all pages, and whether a visit that rests on one
// has seen the subject.
func (c *Casebook) shown(ctx context.Context) (map[string]bool, error) {
	subjects, err := c.Vault.Subjects(ctx)
	if err != nil {
		return nil, err
	}
	kept := map[string]bool{}
	for _, id := range subjects {
		err := each(ctx, c, id, brokers.Date{}, func(_ vault.Entry, v scan.Visit) error {
			for _, p := range v.Pages {
				kept[p.Hash] = kept[p.Hash] || len(v.Sightings) > 0
			}
			return nil
		}, scan.VisitMade)
		if purged(err) != nil {
			return nil, err
		}
	}
	return kept, nil
}

// spareSafeSubjects takes out the visits that would show where a subject with
// safe facts is, notes the rule, and reports whether there were any. Other
// subjects are looked for.
func (a *agenda) spareSafeSubjects(m sweep.Means) bool {
	spared := map[string]bool{}
	for i := range a.tasks {
		t := &a.tasks[i]
		if !sweep.Asks(t.Broker, m) {
			continue
		}
		t.Clients = slices.DeleteFunc(t.Clients, func(cl sweep.Client) bool {
			if !cl.Subject.Safe.Any() {
				return false
			}
			if a.visits--; !spared[cl.Subject.ID] {
				spared[cl.Subject.ID] = true
				a.refused = append(a.refused, fmt.Errorf("subject %q: %w", cl.Subject.ID, ErrSafeFacts))
			}
			return true
		})
	}
	return len(spared) > 0
}

// asks reports whether any visit asks a site anything.
func (a *agenda) asks(m sweep.Means) bool {
	return slices.ContainsFunc(a.tasks, func(t sweep.Task) bool { return len(t.Clients) > 0 && sweep.Asks(t.Broker, m) })
}

// keeper journals what sweeps establish and tells the watcher afterwards: a
// visit that is shown is one that is kept.
type keeper struct {
	book    *Casebook
	hold    Hold            // how events are appended; nil: as the vault does
	ctx     context.Context // outlives an interruption: a finished visit is kept
	watcher Watcher
	mu      sync.Mutex
	made    []scan.Visit
	ended   *refusals          // subjects that went meanwhile are noted here
	held    map[[2]string]bool // by subject and hash: pages of unfinished visits
}

// append writes one event of what was seen. A subject who was purged or handed
// on since the visit began is sweep.ErrGone: those after them are visited still.
func (k *keeper) append(e vault.Envelope) (err error) {
	if k.hold != nil {
		err = k.hold(k.ctx, e)
	} else {
		err = k.book.Vault.Append(k.ctx, e)
	}
	if e.Subject == "" || !errors.Is(err, vault.ErrNoSubject) {
		return err
	}
	if k.ended != nil {
		k.ended.add(e.Subject, gone(err))
	}
	return sweep.ErrGone
}

// Control journals a control look.
func (k *keeper) Control(c sweep.Control) error {
	payload, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("write %s: %w", scan.ControlMade, err)
	}
	return k.append(vault.Envelope{Kind: scan.ControlMade, Broker: c.Broker, At: k.book.Now(), Payload: payload})
}

// Step journals a page of a visit that is not finished yet.
func (k *keeper) Step(s sweep.Step) error {
	payload, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write page of broker %q: %w", s.Broker, err)
	}
	err = k.append(vault.Envelope{
		Kind: scan.PageArrived, Subject: s.Subject, Broker: s.Broker, At: s.Page.At, Payload: payload, Pages: [][]byte{s.Body}, Packed: [][]byte{s.Packed},
	})
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held == nil {
		k.held = map[[2]string]bool{}
	}
	k.held[[2]string{s.Subject, s.Page.Hash}] = true
	return nil
}

// Visit journals a visit together with its pages.
func (k *keeper) Visit(r sweep.Result) error {
	payload, err := json.Marshal(r.Visit)
	if err != nil {
		return fmt.Errorf("write visit to broker %q: %w", r.Visit.Broker, err)
	}
	e := vault.Envelope{Kind: scan.VisitMade, Subject: r.Visit.Subject, Broker: r.Visit.Broker, At: r.Visit.At, Payload: payload, Pages: r.Pages, Packed: r.Packed}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, p := range r.Visit.Pages {
		at := [2]string{r.Visit.Subject, p.Hash}
		e.Held = append(e.Held, k.held[at])
		delete(k.held, at)
	}
	if err := k.append(e); err != nil {
		return err
	}
	k.made = append(k.made, r.Visit)
	k.watcher.Visit(r.Visit)
	return nil
}
