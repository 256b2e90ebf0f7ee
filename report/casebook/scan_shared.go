package casebook

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
	"github.com/whohasme/whohasme/scan/worker"
)

// ErrElsewhere says why visits to a broker were put off.
var ErrElsewhere = errors.New("another machine is at work at this broker, so its visits are put off; the next scan makes those that are still due")

// most is how many brokers of a shared vault one scan has at a time. The others
// are left to whoever else has time for them.
const most = 32

// portion is a part of a scope: one broker, and those who are due there.
type portion struct {
	broker   string
	subjects []string
}

// shared makes the visits of an agenda on a vault that several machines use, each
// broker's under its lease.
type shared struct {
	*agenda
	book  *Casebook
	scope Scope
	setup sweep.Setup
	show  bool // a subject with safe facts may show the network address
	k     *keeper
	slots chan struct{}
	mu    sync.Mutex // over the agenda's lists and what follows

	elsewhere []string // brokers that another machine has
	putOff    int      // visits to them that were not made
}

func (c *Casebook) share(a *agenda, s Scope, setup sweep.Setup, show bool, k *keeper) *shared {
	return &shared{agenda: a, book: c, scope: s, setup: setup, show: show, k: k, slots: make(chan struct{}, most)}
}

// sweep makes one broker's visits, as far as they are still due once its lease is
// taken. While another machine has it none is made, and where the lease is lost
// none after that.
func (x *shared) sweep(ctx context.Context, t sweep.Task) error {
	if len(t.Clients) == 0 {
		return nil
	}
	select {
	case x.slots <- struct{}{}:
		defer func() { <-x.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	due := portion{broker: t.Broker.ID}
	for _, cl := range t.Clients {
		due.subjects = append(due.subjects, cl.Subject.ID)
	}
	h := worker.Holder{Vault: x.book.Vault, Crawler: func(after time.Time) (*crawl.Crawler, error) { return x.book.Crawler(x.book.Vault, after) }}
	made, left := 0, len(t.Clients)
	err := h.Under(ctx, due.broker, func(ctx context.Context, held *worker.Holding) (err error) {
		left, err = x.under(ctx, due, held, &made)
		return err
	})
	if errors.Is(err, vault.ErrTaken) || errors.Is(err, vault.ErrLeaseLost) {
		x.leave(due.broker, left-made)
		return nil
	}
	return err
}

// leave notes a broker that another machine has, and the visits that wait for it.
func (x *shared) leave(broker string, visits int) {
	if visits == 0 {
		return // the lease was lost after the last of them
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.elsewhere, x.putOff = append(x.elsewhere, broker), x.putOff+visits
}

// under makes the visits while the lease is held, and counts them. due is how
// many are wanted by what the journal says then: the machine that had the broker
// before may have made them.
func (x *shared) under(ctx context.Context, p portion, held *worker.Holding, made *int) (due int, err error) {
	before := len(p.subjects)
	if x.scope.still != nil {
		if p.subjects, err = x.scope.still(ctx, p.broker, p.subjects); err != nil {
			return before, err
		}
	}
	s := x.scope
	s.part = &p
	now, err := x.book.agenda(ctx, s)
	if err != nil {
		return before, err
	}
	if !x.show {
		now.spareSafeSubjects(s.Means)
	}
	now.ended = x.ended
	x.renew(now, before)
	setup := x.setup
	setup.Crawler = held.Crawler
	if setup.Browser != nil {
		setup.Browser = setup.Browser.With(held.Crawler)
		defer setup.Browser.Close()
	}
	k := &keeper{book: x.book, hold: held.Append, ctx: context.WithoutCancel(ctx), watcher: relay{x.k, made}}
	for _, t := range now.tasks {
		if err := sweep.Run(ctx, t, setup, k); err != nil {
			return now.visits, err
		}
	}
	return now.visits, nil
}

// renew takes over what a broker's agenda says once its lease is held.
func (x *shared) renew(now *agenda, before int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.visits += now.visits - before
	x.fresh, x.held = append(x.fresh, now.fresh...), x.held+now.held
	for _, rule := range now.refused {
		if !slices.ContainsFunc(x.refused, func(r error) bool { return r.Error() == rule.Error() }) {
			x.refused = append(x.refused, rule)
		}
	}
}

// relay passes a visit that was kept under a lease on to the scan's own keeper,
// and counts it.
type relay struct {
	k    *keeper
	made *int
}

// Begin is told once, by the scan.
func (relay) Begin(int) {}

// Visit passes on a visit.
func (r relay) Visit(v scan.Visit) {
	r.k.mu.Lock()
	defer r.k.mu.Unlock()
	*r.made++
	r.k.made = append(r.k.made, v)
	r.k.watcher.Visit(v)
}

// errAlone says that a casebook was made for one machine.
var errAlone = errors.New("scan: this vault is shared by several machines, and nothing says how to make way for them")
