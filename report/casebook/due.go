package casebook

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// Fresh is how long a plain scan does not repeat a finished visit.
const Fresh = schedule.Rest

// Scope says which visits are wanted.
type Scope struct {
	Subject string   // "": all
	Brokers []string // empty: every broker that can be seen
	Fresh   bool     // look again at what was looked at within Fresh

	// Pairs are the subjects that are wanted at each broker, whenever they were
	// looked for last; nil: what the fields above say.
	Pairs map[string][]string

	Assisted bool        // only brokers that want a person
	Means    sweep.Means // by what else than plain requests pages can be reached

	part  *portion                                                                // only this of it; nil: all
	still func(ctx context.Context, broker string, of []string) ([]string, error) // who of Pairs is due still; nil: all
}

// agenda is what is to be done now, and what stands already.
type agenda struct {
	tasks   []sweep.Task
	visits  int          // number of visits to make
	fresh   []scan.Visit // in scope, and finished recently enough
	held    int          // of those in fresh, the ones that a rule keeps from being repeated
	refused []error      // rules that kept visits from being made
	ended   *refusals    // and those that did so meanwhile
	blind   []Blind      // named brokers that no scan can look at

	written map[string]brokers.Date // the day by which the journal goes, by subject
}

// Blind is a broker that was named and that no scan can look at. Nothing is
// known about it, which is not the same as clear.
type Blind struct{ Broker, Why string }

// agenda lists the visits that are due in a scope.
func (c *Casebook) agenda(ctx context.Context, s Scope) (a *agenda, err error) {
	err = again(s.Subject, func() error { a, err = c.agendaOf(ctx, s); return err })
	return a, err
}

func (c *Casebook) agendaOf(ctx context.Context, s Scope) (*agenda, error) {
	subjects, err := c.scoped(ctx, &s)
	if err != nil {
		return nil, err
	}
	if len(subjects) == 0 && s.Pairs == nil && s.part == nil {
		return nil, fmt.Errorf("scan: there is no subject yet; `whohasme subject add` adds one")
	}
	list, blind, err := c.visible(s.Brokers)
	if err != nil {
		return nil, err
	}
	if s.part != nil {
		list = slices.DeleteFunc(list, func(b *brokers.Broker) bool { return b.ID != s.part.broker })
	}
	a := &agenda{blind: blind, ended: &refusals{told: map[string]bool{}}, written: map[string]brokers.Date{}}
	own, err := c.ahead(ctx, "")
	if err != nil {
		return nil, err
	}
	tasks := map[string]*sweep.Task{}
	for _, sub := range subjects {
		written, err := c.ahead(ctx, sub.ID)
		if err != nil {
			return nil, err
		}
		written = later(own, written)
		a.written[sub.ID] = written
		if err := c.covers(sub, scan.Look, "", written); err != nil {
			a.refused = append(a.refused, fmt.Errorf("subject %q is not looked for: %w", sub.ID, err))
			continue
		}
		wanted := s.wanted(sub.ID)
		h, err := c.looks(ctx, sub, s.one(), wanted)
		if err != nil {
			return nil, err
		}
		if h.begun, err = c.begun(ctx, h, s.one(), wanted); err != nil {
			return nil, err
		}
		h.written = written
		for _, b := range list {
			c.consider(a, tasks, b, h, s)
		}
	}
	if err := c.attachControls(ctx, tasks, s.one(), s.Means); err != nil {
		return nil, err
	}
	for _, b := range list {
		if t, ok := tasks[b.ID]; ok {
			slices.SortStableFunc(t.Clients, func(x, y sweep.Client) int { // the most urgent first
				return slices.Index(s.Pairs[b.ID], x.Subject.ID) - slices.Index(s.Pairs[b.ID], y.Subject.ID)
			})
			a.tasks = append(a.tasks, *t)
			a.visits += len(t.Clients)
		}
	}
	return a, nil
}

// wanted says which events of a subject a scope can be about, by what stands
// outside their payload: of a caseload's many brokers one sweep visits one.
func (s *Scope) wanted(subject string) func(vault.Entry) bool {
	if s.part != nil {
		return func(e vault.Entry) bool { return e.Broker == s.part.broker }
	}
	if s.Pairs == nil {
		return func(vault.Entry) bool { return true }
	}
	at := map[string]bool{}
	for b, subjects := range s.Pairs {
		at[b] = slices.Contains(subjects, subject)
	}
	return func(e vault.Entry) bool { return at[e.Broker] }
}

// one returns the only broker that a part or pairs name, or "".
func (s *Scope) one() string {
	if s.part != nil {
		return s.part.broker
	}
	if len(s.Pairs) == 1 {
		for b := range s.Pairs {
			return b
		}
	}
	return ""
}

// scoped returns the subjects of a scope. Where it names pairs, their brokers
// are the scope's too.
func (c *Casebook) scoped(ctx context.Context, s *Scope) (list []*scan.Subject, err error) {
	if s.Pairs == nil && s.part == nil {
		return c.pick(ctx, s.Subject)
	}
	var ids []string
	for b, subjects := range s.Pairs {
		s.Brokers = append(s.Brokers, b)
		ids = append(ids, subjects...)
	}
	slices.Sort(s.Brokers)
	if s.part != nil {
		ids = slices.Clone(s.part.subjects)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		sub, err := c.one(ctx, id)
		if errors.Is(err, ErrNoSubject) {
			continue // purged meanwhile
		}
		if err != nil {
			return nil, err
		}
		list = append(list, sub)
	}
	return list, nil
}

// consider adds one subject at one broker to the agenda where it is due.
func (c *Casebook) consider(a *agenda, tasks map[string]*sweep.Task, b *brokers.Broker, h *history, s Scope) {
	if s.Pairs != nil && !slices.Contains(s.Pairs[b.ID], h.Subject.ID) {
		return
	}
	if err := c.covers(h.Subject, scan.Look, b.ID, h.written); err != nil {
		if len(s.Brokers) > 0 { // else the mandate names other brokers, and those are visited
			a.refused = append(a.refused, fmt.Errorf("subject %q: %w", h.Subject.ID, err))
		}
		return
	}
	last, looked := h.last()[b.ID]
	if s.Assisted {
		if len(s.Brokers) == 0 && !forPerson(b, last) {
			return
		}
		looked = looked && last.Outcome != scan.NeedsYou && last.Outcome != scan.Disallowed // nobody was there yet
	}
	if looked && !s.Fresh && s.Pairs == nil && (c.Now().Sub(last.At) <= Fresh && !c.putOff(last) || c.byHand(b, last, s.Means)) {
		a.fresh = append(a.fresh, last)
		return
	}
	if sweep.Asks(b, s.Means) && !onLoopback(b) && h.past(b.ID).On(c.Now()) >= schedule.PerDay {
		a.fresh = append(a.fresh, last)
		a.held++
		a.refused = append(a.refused, fmt.Errorf("broker %q: %w", b.ID,
			&scan.Refusal{Rule: fmt.Sprintf("no subject is looked for more than %d times a day at one broker", schedule.PerDay)}))
		return
	}
	t := tasks[b.ID]
	if t == nil {
		t = &sweep.Task{Broker: b}
		tasks[b.ID] = t
	}
	t.Clients = append(t.Clients, sweep.Client{Subject: h.Subject, Earlier: h.at(b.ID), Begun: h.begun[b.ID], Kept: c.keptPages(h, b.ID),
		May: c.may(h.Subject.ID, b.ID, a)})
}

// putOff reports whether a visit is not finished and may go on now.
func (c *Casebook) putOff(v scan.Visit) bool { return !v.Again.IsZero() && !c.Now().Before(v.Again) }

// byHand reports whether a person looked at a site that cannot be asked by the
// means there are, and recently enough: to find out once more that a person is
// needed would only hide what they saw.
func (c *Casebook) byHand(b *brokers.Broker, last scan.Visit, m sweep.Means) bool {
	return !sweep.Asks(b, m) && last.Outcome.Answered() && c.Now().Sub(last.At) <= sweep.ControlHolds
}

// visible returns the brokers to look at: those named, or every one that is
// not retired and that a scan does not pass by. Of those named it says which
// cannot be looked at; it is an error where that is all of them.
func (c *Casebook) visible(ids []string) (list []*brokers.Broker, blind []Blind, err error) {
	if len(ids) == 0 {
		for _, b := range c.Catalogue.All() {
			if b.PassedBy() == "" && b.Status != brokers.Retired {
				list = append(list, b)
			}
		}
		return list, nil, nil
	}
	for _, id := range ids {
		b, ok := c.Catalogue.Get(id)
		if !ok {
			return nil, nil, ErrNoBroker
		}
		n := Blind{id, cannotSee(b)}
		switch {
		case n.Why != "" && !slices.Contains(blind, n):
			blind = append(blind, n)
		case n.Why == "" && !slices.Contains(list, b):
			list = append(list, b)
		}
	}
	if len(list) == 0 {
		words := make([]string, len(blind))
		for i, n := range blind {
			words[i] = fmt.Sprintf("broker %q: %s", n.Broker, n.Why)
		}
		return nil, blind, errors.New(strings.Join(words, "; "))
	}
	return list, blind, nil
}

// cannotSee says why no scan can look at a broker, not even one that names it,
// or "".
func cannotSee(b *brokers.Broker) string {
	switch {
	case b.Search == nil:
		return "it cannot be seen from outside, so there is nothing to visit"
	case !b.Search.Retired.IsZero():
		return fmt.Sprintf("its definition is retired since %s, so its pages could not be read", b.Search.Retired)
	}
	return ""
}

// forPerson reports whether a person is wanted at a broker: by its definition,
// by its terms, or because the last look was turned away.
func forPerson(b *brokers.Broker, last scan.Visit) bool {
	d := b.Search
	return d.Reads() && (d.Way == brokers.Assisted || d.Way == brokers.Saved || d.Automation.Forbidden() ||
		last.Outcome == scan.NeedsYou || last.Outcome == scan.Disallowed)
}

// attachControls gives each task the control that speaks for it, if there was
// one, or what an interrupted one got.
func (c *Casebook) attachControls(ctx context.Context, tasks map[string]*sweep.Task, broker string, m sweep.Means) error {
	fits := (*sweep.Control).Fits
	if m.Person {
		fits = (*sweep.Control).Vouches
	}
	ended := map[string]int64{}
	oldest := c.Now().Add(-sweep.ControlHolds - 48*time.Hour) // a control is never journalled before its day
	wanted := func(e vault.Entry) bool {
		ended[e.Broker] = e.Seq
		return tasks[e.Broker] != nil && e.At.After(oldest)
	}
	err := eachAt(ctx, c, "", broker, wanted, func(_ vault.Entry, k sweep.Control) error {
		if t := tasks[k.Broker]; t != nil && fits(&k, t.Broker, c.Today()) {
			t.Control = &k
		}
		return nil
	}, scan.ControlMade)
	if err != nil {
		return err
	}
	return c.attachBegun(ctx, tasks, broker, ended)
}

// onLoopback reports whether a broker is searched on this machine, as practice
// sites are.
func onLoopback(b *brokers.Broker) bool {
	_, rest, _ := strings.Cut(string(b.Search.URL), "://")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return isLoopback(rest)
}

func isLoopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if a, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return a.IsLoopback()
	}
	return host == "localhost"
}
