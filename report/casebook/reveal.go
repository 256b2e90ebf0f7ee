package casebook

import (
	"context"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Revealed is one record as its page has it. Safe facts stand as their labels
// here too.
type Revealed struct {
	Finding scan.Finding
	Record  scan.Record
	Alarms  []string // safe facts shown, by label
}

// Reveal shows one record unmasked, and journals that it did. Whoever calls it
// has asked for the passphrase again; there is no "all" (disclosure rule 5).
func (c *Casebook) Reveal(ctx context.Context, finding string) (*Revealed, error) {
	h, f, err := c.find(ctx, finding, brokers.Date{})
	if err != nil {
		return nil, err
	}
	if err := c.append(ctx, scan.RecordRevealed, h.Subject.ID, f.Broker, scan.Taking{Finding: finding}); err != nil {
		return nil, err
	}
	r := &Revealed{Finding: f, Record: f.Record.Record}
	masked, alarms := report.Mask(h.Subject, r.Record)
	r.Record, r.Alarms = labelled(r.Record, masked, alarms), alarms
	return r, nil
}

// labelled is a record with the label in place of every part that the masked
// form has as one.
func labelled(r, masked scan.Record, labels []string) scan.Record {
	pick := func(plain, masked []string) []string {
		out := slices.Clone(plain)
		for i := range out {
			if slices.Contains(labels, masked[i]) {
				out[i] = masked[i]
			}
		}
		return out
	}
	r.Name = pick([]string{r.Name}, []string{masked.Name})[0]
	r.Aliases, r.Relatives = pick(r.Aliases, masked.Aliases), pick(r.Relatives, masked.Relatives)
	r.Phones, r.Emails = pick(r.Phones, masked.Phones), pick(r.Emails, masked.Emails)
	r.Addresses = slices.Clone(r.Addresses)
	for i, a := range masked.Addresses {
		if slices.Contains(labels, a.Street) {
			r.Addresses[i] = a
		}
	}
	r.URL = masked.URL
	return r
}
