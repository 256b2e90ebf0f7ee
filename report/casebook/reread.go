package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/sweep/doubt"
	"github.com/whohasme/whohasme/scan/vault"
)

// Reread is what an earlier visit would come to by today's definitions and
// matcher, from the pages that were sealed then.
type Reread struct {
	Subject  string
	Broker   string
	At       time.Time
	Before   scan.Outcome
	After    scan.Outcome // as Before where the pages cannot be read again
	Why      string       // of After, or why the pages cannot be read again
	Read     bool         // the pages were read again
	Dropped  int          // pages that are no longer kept
	Findings []Change     // those that would not be as they are
}

// Change is one finding of a visit that would be judged in another way.
type Change struct {
	ID     string // of the finding; "" for a record that had not been one
	Before scan.Verdict
	After  scan.Verdict
}

// Changed reports whether anything would change.
func (r Reread) Changed() bool { return r.Read && (r.Before != r.After || len(r.Findings) > 0) }

// Reread reads the sealed pages of every visit in the scope again. It asks
// nobody and writes nothing. Visits that kept no page, because nobody was asked
// or nothing came, are left out.
func (c *Casebook) Reread(ctx context.Context, s Scope) ([]Reread, error) {
	subjects, err := c.pick(ctx, s.Subject)
	if err != nil {
		return nil, err
	}
	for _, id := range s.Brokers {
		if _, known := c.Catalogue.Get(id); !known {
			return nil, ErrNoBroker
		}
	}
	var controls []sweep.Control
	err = each(ctx, c, "", brokers.Date{}, func(_ vault.Entry, k sweep.Control) error { controls = append(controls, k); return nil }, scan.ControlMade)
	if err != nil {
		return nil, err
	}
	var list []Reread
	for _, sub := range subjects {
		if err := sub.Authority.Covers(scan.Look, "", c.Today()); err != nil {
			return nil, fmt.Errorf("subject %q is not looked for: %w", sub.ID, err)
		}
		h, err := c.history(ctx, sub, brokers.Date{})
		if err != nil {
			return nil, err
		}
		for i, v := range h.Visits {
			if len(v.Pages) == 0 || len(s.Brokers) > 0 && !slices.Contains(s.Brokers, v.Broker) {
				continue
			}
			r, err := c.reread(ctx, h, i, controls)
			if err != nil {
				return nil, err
			}
			list = append(list, r)
		}
	}
	return list, nil
}

// reread reads the pages of one visit again.
func (c *Casebook) reread(ctx context.Context, h *history, i int, controls []sweep.Control) (Reread, error) {
	v := h.Visits[i]
	r := Reread{Subject: v.Subject, Broker: v.Broker, At: v.At, Before: v.Outcome, After: v.Outcome}
	b, known := c.Catalogue.Get(v.Broker)
	switch {
	case !known:
		r.Why = "the broker is not in the catalogue any more"
		return r, nil
	case h.Subject.Authority.Covers(scan.Look, b.ID, c.Today()) != nil:
		r.Why = h.Subject.Authority.Covers(scan.Look, b.ID, c.Today()).Error()
		return r, nil
	}
	pages, err := c.sealed(ctx, v, &r)
	if err != nil || r.Why != "" {
		return r, err
	}
	given := sweep.Given{
		Broker: b, Client: sweep.Client{Subject: h.Subject}, Pages: pages, Control: sweep.Control{State: v.Control}, Way: brokers.Way(v.Way),
		At: v.At, Said: v.Said, Ours: v.Way != string(brokers.Saved), All: v.Way != string(brokers.Saved) && v.Outcome == scan.Absent,
	}
	for _, f := range scan.Follow(h.Visits[:i], h.reviews) {
		if f.Broker == b.ID {
			given.Client.Earlier = append(given.Client.Earlier, f)
		}
	}
	if v.Control == scan.ControlNone || v.Control == "" {
		given.Control = c.control(controls, b, c.day(v.At))
	} else {
		given.Control.Frame = frame(controls, b, c.day(v.At))
	}
	again, _, err := sweep.ReadGiven(given)
	if err != nil {
		r.Why = "the definition cannot be used"
		return r, nil
	}
	r.Read, r.After, r.Why = true, again.Visit.Outcome, again.Visit.Why
	if r.After == scan.Absent && metOnTheWay(v) {
		r.After, r.Why = v.Outcome, v.Why
	}
	r.Findings = changes(v.Sightings, again.Visit.Sightings)
	return r, nil
}

// frame is how a site's pages looked on a day to the definition of today, nil
// where no control look of that day was made with it.
func frame(controls []sweep.Control, b *brokers.Broker, day brokers.Date) (f *doubt.Frame) {
	for _, k := range controls {
		if k.Broker == b.ID && k.Day == day && b.Search != nil && k.Definition == sweep.Version(b.Search) {
			f = k.Frame
		}
	}
	return f
}

// metOnTheWay reports whether a visit was decided by more than its pages: an
// answer's headers, or a line that failed later on. Such a visit is not clear
// because the pages it did get are.
func metOnTheWay(v scan.Visit) bool {
	if v.Way == string(brokers.Saved) {
		return false
	}
	switch v.Outcome {
	case scan.Blocked, scan.Disallowed, scan.NeedsYou, scan.Unreachable:
		return true
	}
	return v.Control == scan.ControlUnmade || v.Control == scan.ControlFailed
}

// sealed reads a visit's pages out of the vault. Where one is gone, Why says
// so: what the others show is not the whole.
func (c *Casebook) sealed(ctx context.Context, v scan.Visit, r *Reread) ([]*crawl.Page, error) {
	var pages []*crawl.Page
	for _, e := range v.Pages {
		body, err := c.Vault.Page(ctx, v.Subject, e.Hash)
		switch {
		case errors.Is(err, vault.ErrDropped), errors.Is(err, vault.ErrNoPage):
			r.Dropped++
		case err != nil:
			return nil, err
		default:
			pages = append(pages, crawl.Restore(e, body))
		}
	}
	if r.Dropped > 0 {
		r.Why = fmt.Sprintf("%d of its %d pages were dropped after their time", r.Dropped, len(v.Pages))
	}
	return pages, nil
}

// changes compares what two readings of a visit saw of the subject.
func changes(before, after []scan.Sighting) (list []Change) {
	verdicts := func(all []scan.Sighting) map[string]scan.Verdict {
		m := map[string]scan.Verdict{}
		for _, s := range all {
			m[s.ID] = s.Verdict
		}
		return m
	}
	was, is := verdicts(before), verdicts(after)
	for _, s := range before {
		if is[s.ID] != s.Verdict {
			list = append(list, Change{s.ID, s.Verdict, is[s.ID]})
		}
	}
	for _, s := range after {
		if _, known := was[s.ID]; !known {
			list = append(list, Change{"", "", s.Verdict})
		}
	}
	return list
}
