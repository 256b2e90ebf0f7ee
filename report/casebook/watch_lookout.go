package casebook

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
	"github.com/whohasme/whohasme/scan/sweep"
)

// Looking says how a caseload is looked for.
type Looking struct {
	Means    sweep.Means // by what else than plain requests pages can be reached
	Direct   bool        // subjects with safe facts may show the network address: through a proxy, or said on purpose
	DailyCap int         // requests to one host in a day, as in crawl.Options
	Built    time.Time   // a clock behind it is wrong; zero: any may be right

	// Every is how long it takes until somebody looks again, where nobody looks
	// all the time: what would be late by then is looked at now. Zero: all the time.
	Every time.Duration
}

// Lookout knows who is to be looked for where and when, for all subjects that
// the vault opens. It reads a subject's journal once, and anew when it has
// grown. It may be used by several goroutines.
type Lookout struct {
	book *Casebook
	o    Looking

	mu       sync.Mutex
	folds    map[string]*fold  // by subject
	versions map[string]string // of definitions, by broker
}

// Lookout returns one that has read nothing yet.
func (c *Casebook) Lookout(o Looking) *Lookout {
	return &Lookout{book: c, o: o, folds: map[string]*fold{}, versions: map[string]string{}}
}

// Due is what is to be looked at as of now.
type Due struct {
	At      time.Time
	Now     []DueSweep    // brokers that have looks to begin now, the most urgent first
	Until   time.Time     // nothing more is due before; zero: nothing is known to come
	Next    schedule.Next // the look that is due then, where it is one
	Plan    schedule.Plan
	Refused []error      // rules that keep subjects from being looked for
	Told    []News       // what nobody was told yet
	Stands  []scan.Visit // where each pair stood at its last look: subject, broker, day and outcome only
}

// DueSweep is one broker and the subjects that are due there now.
type DueSweep struct {
	Broker   string
	Subjects []string // the most urgent first
}

// turn is the most that one sweep is laid out for. What is due beyond it waits
// for the next, so that no broker keeps the others from being begun.
const turn = 30 * time.Minute

// ahead is how far the plan goes.
const ahead = 24 * time.Hour

// Due says what is due now. Woke is when the machine woke up or the program
// began; zero: it was awake all along. It fails with schedule.ErrClock while
// the clock stands before the day the program was built, and with ErrBehind
// while it stands before the last look.
func (l *Lookout) Due(ctx context.Context, woke time.Time) (*Due, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.refresh(ctx); err != nil {
		return nil, err
	}
	now := l.now()
	if now.Before(l.o.Built) {
		return nil, schedule.ErrClock
	}
	if err := l.behind(ctx, now); err != nil {
		return nil, err
	}
	list, _, err := l.book.visible(nil)
	if err != nil {
		return nil, err
	}
	d := &Due{At: now}
	own, err := l.book.Vault.Latest(ctx, "")
	if err != nil {
		return nil, err
	}
	looks, sites := l.looks(d, list, now, own)
	in := schedule.Stretch{From: now, To: now.Add(ahead), Woke: woke, After: l.o.Built}
	if l.o.Every > 0 {
		in.To, in.Again = now.Add(turn), now.Add(l.o.Every+turn)
	}
	if d.Plan, err = schedule.Lay(looks, sites, in); err != nil {
		return nil, err
	}
	d.sort(func(n schedule.Next) bool { return l.ripe(n, now) })
	return d, nil
}

// now is the wall clock's time. The monotonic reading that Go keeps beside it
// would hide that somebody has set the clock.
func (l *Lookout) now() time.Time { return l.book.Now().Round(0) }

// ripe reports whether a look may begin now: it is due, or would be late when
// somebody looks again.
func (l *Lookout) ripe(n schedule.Next, now time.Time) bool {
	early := l.o.Every > 0 && !n.Earliest.After(now) && n.Latest.Before(now.Add(l.o.Every+turn))
	return early || !n.Due.After(now)
}

// sort takes out of the plan what begins now, and when the next look does.
func (d *Due) sort(ripe func(schedule.Next) bool) {
	at := map[string]int{}
	next := func(t time.Time, n schedule.Next) {
		if d.Until.IsZero() || t.Before(d.Until) {
			d.Until, d.Next = t, n
		}
	}
	for _, v := range d.Plan.Visits { // by the time when they begin
		i, begun := at[v.Broker]
		switch {
		case !begun && v.At.After(d.At):
			next(v.At, v.Next)
		case !ripe(v.Next) || v.At.Sub(d.At) >= turn:
			next(latest(v.Due, d.At), v.Next)
		case !begun:
			at[v.Broker] = len(d.Now)
			d.Now = append(d.Now, DueSweep{v.Broker, []string{v.Subject}})
		default:
			d.Now[i].Subjects = append(d.Now[i].Subjects, v.Subject)
		}
	}
	for _, n := range d.Plan.Waiting {
		next(n.Due, n)
	}
	for _, n := range d.Plan.Tomorrow {
		y, m, day := d.At.Date()
		next(latest(n.Due, time.Date(y, m, day+1, 0, 0, 0, 0, d.At.Location())), n)
	}
	urgent := map[string]time.Time{}
	for _, v := range d.Plan.Visits {
		if t, known := urgent[v.Broker]; !known || v.Latest.Before(t) {
			urgent[v.Broker] = v.Latest
		}
	}
	slices.SortStableFunc(d.Now, func(a, b DueSweep) int {
		return cmp.Or(urgent[a.Broker].Compare(urgent[b.Broker]), cmp.Compare(a.Broker, b.Broker))
	})
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
