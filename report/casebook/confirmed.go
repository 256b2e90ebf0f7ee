package casebook

import (
	"context"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// proves reports whether a visit's control read the living site as the
// definition says.
func proves(v scan.Visit) bool {
	return v.Control == scan.ControlWorked || v.Control == scan.ControlLookAlike
}

// unproven reports whether only a control can tell that a broker's definition
// reads the living site: its file names no day on which somebody saw it.
func (c *Casebook) unproven(id string) bool {
	b, known := c.Catalogue.Get(id)
	return known && b.Search != nil && b.Checked.IsZero()
}

// unconfirmed lists the brokers, of those with these ids, that are read by a
// definition nobody ever saw read the living site: their file names no day, and
// no control look that this vault knows of worked.
func (c *Casebook) unconfirmed(h *history, ids []string) []string {
	worked := map[string]bool{}
	for _, v := range h.Visits {
		worked[v.Broker] = worked[v.Broker] || proves(v)
	}
	var list []string
	for _, id := range ids {
		if c.unproven(id) && !worked[id] {
			list = append(list, id)
		}
	}
	return list
}

// Unconfirmed returns a judge of visits that are made from now on: whether the
// subject's visit rests on a definition nobody ever saw read the living site. It
// remembers the visits it is shown, so it is to be shown them in order, by one
// caller at a time.
func (c *Casebook) Unconfirmed(ctx context.Context, subject string) (func(scan.Visit) bool, error) {
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return nil, err
	}
	type look struct{ subject, broker string }
	worked := map[look]bool{}
	for _, s := range subjects {
		err := each(ctx, c, s.ID, brokers.Date{}, func(_ vault.Entry, v scan.Visit) error {
			if proves(v) {
				worked[look{s.ID, v.Broker}] = true
			}
			return nil
		}, scan.VisitMade)
		if err != nil {
			return nil, err
		}
	}
	return func(v scan.Visit) bool {
		at := look{v.Subject, v.Broker}
		worked[at] = worked[at] || proves(v)
		return c.unproven(v.Broker) && !worked[at]
	}, nil
}
