package casebook

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
)

// Look-again limits of the rules.
const (
	Fresh  = 24 * time.Hour // a finished visit is not repeated sooner
	PerDay = 3              // visits a day for one subject at one broker (disclosure rule 6)
)

// Scope says which visits are wanted.
type Scope struct {
	Subject string   // "": all
	Brokers []string // empty: every broker that can be seen
	Fresh   bool     // look again at what was looked at within Fresh
}

// agenda is what is to be done now, and what stands already.
type agenda struct {
	tasks   []sweep.Task
	visits  int          // number of visits to make
	fresh   []scan.Visit // in scope, and finished recently enough
	held    int          // of those in fresh, the ones that a rule keeps from being repeated
	refused []error      // rules that kept visits from being made
}

// agenda lists the visits that are due in a scope.
func (c *Casebook) agenda(ctx context.Context, s Scope) (*agenda, error) {
	subjects, err := c.pick(ctx, s.Subject)
	if err != nil {
		return nil, err
	}
	if len(subjects) == 0 {
		return nil, fmt.Errorf("scan: there is no subject yet; `whohasme subject add` adds one")
	}
	list, err := c.visible(s.Brokers)
	if err != nil {
		return nil, err
	}
	a := &agenda{}
	tasks := map[string]*sweep.Task{}
	for _, sub := range subjects {
		if err := sub.Authority.Covers(scan.Look, "", c.Today()); err != nil {
			a.refused = append(a.refused, fmt.Errorf("subject %q is not looked for: %w", sub.ID, err))
			continue
		}
		h, err := c.history(ctx, sub, brokers.Date{})
		if err != nil {
			return nil, err
		}
		if h.begun, err = c.begun(ctx, h); err != nil {
			return nil, err
		}
		for _, b := range list {
			c.consider(a, tasks, b, h, s)
		}
	}
	if err := c.attachControls(ctx, tasks); err != nil {
		return nil, err
	}
	for _, b := range list {
		if t, ok := tasks[b.ID]; ok {
			a.tasks = append(a.tasks, *t)
			a.visits += len(t.Clients)
		}
	}
	return a, nil
}

// consider adds one subject at one broker to the agenda where it is due.
func (c *Casebook) consider(a *agenda, tasks map[string]*sweep.Task, b *brokers.Broker, h *history, s Scope) {
	if err := h.Subject.Authority.Covers(scan.Look, b.ID, c.Today()); err != nil {
		if len(s.Brokers) > 0 { // else the mandate names other brokers, and those are visited
			a.refused = append(a.refused, fmt.Errorf("subject %q: %w", h.Subject.ID, err))
		}
		return
	}
	last, looked := h.last()[b.ID]
	if looked && !s.Fresh && (c.Now().Sub(last.At) <= Fresh || c.byHand(b, last)) {
		a.fresh = append(a.fresh, last)
		return
	}
	if sweep.Asks(b) && !onLoopback(b) && c.looksToday(h, b.ID) >= PerDay {
		a.fresh = append(a.fresh, last)
		a.held++
		a.refused = append(a.refused, fmt.Errorf("broker %q: %w", b.ID,
			&scan.Refusal{Rule: fmt.Sprintf("no subject is looked for more than %d times a day at one broker", PerDay)}))
		return
	}
	t := tasks[b.ID]
	if t == nil {
		t = &sweep.Task{Broker: b}
		tasks[b.ID] = t
	}
	t.Clients = append(t.Clients, sweep.Client{Subject: h.Subject, Earlier: h.at(b.ID), Begun: h.begun[b.ID]})
}

// byHand reports whether a person looked at a site that no program asks, and
// recently enough: to find out once more that a person is needed would only
// hide what they saw.
func (c *Casebook) byHand(b *brokers.Broker, last scan.Visit) bool {
	return !sweep.Asks(b) && last.Outcome.Answered() && c.Now().Sub(last.At) <= sweep.ControlHolds
}

// looksToday counts the visits of today. Pages that a person saved ask nobody.
func (c *Casebook) looksToday(h *history, broker string) int {
	n := 0
	for _, v := range h.Visits {
		if v.Broker == broker && v.Way != string(brokers.Saved) && brokers.DateOf(v.At) == c.Today() {
			n++
		}
	}
	return n
}

// visible returns the brokers to look at: those named, or every one that is
// not retired and that a scan does not pass by.
func (c *Casebook) visible(ids []string) ([]*brokers.Broker, error) {
	var list []*brokers.Broker
	for _, id := range ids {
		b, ok := c.Catalogue.Get(id)
		if !ok {
			return nil, ErrNoBroker
		}
		if b.Search == nil {
			return nil, fmt.Errorf("broker %q: it cannot be seen from outside, so there is nothing to visit", id)
		}
		if !slices.Contains(list, b) {
			list = append(list, b)
		}
	}
	if len(ids) > 0 {
		return list, nil
	}
	for _, b := range c.Catalogue.All() {
		if b.PassedBy() == "" && b.Status != brokers.Retired {
			list = append(list, b)
		}
	}
	return list, nil
}

// attachControls gives each task today's control, if there was one, or its
// first half.
func (c *Casebook) attachControls(ctx context.Context, tasks map[string]*sweep.Task) error {
	return each(ctx, c, "", brokers.Date{}, func(e vault.Entry, k sweep.Control) error {
		t := tasks[k.Broker]
		switch {
		case t == nil || !k.Fits(t.Broker, c.Today()):
		case e.Kind == scan.ControlBegun:
			t.Begun = &k
		default:
			t.Control = &k
		}
		return nil
	}, scan.ControlMade, scan.ControlBegun)
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
