package casebook

import (
	"context"
	"errors"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// PagesDays is how many days a page is kept, at most, that shows nothing of the
// subject; its hash stays (disclosure rule 5).
const PagesDays = 30

// Keeping says for how long a vault keeps what it could throw away. A supervisor
// sets it, and it acts by itself.
type Keeping struct {
	// AfterEnd is how many days a subject stays after their authority ended or was
	// withdrawn; nil: until somebody removes them.
	AfterEnd *int `json:"after_end"`
	Pages    int  `json:"pages"` // days, for pages without a finding; 1 to PagesDays
}

// Retained is what keeping to the limits came to.
type Retained struct {
	Purged  []string // subjects whose time was over
	Waiting []string // the same, who wait for a supervisor: nobody else may purge
	Lingers bool     // sealed traces stay until another program that reads ends
}

// Keeping returns the limits that are in force.
func (c *Casebook) Keeping(ctx context.Context) (Keeping, error) {
	k := Keeping{Pages: PagesDays}
	err := each(ctx, c, "", brokers.Date{}, func(_ vault.Entry, set Keeping) error {
		k = set
		return nil
	}, scan.RetentionSet)
	if k.Pages < 1 || k.Pages > PagesDays {
		k.Pages = PagesDays
	}
	return k, err
}

// SetKeeping sets the limits. Only a supervisor may.
func (c *Casebook) SetKeeping(ctx context.Context, k Keeping) error {
	if err := c.supervises(); err != nil {
		return err
	}
	switch {
	case k.Pages < 1 || k.Pages > PagesDays:
		return &scan.Refusal{Rule: "a page that shows nothing of the client is kept 30 days at most, and at least one"}
	case k.AfterEnd != nil && *k.AfterEnd < 0:
		return errors.New("set retention: days cannot be fewer than none")
	}
	return c.append(ctx, scan.RetentionSet, "", "", k)
}

// Retain keeps to the limits: it purges the subjects whose authority ended, or
// was withdrawn, longer ago than the limit, and drops the pages whose time is
// over. A scan calls it first, and so does everything that looks by itself.
func (c *Casebook) Retain(ctx context.Context) (r Retained, err error) {
	if c.Vault.Me().Role == vault.Auditor {
		return r, nil
	}
	if r, err = c.retainClients(ctx); err != nil {
		return r, err
	}
	return r, c.dropPages(ctx)
}

// retainClients is the part of Retain that is about whole subjects.
func (c *Casebook) retainClients(ctx context.Context) (r Retained, err error) {
	k, err := c.Keeping(ctx)
	if err != nil || k.AfterEnd == nil {
		return r, err
	}
	return c.purgeEnded(ctx, *k.AfterEnd)
}

func (c *Casebook) purgeEnded(ctx context.Context, days int) (r Retained, err error) {
	subjects, err := c.Subjects(ctx)
	if err != nil {
		return r, err
	}
	for _, s := range subjects {
		end := ended(s.Authority)
		if end.IsZero() || !c.Today().After(end.AddDays(days)) {
			continue
		}
		out, err := c.Purge(ctx, s.ID)
		switch {
		case errors.Is(err, vault.ErrRole):
			r.Waiting = append(r.Waiting, s.ID)
			continue
		case errors.Is(err, ErrNoSubject): // somebody else was faster
			continue
		case err != nil:
			return r, err
		}
		r.Purged, r.Lingers = append(r.Purged, s.ID), r.Lingers || out.Lingers
	}
	return r, nil
}

// ended is the day on which an authority ends or was withdrawn, whichever is
// first; the zero day for one without an end.
func ended(a scan.Authority) brokers.Date {
	switch {
	case a.Withdrawn.IsZero():
		return a.To
	case a.To.IsZero() || a.Withdrawn.Before(a.To):
		return a.Withdrawn
	}
	return a.To
}

// pagesBefore is the time before which pages without a finding are dropped.
func (c *Casebook) pagesBefore(ctx context.Context) (time.Time, error) {
	k, err := c.Keeping(ctx)
	return c.Now().Add(-time.Duration(k.Pages) * 24 * time.Hour), err
}
