package casebook

import (
	"context"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
)

// Shown is one request with all that is known of it: what the broker says
// beside what our own looks saw.
type Shown struct {
	Case     report.Case
	Clocks   []report.Clock
	Tasks    []request.Task    // what is to be done next
	Listings []report.Exposure // what it is about, masked; none is left where a broker's pages were purged
}

// Show returns one request with its life, its clocks and what our looks saw of
// what it is about, as of a day.
func (c *Casebook) Show(ctx context.Context, id string, day brokers.Date) (*Shown, error) {
	s, err := c.owner(ctx, id, ErrNoRequest)
	if err != nil {
		return nil, err
	}
	h, err := c.history(ctx, s, day)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(h.Cases, func(k report.Case) bool { return k.ID == id })
	if i < 0 {
		return nil, ErrNoRequest
	}
	return c.show(h, h.Cases[i], day)
}

func (c *Casebook) show(h *history, k report.Case, day brokers.Date) (*Shown, error) {
	b, ok := c.Catalogue.Get(k.Broker)
	if !ok {
		b = &brokers.Broker{ID: k.Broker}
	}
	clocks, err := request.Clocks(k, b, c.Statutes, day)
	if err != nil {
		return nil, err
	}
	shown := &Shown{Case: k, Clocks: h.running(clocks)}
	p, err := c.plan(h, day, request.Choices{})
	if err != nil {
		return nil, err
	}
	for _, t := range p.Tasks {
		if t.Case == k.ID {
			shown.Tasks = append(shown.Tasks, t)
		}
	}
	v := c.view(h, day)
	for _, f := range h.Findings {
		if slices.Contains(k.Findings, f.ID) || slices.Contains(k.Clears, f.Broker) {
			shown.Listings = append(shown.Listings, v.exposure(f))
		}
	}
	return shown, nil
}
