package casebook

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Report says where each subject stands on a day.
func (c *Casebook) Report(ctx context.Context, subject string, day brokers.Date) ([]report.Report, error) {
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return nil, err
	}
	heads, err := c.heads(ctx)
	if err != nil {
		return nil, err
	}
	var list []report.Report
	for _, s := range subjects {
		h, err := c.history(ctx, s, day)
		if err != nil {
			return nil, err
		}
		r := c.build(h, day)
		r.Journal = pickHeads(heads, s.ID)
		list = append(list, r)
	}
	return list, nil
}

func (c *Casebook) build(h *history, day brokers.Date) report.Report {
	r := report.Report{Subject: h.Subject.ID, AsOf: day, Findings: []report.Exposure{}, Unchecked: []report.Unchecked{}}
	last := h.last()
	for _, b := range c.Catalogue.All() {
		if b.Search == nil && b.Status != brokers.Retired {
			r.Unseen = append(r.Unseen, b.ID)
		}
	}
	ids := make([]string, 0, len(last))
	for id := range last {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		v := last[id]
		if v.Outcome.Answered() {
			r.Totals.Answered++
			continue
		}
		r.Unchecked = append(r.Unchecked, report.Unchecked{Broker: id, Outcome: v.Outcome, Why: v.Why})
	}
	r.Totals.Unchecked = len(r.Unchecked)
	r.Totals.Asked = r.Totals.Answered + r.Totals.Unchecked
	r.Totals.Unseen = len(r.Unseen)
	for _, f := range h.Findings {
		if f.Verdict != scan.Other {
			r.Findings = append(r.Findings, h.exposure(f, last[f.Broker]))
		}
	}
	slices.SortStableFunc(r.Findings, func(a, b report.Exposure) int { return strings.Compare(a.Broker, b.Broker) })
	return r
}

// exposure shows one finding, masked, with claim beside observation.
func (h *history) exposure(f scan.Finding, last scan.Visit) report.Exposure {
	masked, alarms := report.Mask(h.Subject, f.Record.Record)
	e := report.Exposure{
		ID: f.ID, Broker: f.Broker, State: string(f.State), Verdict: f.Verdict, URL: masked.URL,
		FirstSeen: brokers.DateOf(f.First), LastSeen: brokers.DateOf(f.Last),
		Observation: observation(f, last), Shows: shows(masked), Alarms: alarms, Reasons: f.Record.Reasons,
		LookAlike: last.Control == scan.ControlLookAlike,
	}
	for _, k := range h.Cases {
		if !slices.Contains(k.Findings, f.ID) && !slices.Contains(k.Clears, f.Broker) {
			continue
		}
		if e.Request == "" || k.Broker == f.Broker && k.Claim() != "" {
			e.Request = k.ID
		}
		if claim := k.Claim(); claim != "" {
			e.Claim = fmt.Sprintf("%s on %s", claim, k.Answered)
			e.Contradicts = k.State == report.Fulfilled && f.Open() && brokers.DateOf(f.Last).After(k.Answered)
		}
	}
	return e
}

// observation says in a sentence what our own looks saw of a finding.
func observation(f scan.Finding, last scan.Visit) string {
	var s string
	switch f.State {
	case scan.Gone:
		s = fmt.Sprintf("gone: two looks, on %s and %s, did not see it", brokers.DateOf(f.Unseen), brokers.DateOf(f.Gone))
	case scan.Unseen:
		s = fmt.Sprintf("not seen on %s; a second look after %s decides", brokers.DateOf(f.Unseen), brokers.DateOf(f.Unseen.Add(scan.GoneAfter)))
	case scan.Relisted:
		s = fmt.Sprintf("back again: seen on %s", brokers.DateOf(f.Last))
	default:
		s = fmt.Sprintf("seen on %s", brokers.DateOf(f.Last))
	}
	if !last.Outcome.Answered() {
		s += fmt.Sprintf("; could not be checked on %s", brokers.DateOf(last.At))
	}
	return s
}

// shows lists what a masked record shows, one fact a line; relatives as a
// count.
func shows(r scan.Record) []string {
	list := []string{r.Name}
	for _, a := range r.Aliases {
		list = append(list, "also as "+a)
	}
	if !r.Age.IsZero() {
		list = append(list, "age "+r.Age.String())
	}
	if !r.Born.IsZero() {
		list = append(list, "born "+r.Born.String())
	}
	for _, a := range r.Addresses {
		list = append(list, a.String())
	}
	list = append(list, r.Phones...)
	list = append(list, r.Emails...)
	if n := len(r.Relatives); n > 0 {
		list = append(list, fmt.Sprintf("relatives: %d", n))
	}
	return slices.DeleteFunc(list, func(s string) bool { return strings.TrimSpace(s) == "" })
}

func (c *Casebook) heads(ctx context.Context) ([]report.Head, error) {
	hs, err := c.Vault.Heads(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]report.Head, len(hs))
	for i, h := range hs {
		list[i] = report.Head{Chain: h.Chain, Count: h.Count, Link: h.Link}
	}
	return list, nil
}

func pickHeads(all []report.Head, subject string) []report.Head {
	return slices.DeleteFunc(slices.Clone(all), func(h report.Head) bool { return h.Chain != "" && h.Chain != subject })
}
