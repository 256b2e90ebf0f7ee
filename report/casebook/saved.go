package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// SavedPage is one page that a person saved. Said means that its day, Page.At,
// is the person's word and not the archive's.
type SavedPage struct {
	Page *crawl.Page
	Said bool
}

// Taken is what became of a saved page.
type Taken struct {
	Broker string
	Visit  *scan.Visit // the visit it is part of, or was before; nil where it was left out
	Kept   bool        // the visit was journalled now
	List   bool        // it read as a list: it is a control for seven days
	Why    string      // why it was left out
	Rule   error       // what forbids to look
}

// How far the day of a saved page may lie from today.
const (
	tooOld    = 366 * 24 * time.Hour
	tooFuture = time.Hour // what clocks may differ by
)

// ErrWhichSubject says that a page can be held against one subject only.
var ErrWhichSubject = errors.New("scan: the vault holds several subjects; name the one whom the page is about with --subject")

// TakePages reads pages that a person saved, asks nobody, and journals what
// they establish about one subject: one visit for each broker and day. broker
// names the broker of pages that do not say where they came from; a page of
// another site is then left out. What became of each page is in the order of
// the pages.
func (c *Casebook) TakePages(ctx context.Context, subject, broker string, pages []SavedPage, w Watcher) ([]Taken, error) {
	release, err := c.Vault.Lock()
	if err != nil {
		return nil, err
	}
	defer release()
	s, err := c.onlySubject(ctx, subject)
	if err != nil {
		return nil, err
	}
	t := &taking{book: c, ctx: context.WithoutCancel(ctx), watcher: w, subject: s, taken: make([]Taken, len(pages)), pages: pages}
	if t.written, err = c.ahead(ctx, "", s.ID); err != nil {
		return nil, err
	}
	if t.history, err = c.history(ctx, s, brokers.Date{}); err != nil {
		return nil, err
	}
	if err := t.readControls(); err != nil {
		return nil, err
	}
	looks, err := t.sort(broker)
	if err != nil {
		return nil, err
	}
	w.Begin(len(looks))
	for _, l := range looks {
		if err := ctx.Err(); err != nil {
			return t.taken, err
		}
		if err := t.look(l); err != nil {
			return t.taken, err
		}
	}
	return t.taken, errors.Join(c.measureAll(ctx, t.made()), c.dropPages(ctx))
}

// made are the visits that this run journalled.
func (t *taking) made() (list []scan.Visit) {
	for _, x := range t.taken {
		if x.Kept {
			list = append(list, *x.Visit)
		}
	}
	return list
}

func (c *Casebook) onlySubject(ctx context.Context, id string) (*scan.Subject, error) {
	list, err := c.pick(ctx, id)
	switch {
	case err != nil:
		return nil, err
	case len(list) == 0:
		return nil, errors.New("scan: there is no subject yet; `whohasme subject add` adds one")
	case len(list) > 1:
		return nil, ErrWhichSubject
	}
	return list[0], nil
}

// taking is one run of TakePages.
type taking struct {
	book     *Casebook
	ctx      context.Context // outlives an interruption, as a finished visit does
	watcher  Watcher
	subject  *scan.Subject
	written  brokers.Date // the day by which the journal goes
	history  *history
	controls []sweep.Control
	pages    []SavedPage
	taken    []Taken
}

// oneLook is the pages of one broker and day, by their places in the run.
type oneLook struct {
	broker *brokers.Broker
	day    brokers.Date
	at     time.Time
	pages  []int
}

// readControls gathers every control look that the vault knows of.
func (t *taking) readControls() error {
	return each(t.ctx, t.book, "", brokers.Date{}, func(_ vault.Entry, k sweep.Control) error {
		t.controls = append(t.controls, k)
		return nil
	}, scan.ControlMade)
}

// sort finds the broker of each page, leaves out what cannot be used, and puts
// the pages of one look together, the earliest look first.
func (t *taking) sort(named string) ([]*oneLook, error) {
	var looks []*oneLook
	for i, p := range t.pages {
		b, why, err := t.book.brokerOf(p.Page.URL, named)
		if err != nil {
			return nil, err
		}
		if b != nil {
			t.taken[i].Broker = b.ID
			t.taken[i].Rule = t.book.covers(t.subject, scan.Look, b.ID, t.written)
		}
		if why == "" {
			why = t.unusable(p)
		}
		if t.taken[i].Why = why; why != "" || t.taken[i].Rule != nil {
			continue
		}
		if v := t.before(b, p); v != nil && !t.learns(*v, b, p) {
			t.taken[i].Visit, t.taken[i].Why = v, "it was taken already, as seen on "+t.book.day(v.At).String()
			continue
		}
		if err := t.noteList(i, b, p); err != nil {
			return nil, err
		}
		day := t.book.day(p.Page.At)
		k := slices.IndexFunc(looks, func(l *oneLook) bool { return l.broker == b && l.day == day })
		if k < 0 {
			k = len(looks)
			looks = append(looks, &oneLook{broker: b, day: day})
		}
		l := looks[k]
		l.pages = append(l.pages, i)
		if p.Page.At.After(l.at) {
			l.at = p.Page.At
		}
	}
	slices.SortStableFunc(looks, func(a, b *oneLook) int { return a.at.Compare(b.at) })
	return looks, nil
}

// brokerOf finds the broker of a page by its address, or takes the one that is
// named. why says why there is none.
func (c *Casebook) brokerOf(u *url.URL, named string) (b *brokers.Broker, why string, err error) {
	own := c.Catalogue.ByAddress(u)
	if own == nil && u != nil && u.Host != "" {
		if i := slices.IndexFunc(c.Catalogue.All(), func(b *brokers.Broker) bool { return b.Serves(u) }); i >= 0 {
			own = c.Catalogue.All()[i]
		}
	}
	if named == "" {
		switch {
		case own != nil:
			return own, "", nil
		case u == nil:
			return nil, "it does not say where it came from; name the broker with --broker, or the page's address with --url", nil
		}
		return nil, "its address is of no broker in the catalogue; `whohasme read` shows what is on it", nil
	}
	b, known := c.Catalogue.Get(named)
	switch {
	case !known:
		return nil, "", ErrNoBroker
	case u == nil || b.Serves(u):
		return b, "", nil
	case own != nil:
		return nil, fmt.Sprintf("it is a page of broker %s", own.ID), nil
	}
	return nil, fmt.Sprintf("it is a page of another site than that of %s", b.ID), nil
}

// unusable says why a page of a broker is not read, or nothing.
func (t *taking) unusable(p SavedPage) string {
	now := t.book.Now()
	switch {
	case p.Page.At.Sub(now) > tooFuture:
		return "its day lies in the future"
	case now.Sub(p.Page.At) > tooOld:
		return "its day is more than a year ago; it says nothing about today"
	}
	return ""
}

// before returns the visit that a page was taken for already.
func (t *taking) before(b *brokers.Broker, p SavedPage) *scan.Visit {
	hash := p.Page.Hash()
	for i := len(t.history.Visits) - 1; i >= 0; i-- {
		v := t.history.Visits[i]
		same := func(e scan.Evidence) bool { return e.Hash == hash && (p.Said || e.At.Equal(p.Page.At)) }
		if v.Broker == b.ID && slices.ContainsFunc(v.Pages, same) {
			return &v
		}
	}
	return nil
}

// learns reports whether a page that was taken already may say more now: a
// control, or the rest of its list, was saved since.
func (t *taking) learns(v scan.Visit, b *brokers.Broker, p SavedPage) bool {
	if v.Outcome.Answered() || v.Way != string(brokers.Saved) {
		return false
	}
	given := t.given(&oneLook{broker: b, day: t.book.day(p.Page.At), at: v.At})
	given.Said = v.Said
	for _, other := range t.pages {
		if b2, why, err := t.book.brokerOf(other.Page.URL, b.ID); err == nil && why == "" && b2 == b && t.book.day(other.Page.At) == t.book.day(p.Page.At) {
			given.Pages = append(given.Pages, other.Page)
			if sweep.ReadsAsList(b, other.Page) {
				given.Control.State = scan.ControlWorked
			}
		}
	}
	r, _, err := sweep.ReadGiven(given)
	return err == nil && r.Visit.Outcome.Answered()
}

// noteList journals that a page reads as a list: any such page is the control
// of those saved within seven days of it.
func (t *taking) noteList(i int, b *brokers.Broker, p SavedPage) error {
	if !sweep.ReadsAsList(b, p.Page) {
		return nil
	}
	t.taken[i].List = true
	k := sweep.Control{Broker: b.ID, Definition: sweep.Version(b.Search), Day: t.book.day(p.Page.At), State: scan.ControlWorked, ByHand: true}
	if slices.Contains(t.controls, k) {
		return nil
	}
	t.controls = append(t.controls, k)
	return t.book.append(t.ctx, scan.ControlMade, "", b.ID, k)
}

// control returns what is known of a definition on a page's day. That a site is
// a look-alike holds until a control look says otherwise: a saved page cannot.
func (c *Casebook) control(controls []sweep.Control, b *brokers.Broker, day brokers.Date) sweep.Control {
	last, vouched := sweep.Control{}, sweep.Control{State: scan.ControlNone}
	for _, k := range controls {
		if k.Broker != b.ID {
			continue
		}
		if !k.ByHand && (k.State == scan.ControlWorked || k.State == scan.ControlLookAlike) {
			last = k
		}
		if b.Search != nil && k.Vouches(b, day) {
			vouched = k
		}
	}
	if last.State == scan.ControlLookAlike {
		return last
	}
	return vouched
}

func (t *taking) given(l *oneLook) sweep.Given {
	return sweep.Given{
		Broker: l.broker, Client: sweep.Client{Subject: t.subject, Earlier: t.history.at(l.broker.ID)}, Control: t.book.control(t.controls, l.broker, l.day),
		Way: brokers.Saved, At: l.at,
	}
}

// look reads the pages of one look and journals the visit. Pages that answer
// searches for somebody else are no look for the subject.
func (t *taking) look(l *oneLook) error {
	g := t.given(l)
	for _, i := range l.pages {
		g.Pages = append(g.Pages, t.pages[i].Page)
		g.Said = g.Said || t.pages[i].Said
	}
	r, other, err := sweep.ReadGiven(g)
	if err != nil {
		return err
	}
	if !other {
		if err := t.keep(r); err != nil {
			return err
		}
	}
	for _, i := range l.pages {
		t.taken[i].Visit, t.taken[i].Kept = &r.Visit, !other
	}
	return nil
}

func (t *taking) keep(r sweep.Result) error {
	payload, err := json.Marshal(r.Visit)
	if err != nil {
		return fmt.Errorf("write visit to broker %q: %w", r.Visit.Broker, err)
	}
	e := vault.Envelope{Kind: scan.VisitMade, Subject: t.subject.ID, Broker: r.Visit.Broker, At: t.book.Now(), Payload: payload, Pages: r.Pages}
	if err := t.book.Vault.Append(t.ctx, e); err != nil {
		return err
	}
	t.watcher.Visit(r.Visit)
	t.history, err = t.book.history(t.ctx, t.subject, brokers.Date{})
	return err
}
