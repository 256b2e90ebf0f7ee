package casebook

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

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
	heads, err := c.heads(ctx, day, subjects)
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
	c.passBy(&r, last)
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
	r.Unconfirmed = c.unconfirmed(h, ids)
	r.Totals.Unchecked = len(r.Unchecked)
	r.Totals.Asked = r.Totals.Answered + r.Totals.Unchecked
	r.Totals.Unseen = len(r.Unseen)
	for _, f := range h.Findings {
		if f.Verdict != scan.Other {
			e := h.exposure(f, last[f.Broker])
			e.Unconfirmed = slices.Contains(r.Unconfirmed, f.Broker)
			r.Findings = append(r.Findings, e)
		}
	}
	slices.SortStableFunc(r.Findings, func(a, b report.Exposure) int { return strings.Compare(a.Broker, b.Broker) })
	return r
}

// passBy notes the brokers that no scan looks at, and how many for which
// reason. One that was named and visited is no longer among them.
func (c *Casebook) passBy(r *report.Report, last map[string]scan.Visit) {
	for _, b := range c.Catalogue.All() {
		why := b.PassedBy()
		if _, visited := last[b.ID]; visited || why == "" || b.Status == brokers.Retired {
			continue
		}
		if r.UnseenWhy == nil {
			r.UnseenWhy = map[string]int{}
		}
		r.Unseen = append(r.Unseen, b.ID)
		r.UnseenWhy[why]++
	}
}

// exposure shows one finding, masked, with claim beside observation.
func (h *history) exposure(f scan.Finding, last scan.Visit) report.Exposure {
	masked, alarms := report.Mask(h.Subject, f.Record.Record)
	e := report.Exposure{
		ID: f.ID, Broker: f.Broker, State: string(f.State), Verdict: f.Verdict, URL: masked.URL,
		FirstSeen: brokers.DateOf(f.First), LastSeen: brokers.DateOf(f.Last),
		Observation: observation(f, last), Shows: shows(masked), Alarms: alarms, Reasons: f.Record.Reasons,
		LookAlike: h.lookAlike(f.Broker),
	}
	own := false // the request at the finding's own broker goes first
	// What is asked besides, and what came back to an earlier letter, gives way
	// to the request that clears the listing.
	aside := func(k report.Case) int {
		if k.Besides || k.Kind != report.First {
			return 0
		}
		return 1
	}
	cases := slices.Clone(h.Cases)
	slices.SortStableFunc(cases, func(a, b report.Case) int { return aside(a) - aside(b) })
	for _, k := range cases {
		if !slices.Contains(k.Findings, f.ID) && !slices.Contains(k.Clears, f.Broker) {
			continue
		}
		if e.Request == "" || k.Broker == f.Broker && (!own || len(k.Claims()) > 0) {
			e.Request, own = k.ID, k.Broker == f.Broker
		}
		claimed(&e, k, f)
	}
	return e
}

// lookAlike reports whether the last control that was made at a broker found
// an invented name. A look that met a wall since does not unsay it.
func (h *history) lookAlike(broker string) bool {
	alike := false
	for _, v := range h.Visits {
		if v.Broker == broker && (v.Control == scan.ControlWorked || v.Control == scan.ControlLookAlike) {
			alike = v.Control == scan.ControlLookAlike
		}
	}
	return alike
}

// claimed notes what a broker says it did about a finding. A claim that our
// looks contradict is not hidden by a later one, nor by a request that was
// drafted anew since; a broker of the same family speaks for itself alone.
func claimed(e *report.Exposure, k report.Case, f scan.Finding) {
	for _, said := range k.Claims() {
		claim := fmt.Sprintf("%s on %s", said.Is, said.On)
		if k.Broker != f.Broker {
			if e.Claim == "" {
				e.Claim = claim + ", says " + k.Broker
			}
			continue
		}
		contradicted := said.Removed() && stillThere(f, said.On)
		if contradicted || !e.Contradicts {
			e.Claim, e.Contradicts = claim, contradicted
		}
	}
}

// stillThere reports whether a finding was seen after a day without having
// been gone in between: what came back was away as claimed.
func stillThere(f scan.Finding, since brokers.Date) bool {
	cameBack := slices.ContainsFunc(f.History, func(c scan.Change) bool {
		return c.State == scan.Relisted && brokers.DateOf(c.At).After(since)
	})
	return f.Open() && !cameBack && brokers.DateOf(f.Last).After(since)
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

// heads returns the ends of the journal's chains as they stood when a day was
// over, so that a report of a past day can be made again.
func (c *Casebook) heads(ctx context.Context, day brokers.Date, of []*scan.Subject) ([]report.Head, error) {
	chains := []string{""}
	for _, s := range of {
		chains = append(chains, s.ID)
	}
	over := time.Date(day.Year, day.Month, day.Day+1, 0, 0, 0, 0, c.Now().Location())
	hs, err := c.Vault.HeadsAt(ctx, over.Add(-time.Microsecond), chains...)
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
