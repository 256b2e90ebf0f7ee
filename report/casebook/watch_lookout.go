package casebook

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/schedule"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
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

// ErrBehind says that the clock is behind what the journal holds: either it is
// wrong now, or it was when that was written.
var ErrBehind = errors.New("the clock is behind the last look in the vault; if it is right, wait, if not, set it")

// behindFor is how long a clock that is behind the journal is not trusted. A
// clock that is wrong is set right within minutes of there being a network; so
// after this the journal is what was wrong, and looks go on.
const behindFor = 6 * time.Hour

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

// refresh reads the journals that have grown, and those of which the day says
// something new.
func (l *Lookout) refresh(ctx context.Context) error {
	heads, err := l.book.Vault.Heads(ctx)
	if err != nil {
		return err
	}
	open, err := l.book.Vault.Subjects(ctx)
	if err != nil {
		return err
	}
	ends := map[string]int64{}
	for _, h := range heads {
		ends[h.Chain] = h.Count
	}
	for _, id := range open {
		f := l.folds[id]
		if f == nil {
			f = l.recall(ctx, id)
		}
		if l.folds[id], err = l.bring(ctx, id, f, ends[id]); err != nil {
			return err
		}
	}
	maps.DeleteFunc(l.folds, func(id string, f *fold) bool { return f == nil || !slices.Contains(open, id) })
	return nil
}

// foldName is what a subject's fold is remembered under.
const foldName = "fold"

// recall brings back what was remembered of a subject, or nil.
func (l *Lookout) recall(ctx context.Context, id string) *fold {
	data, err := l.book.Vault.SubjectMemory(id, room).Load(ctx, foldName)
	var f fold
	if err != nil || data == nil || json.Unmarshal(data, &f) != nil {
		return nil // it is made anew
	}
	return &f
}

// bring brings a fold up to where the subject's journal is, or makes it; nil
// where the subject was purged meanwhile.
func (l *Lookout) bring(ctx context.Context, id string, f *fold, head int64) (*fold, error) {
	anew := f == nil
	if !anew {
		followed, err := f.follow(ctx, l.book, id, head)
		if err != nil {
			return nil, purged(err)
		}
		anew = !followed
	}
	if anew {
		told := toldUpto{}
		if f != nil {
			told = f.Told
		}
		var err error
		if f, err = l.book.fold(ctx, id, head); err != nil || f == nil {
			return nil, purged(err)
		}
		f.Told = told
	}
	return f, l.remember(ctx, id, f, anew)
}

// purged makes no error of a subject that was purged meanwhile.
func purged(err error) error {
	if errors.Is(err, vault.ErrNoSubject) {
		return nil
	}
	return err
}

// rememberEvery is how long a fold that only followed the journal is not
// written again: reading that much of a journal is quick.
const rememberEvery = time.Hour

func (l *Lookout) remember(ctx context.Context, id string, f *fold, anew bool) error {
	now := l.now()
	if !anew && now.Sub(f.saved).Abs() < rememberEvery {
		return nil
	}
	f.saved = now
	data, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("remember subject %q: %w", id, err)
	}
	return purged(l.book.Vault.SubjectMemory(id, room).Save(ctx, map[string][]byte{foldName: data}))
}

// room is the memory of whoever keeps looking.
const room = "watch"

// behind returns ErrBehind while the clock is not trusted.
func (l *Lookout) behind(ctx context.Context, now time.Time) error {
	const name = "behind"
	var latest time.Time
	for _, f := range l.folds {
		if f.Latest.After(latest) {
			latest = f.Latest
		}
	}
	if !latest.After(now.Add(schedule.Skew)) {
		return nil
	}
	m := l.book.Vault.Memory(room)
	data, err := m.Load(ctx, name)
	if err != nil {
		return err
	}
	var was mistrust
	if data == nil || json.Unmarshal(data, &was) != nil || !was.Latest.Equal(latest) || now.Before(was.At) {
		was = mistrust{Latest: latest, At: now}
	}
	was.Waited += min(now.Sub(was.At), behindStep)
	was.At = now
	if was.Waited >= behindFor {
		return nil
	}
	if data, err = json.Marshal(was); err != nil {
		return err
	}
	if err := m.Save(ctx, map[string][]byte{name: data}); err != nil {
		return err
	}
	return ErrBehind
}

// mistrust is how long a clock has been behind the journal.
type mistrust struct {
	Latest time.Time     `json:"latest"` // look that it is behind
	At     time.Time     `json:"at"`     // when it was last asked, by this clock
	Waited time.Duration `json:"waited"`
}

// behindStep is the most that counts between two times that a clock is asked: it
// may have been set again in between.
const behindStep = 2 * time.Hour

// looks returns the next look of every subject at every broker, and what bounds
// the brokers.
func (l *Lookout) looks(d *Due, list []*brokers.Broker, now, own time.Time) ([]schedule.Next, map[string]schedule.Site) {
	var looks []schedule.Next
	back := l.relisted()
	sites := map[string]schedule.Site{}
	for _, b := range list {
		sites[b.ID] = l.site(b)
	}
	for _, id := range slices.Sorted(maps.Keys(l.folds)) {
		f := l.folds[id]
		if err := f.covers("", now, own); err != nil {
			d.Refused = append(d.Refused, fmt.Errorf("subject %q is not looked for: %w", id, err))
			continue
		}
		spared := false
		for _, b := range list {
			if f.covers(b.ID, now, own) != nil {
				continue
			}
			if f.Safe && !l.o.Direct && sweep.Asks(b, l.o.Means) {
				spared = true
				continue
			}
			p := l.past(id, f, b, back[b.ID], now)
			if q := f.Pairs[b.ID]; q != nil && !q.Last.At.IsZero() {
				d.Stands = append(d.Stands, scan.Visit{Subject: id, Broker: b.ID, At: q.Last.At, Outcome: q.Last.Outcome})
			}
			looks = append(looks, schedule.After(&p, now))
		}
		if spared {
			d.Refused = append(d.Refused, fmt.Errorf("subject %q: %w", id, ErrSafeFacts))
		}
	}
	return looks, sites
}

// covers returns nil where the authority permits a look now, and on the day by
// which the journal goes where that is ahead: a clock that was set back makes no
// mandate good again.
func (f *fold) covers(broker string, now, own time.Time) error {
	err := f.Authority.Covers(scan.Look, broker, brokers.DateOf(now))
	if written := latest(f.Written, own); err == nil && written.After(now.Add(schedule.Skew)) {
		err = f.Authority.Covers(scan.Look, broker, brokers.DateOf(written.In(now.Location())))
	}
	return err
}

// relisted returns when each broker last listed somebody again, whoever it was.
func (l *Lookout) relisted() map[string]time.Time {
	m := map[string]time.Time{}
	for _, f := range l.folds {
		for id, p := range f.Pairs {
			if p.Past.Relisted.After(m[id]) {
				m[id] = p.Past.Relisted
			}
		}
	}
	return m
}

// past is what happened between a subject and a broker, with what the
// catalogue and this machine's means make of it today.
func (l *Lookout) past(id string, f *fold, b *brokers.Broker, relisted, now time.Time) schedule.Past {
	p := f.Pairs[b.ID]
	if p == nil {
		p = &pair{Past: schedule.Past{Subject: id, Broker: b.ID, Risk: f.Risk, Since: f.Since}}
	}
	past := p.Past
	if from := f.Authority.From.Time(); from.After(past.Since) {
		past.Since = from
	}
	if relisted.After(past.Relisted) {
		past.Relisted = relisted
	}
	asks := sweep.Asks(b, l.o.Means)
	past.Person = !p.Last.At.IsZero() && !asks // the first look is made, and says that nobody was asked and why
	past.Mended = !p.Last.At.IsZero() && asks && l.mended(b, p.Last, now)
	return past
}

// mended reports whether what kept the last look from an answer is another now.
// A browser that was there and could not be started, as for want of memory, may
// start another day.
func (l *Lookout) mended(b *brokers.Broker, last lastLook, now time.Time) bool {
	switch last.Outcome {
	case scan.NeedsYou, scan.Unreadable, scan.Disallowed, scan.UnknownOutcome:
	default:
		return false // a wall and a line fault are not of our making
	}
	lacked := last.Outcome == scan.NeedsYou && last.Way == string(brokers.Browser) && last.Pages == 0
	tried := last.Control != scan.ControlNone && now.Sub(last.At).Abs() < schedule.Rest // not asked at all is without a control
	return lacked && l.o.Means.Browser && !tried || last.Definition != l.version(b)
}

func (l *Lookout) version(b *brokers.Broker) string {
	v, known := l.versions[b.ID]
	if !known {
		v = sweep.Version(b.Search)
		l.versions[b.ID] = v
	}
	return v
}

// site returns what bounds the looks at a broker. The crawler keeps the bounds;
// here they only tell how much fits into a stretch.
func (l *Lookout) site(b *brokers.Broker) schedule.Site {
	local := onLoopback(b)
	s := schedule.Site{Pace: b.Search.Pace.Between(local), Cap: l.o.DailyCap}
	switch {
	case s.Cap < 0 || s.Cap == 0 && local:
		s.Cap = 0
	case s.Cap == 0:
		s.Cap = crawl.DefaultDailyCap
	}
	looks, pages, today := 0, 0, brokers.DateOf(l.now())
	for _, f := range l.folds {
		p := f.Pairs[b.ID]
		if p == nil {
			continue
		}
		if p.Last.Pages > 0 {
			looks, pages = looks+1, pages+p.Last.Pages
		}
		if p.PagesOn == today {
			s.Used += p.Pages
		}
	}
	if looks > 0 {
		s.PerVisit = (pages + looks - 1) / looks
	}
	return s
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
