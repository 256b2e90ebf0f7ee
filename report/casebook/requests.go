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
	Drop     *request.Drop    // the state's platform, which comes before all requests; nil: there is none for the subject
	Sum      request.Summary  // of what clears the listings, whether sent or not
	Tasks    []request.Task   // what is to be done next about what was sent; their letters are among Requests
	Choices  []report.Choice  // in force for this plan
	Named    []string         // ids of findings that are somebody else's and name the subject, and that no letter is wanted about

	chosen []report.Choice // for this plan, whether in force before or not
}

// Plan plans for each subject on a day, without writing anything.
func (c *Casebook) Plan(ctx context.Context, subject string, day brokers.Date) ([]Plan, error) {
	return c.PlanWith(ctx, subject, day, nil)
}

// PlanWith plans with what the person chooses now, besides what was chosen
// before and not taken back. What is chosen now is kept by [Casebook.Keep].
func (c *Casebook) PlanWith(ctx context.Context, subject string, day brokers.Date, chosen []report.Choice) (list []Plan, err error) {
	err = again(subject, func() error { list, err = c.plans(ctx, subject, day, chosen); return err })
	return list, err
}

func (c *Casebook) plans(ctx context.Context, subject string, day brokers.Date, chosen []report.Choice) ([]Plan, error) {
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
		made, err := c.made(ctx, s.ID, day)
		if err != nil {
			return nil, err
		}
		said, err := c.corrections(ctx, s.ID, day)
		if err != nil {
			return nil, err
		}
		now := request.InForce(append(made, chosen...))
		choices := request.ChoicesOf(now)
		choices.Correct = wrong(h, said)
		p, err := c.plan(h, day, choices)
		if err != nil {
			return nil, err
		}
		p.Choices, p.chosen, p.Named = now, chosen, h.named(now)
		list = append(list, p)
	}
	return list, nil
}

func (c *Casebook) plan(h *history, day brokers.Date, choices request.Choices) (Plan, error) {
	p := Plan{Subject: h.Subject}
	for _, f := range h.Findings {
		if f.Verdict == scan.Possible && f.Open() {
			p.Waiting++
		}
	}
	in := c.input(h, day, choices)
	all, skipped := request.Plan(in)
	p.Skipped, p.Sum = skipped, request.Sum(all, skipped)
	if d, ok := request.DropFirst(in); ok {
		p.Drop = &d
	}
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
	return p, c.later(h, &p, in)
}

// named lists the open findings that a person saw to be somebody else's, that
// name the subject, and that no letter is wanted about.
func (h *history) named(now []report.Choice) (ids []string) {
	for _, f := range h.Findings {
		wanted := slices.ContainsFunc(now, func(c report.Choice) bool { return c.Page != nil && c.Page.Finding == f.ID })
		if f.Verdict == scan.Other && f.Reviewed && f.Open() && !wanted && request.NamedAmong(*h.Subject, f) != "" {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

func (c *Casebook) input(h *history, day brokers.Date, choices request.Choices) request.Input {
	return request.Input{Subject: *h.Subject, Findings: h.Findings, Brokers: c.Catalogue.Get, Hubs: request.Hubs(c.Catalogue.All()),
		Book: c.Statutes, Today: day, Choices: choices}
}

// later adds what is to be done next about requests that were sent, and the
// reminders, appeals and complaints that are due and were not sent yet.
func (c *Casebook) later(h *history, p *Plan, in request.Input) error {
	tasks, err := request.Tasks(in, h.Cases, h.exhibits)
	if err != nil {
		return err
	}
	anew := slices.Clone(p.Requests)
	for _, t := range tasks {
		again := slices.ContainsFunc(anew, func(r report.Request) bool { return r.ID == t.Case })
		if again && t.Do != request.AskAnew && !h.claimed(t.Case) {
			continue // it is asked anew, so nothing comes back to what it was, unless its word was not kept
		}
		if t.Request == nil {
			p.Tasks = append(p.Tasks, t)
			continue
		}
		if slices.ContainsFunc(h.Cases, func(k report.Case) bool { return k.ID == t.Request.ID && k.State != report.Drafted }) {
			continue
		}
		if err := h.Subject.Authority.Covers(string(t.Request.Ask), t.Request.Broker, in.Today); err != nil {
			p.Refused = append(p.Refused, fmt.Errorf("request %s: %w", t.Request.ID, err))
			continue
		}
		p.Tasks, p.Requests = append(p.Tasks, t), append(p.Requests, *t.Request)
	}
	return nil
}

// Tasks returns what is to be done next about requests that were sent, for a
// subject or for all.
func (c *Casebook) Tasks(ctx context.Context, subject string, day brokers.Date) ([]request.Task, error) {
	plans, err := c.Plan(ctx, subject, day)
	var all []request.Task
	for _, p := range plans {
		all = append(all, p.Tasks...)
	}
	return all, err
}

// again reports whether an ended request is made anew: the person closed it,
// what it was about has come back, or it is still there after the broker said
// that it was removed.
func (h *history) again(k report.Case, r report.Request) bool {
	if !k.Ended() {
		return false
	}
	return k.State == report.Closed || slices.ContainsFunc(r.Findings, func(id string) bool {
		f, ok := h.find(id)
		return ok && (f.State == scan.Relisted || removed(k) && f.Open() && brokers.DateOf(f.Last).After(k.Answered))
	})
}

// claimed reports whether a broker's last word on a request is that the
// listing is taken down.
func (h *history) claimed(id string) bool {
	return slices.ContainsFunc(h.Cases, func(k report.Case) bool { return k.ID == id && removed(k) })
}

// removed reports whether a broker's last word is that a listing is taken down.
func removed(k report.Case) bool { return k.State == report.Fulfilled || k.State == report.Suppressed }

// Draft records that requests were drafted, where each may be (see MayWrite).
// One that runs is not drafted again.
func (c *Casebook) Draft(ctx context.Context, requests []report.Request) error {
	for _, r := range requests {
		if err := c.MayWrite(ctx, r); err != nil {
			return err
		}
		if err := c.draft(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func (c *Casebook) draft(ctx context.Context, r report.Request) error {
	return c.settle(ctx, r.Subject, func() ([]vault.Envelope, error) { return c.drafting(ctx, r) })
}

// drafting is what the journal lacks of a draft.
func (c *Casebook) drafting(ctx context.Context, r report.Request) (list []vault.Envelope, err error) {
	cases, err := c.cases(ctx, r.Subject, brokers.Date{})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(cases, func(k report.Case) bool { return k.ID == r.ID })
	switch {
	case i >= 0 && !cases[i].Ended() && (cases[i].State != report.Drafted || same(cases[i].Request, r)):
		return nil, nil
	case i >= 0 && cases[i].Ended():
		anew, err := c.event(report.RequestStepped, r.Subject, r.Broker, report.Step{Request: r.ID, State: report.Drafted, On: c.Today()})
		if err != nil {
			return nil, err
		}
		list = append(list, anew)
	}
	drafted, err := c.event(report.RequestDrafted, r.Subject, r.Broker, r)
	return append(list, drafted), err
}

// same reports whether two requests say the same in the journal.
func same(a, b report.Request) bool {
	x, err := json.Marshal(a)
	y, fault := json.Marshal(b)
	return err == nil && fault == nil && bytes.Equal(x, y)
}

// Cases returns the requests of a subject, or of all, with their lives.
func (c *Casebook) Cases(ctx context.Context, subject string) (list []report.Case, err error) {
	err = again(subject, func() error { list, err = c.casesOf(ctx, subject); return err })
	return list, err
}

func (c *Casebook) casesOf(ctx context.Context, subject string) ([]report.Case, error) {
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
	events, err := c.requestEvents(ctx, subject, until)
	if err != nil {
		return nil, err
	}
	return request.Cases(events, c.Statutes), nil
}

// requestEvents reads what the journal says of a subject's requests, in order.
// As of a day counts what had been noted by then: a report of a past day does
// not change by what is noted about it later.
func (c *Casebook) requestEvents(ctx context.Context, subject string, until brokers.Date) ([]request.Event, error) {
	var events []request.Event
	err := each(ctx, c, subject, until, func(e vault.Entry, payload json.RawMessage) error {
		noted := request.Event{At: e.At}
		var into any
		if e.Kind == report.RequestDrafted {
			noted.Draft = &report.Request{}
			into = noted.Draft
		} else {
			noted.Step = &report.Step{}
			into = noted.Step
		}
		if err := json.Unmarshal(payload, into); err != nil {
			return fmt.Errorf("read %s of subject %q: the event is damaged", e.Kind, subject)
		}
		events = append(events, noted)
		return nil
	}, report.RequestDrafted, report.RequestStepped)
	return events, err
}

// Mark records a step in the life of a request: that it was sent, what the
// broker answered, that the last step was a mistake. The step must be possible
// where the request stands; the error says what is instead. Of two who mark the
// same at the same moment one is told that it is done.
func (c *Casebook) Mark(ctx context.Context, step report.Step) (next report.Case, err error) {
	if step.On.After(c.Today()) {
		return report.Case{}, fmt.Errorf("mark request: %s is in the future", step.On)
	}
	s, err := c.owner(ctx, step.Request, ErrNoRequest)
	if err != nil {
		return report.Case{}, err
	}
	err = c.settle(ctx, s.ID, func() ([]vault.Envelope, error) {
		if next, err = c.marking(ctx, step); err != nil {
			return nil, err
		}
		return events(c.event(report.RequestStepped, next.Subject, next.Broker, step))
	})
	if err != nil {
		return report.Case{}, err
	}
	return next, nil
}

// marking is a request as it is after a step, where that is possible.
func (c *Casebook) marking(ctx context.Context, step report.Step) (report.Case, error) {
	s, err := c.owner(ctx, step.Request, ErrNoRequest)
	if err != nil {
		return report.Case{}, err
	}
	events, err := c.requestEvents(ctx, s.ID, brokers.Date{})
	if err != nil {
		return report.Case{}, err
	}
	if !slices.ContainsFunc(events, func(e request.Event) bool { return e.Draft != nil && e.Draft.ID == step.Request }) {
		return report.Case{}, ErrNoRequest
	}
	next, err := request.Next(events, step, c.Statutes)
	if err != nil {
		return report.Case{}, err
	}
	if step.State == report.Sent {
		if err := s.Authority.Covers(string(next.Ask), next.Broker, step.On); err != nil {
			return report.Case{}, err
		}
		if err := c.MayWrite(ctx, next.Request); err != nil {
			return report.Case{}, err
		}
	}
	return next, nil
}

// Due returns every clock that runs on sent requests, soonest first.
func (c *Casebook) Due(ctx context.Context, subject string, day brokers.Date) (list []report.Clock, err error) {
	err = again(subject, func() error { list, err = c.due(ctx, subject, day); return err })
	return list, err
}

func (c *Casebook) due(ctx context.Context, subject string, day brokers.Date) ([]report.Clock, error) {
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
