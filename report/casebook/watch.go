package casebook

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// Watch keeps looking and keeps the clocks. Run and Once are for one program at
// a time on one vault.
type Watch struct {
	Lookout *Lookout
	Setup   sweep.Setup
	Teller  Teller
	Notices []*Notices // by which it is said, in no words about anybody, that there is something new

	// Elsewhere says that other programs look, as workers do on a shared vault:
	// this one tells what changed, and keeps the clocks.
	Elsewhere bool
	// Keep is called in each round, to keep others from watching too; its error
	// ends the watch. It may be nil.
	Keep func(context.Context) error

	// Awake is the time that the machine was awake since some moment, by a clock
	// that nobody can set. Against it the wall clock shows that it was set, or
	// that the machine slept.
	Awake func() time.Duration
	Wait  func(context.Context, time.Duration) error // ends at once with the context
	// Glance is how often it is looked whether the journal has grown or a clock
	// was set; 0: every minute.
	Glance time.Duration

	wall  time.Time     // at the last look at the clocks
	awake time.Duration // then
}

// Teller is told how the watch goes on. Its methods are called one at a time.
type Teller interface {
	Watcher
	Looked(Summary)    // after looks were made, or kept from being made
	News([]News) error // what changed, once; it is in the journal already
	Next(*Due)         // what comes next
	Paused(error)      // why nobody is looked for now; nil: nothing hinders it any more
	Unnoticed(error)   // a notice that could not be given, and is tried again
}

// settle is how long after waking the first site is asked: a network takes a
// while to be there.
const settle = 30 * time.Second

// slip is how much the wall clock may differ from the time awake before it
// counts as set, or the machine as having slept.
const slip = 2 * time.Minute

// Run keeps looking until ctx ends, which is no error. What is wrong with a
// site, a line, or a vault that is busy or full hinders it for a while only; a
// vault that is damaged or destroyed, or that has removed who opened it, ends it.
func (w *Watch) Run(ctx context.Context) error {
	if err := w.begin(ctx); err != nil {
		return stopped(ctx, err)
	}
	woke := w.wall // sites are begun one after the other, but the network is there
	for {
		until, err := w.round(ctx, woke)
		if err != nil {
			return stopped(ctx, err)
		}
		if err := w.Wait(ctx, w.pause(until)); err != nil {
			return stopped(ctx, err)
		}
		if w.jumped() {
			woke = w.wall.Add(settle)
		}
	}
}

// stopped makes no error of the end that was asked for.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil && !errors.Is(err, vault.ErrDamaged) {
		return nil
	}
	return err
}

// begin reads the clocks, and what there is before the first look.
func (w *Watch) begin(ctx context.Context) error {
	if w.Glance <= 0 {
		w.Glance = time.Minute
	}
	w.wall, w.awake = w.Lookout.now(), w.Awake()
	if err := w.Lookout.Begin(ctx); err != nil {
		return err
	}
	for _, n := range w.Notices {
		if err := n.Begin(ctx); err != nil {
			return err
		}
	}
	return nil
}

// jumped reports whether the wall clock went another way than the time awake
// since it was asked last.
func (w *Watch) jumped() bool {
	wall, awake := w.Lookout.now(), w.Awake()
	off := wall.Sub(w.wall) - (awake - w.awake)
	w.wall, w.awake = wall, awake
	return off.Abs() > slip
}

// pause is how long to wait: until the next look, and never so long that a
// change would go unseen.
func (w *Watch) pause(until time.Time) time.Duration {
	if until.IsZero() {
		return w.Glance
	}
	return min(max(until.Sub(w.Lookout.now()), time.Second), w.Glance)
}

// round looks at what is due, tells what changed, and returns when something
// is due again; zero: nobody knows.
func (w *Watch) round(ctx context.Context, woke time.Time) (time.Time, error) {
	if w.Keep != nil {
		if err := w.Keep(ctx); err != nil {
			return time.Time{}, err
		}
	}
	d, err := w.Lookout.Due(ctx, woke)
	if err != nil {
		return time.Time{}, w.hinder(err)
	}
	if len(d.Now) > 0 && !w.Elsewhere {
		sum, err := w.Lookout.Scan(ctx, d, w.Setup, w.Teller)
		w.Teller.Looked(sum)
		if err != nil {
			return time.Time{}, errors.Join(w.hinder(err), ctx.Err())
		}
		if d, err = w.Lookout.Due(ctx, woke); err != nil {
			return time.Time{}, w.hinder(err)
		}
	}
	w.Teller.Paused(nil)
	if err := w.tell(ctx); err != nil {
		return time.Time{}, w.hinder(err)
	}
	w.Teller.Next(d)
	return d.Until, nil
}

// hinder tells what hinders looks, or returns what ends them.
func (w *Watch) hinder(err error) error {
	if errors.Is(err, vault.ErrDamaged) || errors.Is(err, vault.ErrNoVault) || errors.Is(err, vault.ErrRemoved) || errors.Is(err, context.Canceled) {
		return err
	}
	w.Teller.Paused(err)
	return nil
}

// tell tells what changed, and gives the notices that are owed.
func (w *Watch) tell(ctx context.Context) error {
	news, err := w.Lookout.Tell(ctx)
	if err != nil {
		return err
	}
	if err := w.Teller.News(news); err != nil {
		return err
	}
	for _, n := range w.Notices {
		_, err := n.Give(ctx)
		if _, failed := errors.AsType[*NoticeError](err); failed {
			w.Teller.Unnoticed(err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Once looks at all that is due, tells what changed, and says where everything
// that may be looked at stands. While another program looks it waits.
func (w *Watch) Once(ctx context.Context) (Summary, error) {
	if err := w.begin(ctx); err != nil {
		return Summary{}, err
	}
	var all Summary
	for {
		d, err := w.Lookout.Due(ctx, time.Time{})
		if err != nil {
			return all, err
		}
		if d.leave(all.Made); w.Elsewhere { // what was put off would go on for ever
			d.Now = nil
		}
		sum, err := w.Lookout.Scan(ctx, d, w.Setup, w.Teller)
		if errors.Is(err, vault.ErrBusy) {
			w.Teller.Paused(err)
			if err := w.Wait(ctx, w.Glance); err != nil {
				return all, err
			}
			continue
		}
		all.Made = append(all.Made, sum.Made...)
		all.Refused = append(d.Refused, sum.Refused...)
		if err != nil {
			return all, errors.Join(err, w.tell(context.WithoutCancel(ctx)))
		}
		if len(sum.Made) == 0 { // nothing is due, or nothing of it may be made
			all.Fresh = rest(d.Stands, all.Made)
			w.Teller.Next(d)
			return all, w.tell(ctx)
		}
	}
}

// leave takes the pairs that were looked at out of what is due now.
func (d *Due) leave(made []scan.Visit) {
	for i := range d.Now {
		s := &d.Now[i]
		s.Subjects = slices.DeleteFunc(s.Subjects, func(id string) bool {
			return slices.ContainsFunc(made, func(v scan.Visit) bool { return v.Subject == id && v.Broker == s.Broker })
		})
	}
	d.Now = slices.DeleteFunc(d.Now, func(s DueSweep) bool { return len(s.Subjects) == 0 })
}

// rest leaves out the pairs that were looked at now.
func rest(stands, made []scan.Visit) (list []scan.Visit) {
	now := map[[2]string]bool{}
	for _, v := range made {
		now[[2]string{v.Subject, v.Broker}] = true
	}
	for _, v := range stands {
		if !now[[2]string{v.Subject, v.Broker}] {
			list = append(list, v)
		}
	}
	return list
}
