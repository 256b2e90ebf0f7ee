package casebook

import (
	"context"

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
	l := &Look{Question: Question{Finding: f, LookAlike: h.lookAlike(f.Broker)}, Subject: h.Subject}
	l.Shows, l.Alarms = report.Mask(h.Subject, f.Record.Record)
	for _, e := range c.build(h, day).Findings {
		if e.ID == id {
			l.Exposure = e
		}
	}
	if l.Exposure.ID == "" { // another's, by the person's own word
		l.Exposure = h.exposure(f, h.last()[f.Broker])
	}
	return l, nil
}
