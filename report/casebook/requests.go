package casebook

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// Plan is the smallest set of requests that clears a subject's matches.
type Plan struct {
	Subject  *scan.Subject
	Requests []report.Request // not yet sent
	Running  []report.Case    // sent before, and not to be sent again
	Skipped  []request.Skip   // brokers for which no request can be made, and why
	Refused  []error          // requests that the authority does not permit
	Waiting  int              // possible findings that wait for review
}

// Plan plans for each subject on a day, without writing anything.
func (c *Casebook) Plan(ctx context.Context, subject string, day brokers.Date) ([]Plan, error) {
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return nil, err
	}
	var list []Plan
	for _, s := range subjects {
		h, err := c.history(ctx, s, day)
		if err != nil {
			return nil, err
		}
		list = append(list, c.plan(h, day))
	}
	return list, nil
}

func (c *Casebook) plan(h *history, day brokers.Date) Plan {
	p := Plan{Subject: h.Subject}
	for _, f := range h.Findings {
		if f.Verdict == scan.Possible && f.Open() {
			p.Waiting++
		}
	}
	all, skipped := request.Plan(request.Input{Subject: *h.Subject, Findings: h.Findings, Brokers: c.Catalogue.Get, Book: c.Statutes, Today: day})
	p.Skipped = skipped
	for _, r := range all {
		if err := h.Subject.Authority.Covers(string(r.Ask), r.Broker, day); err != nil {
			p.Refused = append(p.Refused, fmt.Errorf("request %s: %w", r.ID, err))
			continue
		}
		i := slices.IndexFunc(h.Cases, func(k report.Case) bool { return k.ID == r.ID && k.State != report.Drafted })
		if i >= 0 && !h.again(h.Cases[i], r) {
			p.Running = append(p.Running, h.Cases[i])
			continue
		}
		p.Requests = append(p.Requests, r)
	}
	return p
}

// again reports whether an ended request is made anew: the person closed it,
// what it was about has come back, or it is still there after the broker said
// that it was removed.
func (h *history) again(k report.Case, r report.Request) bool {
	if !request.Ended(k) {
		return false
	}
	return k.State == report.Closed || slices.ContainsFunc(r.Findings, func(id string) bool {
		f, ok := h.find(id)
		return ok && (f.State == scan.Relisted || k.State == report.Fulfilled && f.Open() && brokers.DateOf(f.Last).After(k.Answered))
	})
}

// Draft records that requests were drafted. One that runs is not drafted again.
func (c *Casebook) Draft(ctx context.Context, requests []report.Request) error {
	for _, r := range requests {
		cases, err := c.cases(ctx, r.Subject, brokers.Date{})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(cases, func(k report.Case) bool { return k.ID == r.ID })
		switch {
		case i >= 0 && !request.Ended(cases[i]) && (cases[i].State != report.Drafted || same(cases[i].Request, r)):
			continue
		case i >= 0 && request.Ended(cases[i]):
			anew := report.Step{Request: r.ID, State: report.Drafted, On: c.Today()}
			if err := c.append(ctx, report.RequestStepped, r.Subject, r.Broker, anew); err != nil {
				return err
			}
		}
		if err := c.append(ctx, report.RequestDrafted, r.Subject, r.Broker, r); err != nil {
			return err
		}
	}
	return nil
}

// same reports whether two requests say the same in the journal.
func same(a, b report.Request) bool {
	x, err := json.Marshal(a)
	y, fault := json.Marshal(b)
	return err == nil && fault == nil && bytes.Equal(x, y)
}

// Cases returns the requests of a subject, or of all, with their lives.
func (c *Casebook) Cases(ctx context.Context, subject string) ([]report.Case, error) {
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return nil, err
	}
	var list []report.Case
	for _, s := range subjects {
		cases, err := c.cases(ctx, s.ID, brokers.Date{})
		if err != nil {
			return nil, err
		}
		list = append(list, cases...)
	}
	return list, nil
}

func (c *Casebook) cases(ctx context.Context, subject string, until brokers.Date) ([]report.Case, error) {
	var drafts []request.Draft
	err := each(ctx, c, subject, until, func(e vault.Entry, r report.Request) error {
		drafts = append(drafts, request.Draft{Request: r, At: e.At})
		return nil
	}, report.RequestDrafted)
	if err != nil {
		return nil, err
	}
	var steps []report.Step
	// As of a day counts what had been noted by then: a report of a past day
	// does not change by what is noted about it later.
	err = each(ctx, c, subject, until, func(_ vault.Entry, s report.Step) error {
		steps = append(steps, s)
		return nil
	}, report.RequestStepped)
	if err != nil {
		return nil, err
	}
	return request.Cases(drafts, steps, c.Statutes), nil
}

// Mark records a step in the life of a request: that it was sent, what the
// broker answered. The step must be possible where the request stands.
func (c *Casebook) Mark(ctx context.Context, step report.Step) (report.Case, error) {
	if step.On.After(c.Today()) {
		return report.Case{}, fmt.Errorf("mark request: %s is in the future", step.On)
	}
	cases, err := c.Cases(ctx, "")
	if err != nil {
		return report.Case{}, err
	}
	i := slices.IndexFunc(cases, func(k report.Case) bool { return k.ID == step.Request })
	if i < 0 {
		return report.Case{}, ErrNoRequest
	}
	next, err := request.Advance(cases[i], step, c.Statutes)
	if err != nil {
		return report.Case{}, err
	}
	return next, c.append(ctx, report.RequestStepped, next.Subject, next.Broker, step)
}

// Due returns every clock that runs on sent requests, soonest first.
func (c *Casebook) Due(ctx context.Context, subject string, day brokers.Date) ([]report.Clock, error) {
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return nil, err
	}
	var list []report.Clock
	for _, s := range subjects {
		h, err := c.history(ctx, s, day)
		if err != nil {
			return nil, err
		}
		for _, k := range h.Cases {
			b, ok := c.Catalogue.Get(k.Broker)
			if !ok {
				b = &brokers.Broker{ID: k.Broker}
			}
			clocks, err := request.Clocks(k, b, c.Statutes, day)
			if err != nil {
				return nil, fmt.Errorf("compute clocks of %s: %w", k.ID, err)
			}
			list = append(list, h.running(clocks)...)
		}
		clocks, err := c.dropClocks(ctx, s, day)
		if err != nil {
			return nil, fmt.Errorf("compute clocks of DROP: %w", err)
		}
		list = append(list, clocks...)
	}
	slices.SortStableFunc(list, func(a, b report.Clock) int { return a.Due.Time().Compare(b.Due.Time()) })
	return list, nil
}

// running leaves out the looks that have been made since they were due.
func (h *history) running(clocks []report.Clock) []report.Clock {
	return slices.DeleteFunc(clocks, func(k report.Clock) bool {
		return k.Kind == report.LookClock && slices.ContainsFunc(h.Visits, func(v scan.Visit) bool {
			return v.Broker == k.Broker && v.Outcome.Answered() && !brokers.DateOf(v.At).Before(k.Due)
		})
	})
}
