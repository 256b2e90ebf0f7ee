package casebook

import (
	"context"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Look is one finding whole: what its record shows, masked, beside what the
// subject gave, and where it stands.
type Look struct {
	Question
	Subject  *scan.Subject
	Exposure report.Exposure
}

// Finding returns one finding as of a day.
func (c *Casebook) Finding(ctx context.Context, id string, day brokers.Date) (*Look, error) {
	h, f, err := c.find(ctx, id, day)
	if err != nil {
		return nil, err
	}
	v := c.view(h, day)
	l := &Look{Question: Question{Finding: f, LookAlike: v.alike[f.Broker]}, Subject: h.Subject, Exposure: v.exposure(f)}
	l.Shows, l.Alarms = report.Mask(h.Subject, f.Record.Record)
	l.Exposure.Unconfirmed = slices.Contains(c.unconfirmed(h, []string{f.Broker}), f.Broker)
	return l, nil
}
