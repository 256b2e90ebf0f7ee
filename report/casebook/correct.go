package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// Entry is one thing that a listing shows, masked, and what the person said of
// it.
type Entry struct {
	Kind  report.FactKind
	Shows string
	Wrong bool
	Right string // what is right instead; "": nothing was said
}

// Entries lists what a listing shows, in the order in which a correction
// numbers it.
func (c *Casebook) Entries(ctx context.Context, finding string) ([]Entry, error) {
	h, f, err := c.find(ctx, finding, brokers.Date{})
	if err != nil {
		return nil, err
	}
	said, err := c.corrections(ctx, h.Subject.ID, brokers.Date{})
	if err != nil {
		return nil, err
	}
	var list []Entry
	for _, e := range request.Entries(h.Subject, f) {
		x := Entry{Kind: e.Kind, Shows: e.Shows}
		if i := slices.IndexFunc(said, func(o report.CorrectionSaid) bool { return o.Finding == f.ID && o.Shown == e.Printed }); i >= 0 {
			x.Wrong, x.Right = true, said[i].Right
		}
		list = append(list, x)
	}
	return list, nil
}

// Correct records that an entry of a listing is wrong, by its number from 1,
// and what is right where that is said; or that it is right after all.
func (c *Casebook) Correct(ctx context.Context, finding string, number int, right string, back bool) error {
	h, f, err := c.find(ctx, finding, brokers.Date{})
	if err != nil {
		return err
	}
	entries := request.Entries(h.Subject, f)
	if number < 1 || number > len(entries) {
		return fmt.Errorf("correct finding: want the number of an entry, 1 to %d; `whohasme request correct FINDING` lists them", len(entries))
	}
	said := report.CorrectionSaid{Finding: f.ID, Correction: report.Correction{Shown: entries[number-1].Printed, Right: right}, Back: back}
	if !back {
		if f.Verdict != scan.Match {
			return errors.New("correct finding: only what is yours can be corrected; `whohasme review` says whether it is")
		}
		if err := request.CheckCorrection(*h.Subject, f, said.Correction); err != nil {
			return fmt.Errorf("correct finding: %w", err)
		}
	}
	return c.append(ctx, report.EntryCorrected, h.Subject.ID, f.Broker, said)
}

// corrections returns what a subject said to be wrong and has not taken back.
func (c *Casebook) corrections(ctx context.Context, subject string, until brokers.Date) (list []report.CorrectionSaid, err error) {
	err = each(ctx, c, subject, until, func(_ vault.Entry, x report.CorrectionSaid) error {
		list = slices.DeleteFunc(list, func(o report.CorrectionSaid) bool { return o.Finding == x.Finding && o.Shown == x.Shown })
		if !x.Back {
			list = append(list, x)
		}
		return nil
	}, report.EntryCorrected)
	return list, err
}

// wrong returns what is said to be wrong in what a subject's open listings
// show, by broker.
func wrong(h *history, said []report.CorrectionSaid) map[string][]report.Correction {
	by := map[string][]report.Correction{}
	for _, x := range said {
		if f, ok := h.find(x.Finding); ok && f.Open() && !slices.Contains(by[f.Broker], x.Correction) {
			by[f.Broker] = append(by[f.Broker], x.Correction)
		}
	}
	return by
}
