package casebook

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// Report says where each subject stands on a day.
func (c *Casebook) Report(ctx context.Context, subject string, day brokers.Date) (list []report.Report, err error) {
	err = again(subject, func() error { list, err = c.reports(ctx, subject, day); return err })
	return list, err
}

func (c *Casebook) reports(ctx context.Context, subject string, day brokers.Date) ([]report.Report, error) {
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return nil, err
	}
	heads, err := c.heads(ctx, day, subjects)
	if err != nil {
		return nil, err
	}
	dropped, err := c.droppings(ctx, day)
	if err != nil {
		return nil, err
	}
	var list []report.Report
	for _, s := range subjects {
		if s, err = c.subjectOn(ctx, s, day); err != nil {
			return nil, err
		}
		h, err := c.history(ctx, s, day)
		if err != nil {
			return nil, err
		}
		more, err := c.extra(ctx, s, day, dropped)
		if err != nil {
			return nil, err
		}
		r, err := c.build(h, day, more)
		if err != nil {
			return nil, err
		}
		r.Journal = pickHeads(heads, s.ID)
		list = append(list, r)
	}
	return list, nil
}

// build puts a report together from a history. It reads nothing but what is
// given and the catalogue.
func (c *Casebook) build(h *history, day brokers.Date, more extra) (report.Report, error) {
	v := c.view(h, day)
	r := report.Report{Subject: h.Subject.ID, AsOf: day, Unchecked: []report.Unchecked{}}
	c.passBy(&r, v.last)
	ids := slices.Sorted(maps.Keys(v.last))
	for _, id := range ids {
		x := v.last[id]
		if x.Outcome.Answered() {
			r.Totals.Answered++
			continue
		}
		r.Unchecked = append(r.Unchecked, report.Unchecked{Broker: id, Outcome: x.Outcome, Why: x.Why})
	}
	r.Unconfirmed = c.unconfirmed(h, ids)
	r.Totals.Unchecked = len(r.Unchecked)
	r.Totals.Asked = r.Totals.Answered + r.Totals.Unchecked
	r.Totals.Unseen = len(r.Unseen)
	r.Findings = v.exposures()
	for i, f := range r.Findings {
		_, r.Findings[i].Unconfirmed = slices.BinarySearch(r.Unconfirmed, f.Broker)
	}
	r.Sites = v.sites()
	r.Risk = v.risk(r, more.measures)
	r.TimeLine = v.timeLine(more.platform)
	r.Since, r.Changes = v.since(r.TimeLine)
	r.Evidence = v.evidence(r.Findings, more.dropped)
	p, err := c.plan(h, day, request.Choices{})
	if err != nil {
		return r, err
	}
	if r.Matters, err = v.matters(r.Findings); err != nil {
		return r, err
	}
	if more.platform != nil {
		r.Matters = append(r.Matters, v.platformMatter(more.platform))
	}
	r.Next = v.next(r, p, more.platform != nil)
	r.Stays = v.stays(r, p)
	return r, nil
}

// extra is what a report needs from the journal besides the subject's looks
// and requests.
type extra struct {
	measures []report.Measure
	dropped  []time.Time // pages taken before that nothing rests on are gone; the first drop first
	platform *Drop       // the request on the state's platform; nil: none is open
}

// droppings are the times before which pages were dropped, up to a day.
func (c *Casebook) droppings(ctx context.Context, day brokers.Date) (list []time.Time, err error) {
	err = each(ctx, c, "", day, func(_ vault.Entry, d report.Dropping) error {
		t, err := time.Parse(time.RFC3339Nano, d.Before)
		list = append(list, t)
		return err
	}, report.PagesDropped)
	return list, err
}

func (c *Casebook) extra(ctx context.Context, s *scan.Subject, day brokers.Date, dropped []time.Time) (x extra, err error) {
	x.dropped = dropped
	err = each(ctx, c, s.ID, day, func(_ vault.Entry, m report.Measure) error { x.measures = append(x.measures, m); return nil }, report.RiskMeasured)
	if err != nil {
		return x, err
	}
	notes, err := c.dropNotes(ctx, s.ID, day)
	if err != nil || len(notes) == 0 {
		return x, err
	}
	act, why := c.dropRight(s, day)
	if why != nil {
		return x, nil
	}
	d, err := c.drop(ctx, s, act, day)
	if err == nil && d.Filing.Open() {
		x.platform = d
	}
	return x, err
}

// subjectOn returns a subject as it was filed when a day was over. What is
// safe today is safe in a report of any day.
func (c *Casebook) subjectOn(ctx context.Context, now *scan.Subject, day brokers.Date) (*scan.Subject, error) {
	then, err := c.subjectUntil(ctx, now.ID, day)
	if err != nil || then == nil {
		return now, err
	}
	then.Safe = now.Safe
	return then, nil
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
