package casebook

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// Hold appends events for whoever holds a broker, and fails when they hold it
// no more.
type Hold func(ctx context.Context, events ...vault.Envelope) error

// Scan looks at what is due now, on the one machine that uses the vault: it
// holds the vault's lock meanwhile, and fails with vault.ErrBusy where somebody
// else does. What is due is found out under the lock, so that nothing is looked
// at twice.
func (l *Lookout) Scan(ctx context.Context, d *Due, setup sweep.Setup, w Watcher) (Summary, error) {
	if len(d.Now) == 0 {
		return Summary{}, nil
	}
	release, err := l.book.Vault.Lock()
	if err != nil {
		return Summary{}, err
	}
	defer release()
	kept, err := l.book.Retain(ctx)
	if err != nil {
		return Summary{Retained: kept}, err
	}
	wanted := map[string][]string{}
	for _, s := range d.Now {
		if wanted[s.Broker], err = l.still(ctx, s.Broker, s.Subjects); err != nil {
			return Summary{}, err
		}
	}
	sum, err := l.book.look(ctx, Scope{Pairs: wanted, Means: l.o.Means, still: l.still}, setup, l.o.Direct, &keeper{book: l.book, watcher: w})
	sum.Retained = kept
	return sum, errors.Join(err, l.Measure(context.WithoutCancel(ctx), 0))
}

// Sweep looks at one broker for those of some subjects that are due there when
// it begins; with none, for all that are. It takes no lock: the caller holds the
// broker, and every event is appended by hold, whose error ends the sweep. Nil
// appends as the vault does. The watcher may be nil. The risk is not measured:
// see Measure.
func (l *Lookout) Sweep(ctx context.Context, broker string, subjects []string, setup sweep.Setup, hold Hold, w Watcher) (Summary, error) {
	if w == nil {
		w = nobody{}
	}
	due, err := l.still(ctx, broker, subjects)
	if err != nil || len(due) == 0 {
		return Summary{}, err
	}
	var all Summary
	for some := range slices.Chunk(due, few) {
		scope := Scope{Pairs: map[string][]string{broker: some}, Means: l.o.Means}
		sum, err := l.book.look(ctx, scope, setup, l.o.Direct, &keeper{book: l.book, hold: hold, watcher: w})
		all.Made, all.Refused = append(all.Made, sum.Made...), append(all.Refused, sum.Refused...)
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// few is how many subjects a sweep reads the journals of at a time: what was
// read is read in vain when the machine ends before it got to them.
const few = 8

// Measure measures the risk of every subject who was looked for since it was
// measured last, and not in the last while: it takes their whole journal, so
// that where many sweeps are made it is done once for several, by one program.
func (l *Lookout) Measure(ctx context.Context, quiet time.Duration) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.refresh(ctx); err != nil {
		return err
	}
	now := l.now()
	for id, f := range l.folds {
		if since := now.Sub(f.Latest); !f.Looked || since >= 0 && since < quiet {
			continue
		}
		if err := purged(l.book.measure(ctx, id)); err != nil {
			return fmt.Errorf("measure risk: %w", err)
		}
		f.Looked = false // also where nobody has answered yet, and there is nothing to measure
	}
	return nil
}

// nobody watches.
type nobody struct{}

func (nobody) Begin(int)        {}
func (nobody) Visit(scan.Visit) {}

// still returns the subjects, of some or of all, that are due at a broker by
// what the journal says now. The order is that given.
func (l *Lookout) still(ctx context.Context, broker string, of []string) (due []string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.refresh(ctx); err != nil {
		return nil, err
	}
	b, ok := l.book.Catalogue.Get(broker)
	if !ok {
		return nil, ErrNoBroker
	}
	own, err := l.book.Vault.Latest(ctx, "")
	if err != nil {
		return nil, err
	}
	now, back := l.now(), l.relisted()[broker]
	for id, f := range l.folds {
		switch {
		case len(of) > 0 && !slices.Contains(of, id), f.covers(broker, now, own) != nil,
			f.Safe && !l.o.Direct && sweep.Asks(b, l.o.Means):
			continue
		}
		p := l.past(id, f, b, back, now)
		if n := schedule.After(&p, now); !n.Person && l.ripe(n, now) {
			due = append(due, id)
		}
	}
	slices.SortFunc(due, func(a, b string) int {
		return cmp.Or(slices.Index(of, a)-slices.Index(of, b), strings.Compare(a, b))
	})
	return due, nil
}

// Begin notes for every subject whom nobody watched yet what there is already,
// so that it is not told as new.
func (l *Lookout) Begin(ctx context.Context) error {
	_, err := l.news(ctx, true)
	return err
}

// Tell notes as told what is new since it was asked last, and returns it, the
// oldest first. What there was of a subject before anybody watched is noted,
// and not returned. Only one program at a time may do so.
func (l *Lookout) Tell(ctx context.Context) ([]News, error) { return l.news(ctx, false) }

// news is Tell, or, where only those are wanted whom nobody watched yet, Begin.
func (l *Lookout) news(ctx context.Context, unwatched bool) (all []News, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.refresh(ctx); err != nil {
		return nil, err
	}
	today := l.book.Today()
	for id, f := range l.folds {
		if f.Told == (toldUpto{f.Head, today}) {
			continue
		}
		list, begun, err := l.book.untold(ctx, id)
		if err != nil {
			return all, err
		}
		if begun && unwatched {
			continue
		}
		upto := toldUpto{f.Head, today}
		if len(list) > 0 || !begun {
			if err := l.book.tell(ctx, id, toldOf(list, begun)); err != nil {
				return all, err
			}
			upto.Head++ // the event that says so
			if begun {
				all = append(all, list...)
			}
		}
		f.Told = upto
		if err := l.remember(ctx, id, f, true); err != nil {
			return all, err
		}
	}
	sortNews(all)
	return all, nil
}

func toldOf(list []News, begun bool) Told {
	if begun {
		return Told{News: list}
	}
	t := Told{Before: []string{}}
	for _, n := range list {
		t.Before = append(t.Before, n.Key)
	}
	return t
}
