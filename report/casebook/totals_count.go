package casebook

import (
	"context"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// count goes through the journals that may be opened.
func (c *Casebook) count(ctx context.Context) (n *counts, err error) {
	err = again("", func() error { n, err = c.countAll(ctx); return err })
	return n, err
}

func (c *Casebook) countAll(ctx context.Context) (*counts, error) {
	n := &counts{by: map[report.Counted]map[string]*cell{}, sites: map[string]map[string]map[string]bool{}}
	subjects, err := c.Subjects(ctx)
	if err != nil {
		return nil, err
	}
	own := map[string]bool{}
	var there []string
	for _, s := range subjects {
		own[s.ID] = true
		there = append(there, s.ID)
	}
	filings, err := c.filings(ctx, there)
	if err != nil {
		return nil, err
	}
	all := c.Vault.Me().Role != vault.Caseworker
	for _, f := range filings {
		if all || own[f.Subject] { // those who were purged were clients too
			n.add(report.NewClients, f.day, f.Subject)
		}
	}
	if all {
		err = each(ctx, c, "", brokers.Date{}, func(e vault.Entry, p scan.Purging) error {
			n.add(report.EndedClients, c.day(e.At), p.Subject)
			return nil
		}, scan.SubjectPurged)
		if err != nil {
			return nil, err
		}
	}
	for _, s := range subjects {
		if end := ended(s.Authority); !end.IsZero() && !end.After(c.Today()) {
			n.add(report.EndedClients, end, s.ID)
		}
		h, err := c.history(ctx, s, brokers.Date{})
		if err != nil {
			return nil, err
		}
		n.history(c, h)
	}
	return n, nil
}

// history counts one subject's looks, findings and requests.
func (n *counts) history(c *Casebook, h *history) {
	id := h.Subject.ID
	for _, v := range h.Visits {
		day := c.day(v.At)
		n.add(report.LooksMade, day, id)
		m := month(day)
		if n.sites[m] == nil {
			n.sites[m] = map[string]map[string]bool{}
		}
		if n.sites[m][v.Broker] == nil {
			n.sites[m][v.Broker] = map[string]bool{}
		}
		n.sites[m][v.Broker][id] = true
	}
	for _, f := range h.Findings {
		if f.Verdict != scan.Match {
			continue
		}
		n.add(report.NewFindings, c.day(f.First), id)
		if f.State == scan.Gone {
			n.add(report.GoneFindings, c.day(f.Gone), id)
		}
		for _, step := range f.History {
			if step.State == scan.Relisted {
				n.add(report.BackFindings, c.day(step.At), id)
			}
		}
	}
	for _, k := range h.Cases {
		n.add(report.SentRequests, k.Sent, id)
		switch {
		case k.State == report.Fulfilled || k.State == report.Suppressed:
			n.add(report.DoneRequests, k.Answered, id)
		case k.State == report.Refused:
			n.add(report.SaidNo, k.Answered, id)
		case c.Standing(k, c.Today()) == report.Late:
			n.add(report.LateRequests, k.Sent, id)
		}
	}
}
