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

// ErrNoChoice says that nothing of a key is in force. It does not repeat what
// was typed.
var ErrNoChoice = errors.New("no such choice is in force; `whohasme plan` lists them")

// made returns all choices of a subject up to a day, as they were made and
// taken back.
func (c *Casebook) made(ctx context.Context, subject string, until brokers.Date) (list []report.Choice, err error) {
	err = each(ctx, c, subject, until, func(_ vault.Entry, x report.Choice) error {
		list = append(list, x)
		return nil
	}, report.ChoiceMade)
	return list, err
}

// Choices returns what a subject chose and has not taken back.
func (c *Casebook) Choices(ctx context.Context, subject string) ([]report.Choice, error) {
	made, err := c.made(ctx, subject, brokers.Date{})
	return request.InForce(made), err
}

// Keep records what was chosen for a plan, so that it holds for the next ones
// too, until it is taken back.
func (c *Casebook) Keep(ctx context.Context, p Plan) error {
	made, err := c.made(ctx, p.Subject.ID, brokers.Date{})
	if err != nil {
		return err
	}
	now := request.InForce(made)
	for _, x := range p.chosen {
		there := slices.ContainsFunc(now, func(o report.Choice) bool { return o.Key() == x.Key() && sameAgent(o.Agent, x.Agent) })
		if there != x.Back {
			continue
		}
		if err := c.append(ctx, report.ChoiceMade, p.Subject.ID, "", x); err != nil {
			return err
		}
	}
	return nil
}

func sameAgent(a, b *report.Agent) bool {
	return a == nil || b == nil || a.Name == b.Name && a.Organisation == b.Organisation && a.Registration == b.Registration
}

// Forget takes a choice back by its key, for a subject or for all that made
// it, and returns whose it was.
func (c *Casebook) Forget(ctx context.Context, subject, key string) (of []string, err error) {
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return nil, err
	}
	for _, s := range subjects {
		now, err := c.Choices(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(now, func(x report.Choice) bool { return x.Key() == key })
		if i < 0 {
			continue
		}
		back := report.Choice{Is: now[i].Is, Of: now[i].Of, On: c.Today(), Back: true}
		if err := c.append(ctx, report.ChoiceMade, s.ID, "", back); err != nil {
			return nil, err
		}
		of = append(of, s.ID)
	}
	if len(of) == 0 {
		return nil, ErrNoChoice
	}
	return of, nil
}

// Household records that a person wants their name out of a page of somebody
// else: of a record that they saw to be somebody else's, or of a page that
// they found at a broker. It returns the choice, which the next plan follows.
func (c *Casebook) Household(ctx context.Context, subject, findingOrBroker, address string) (report.Choice, error) {
	if address == "" {
		return c.householdOf(ctx, findingOrBroker)
	}
	b, ok := c.Catalogue.Get(findingOrBroker)
	if !ok {
		return report.Choice{}, ErrNoBroker
	}
	if !request.PageOn(address, b) {
		return report.Choice{}, fmt.Errorf("note page: the address is not one of a page on %s", b.Domain)
	}
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return report.Choice{}, err
	}
	if len(subjects) != 1 {
		return report.Choice{}, errors.New("note page: there are several subjects; say with --subject whose name it holds")
	}
	return c.name(ctx, subjects[0], report.Page{Broker: b.ID, URL: address})
}

func (c *Casebook) householdOf(ctx context.Context, finding string) (report.Choice, error) {
	h, f, err := c.find(ctx, finding, brokers.Date{})
	switch {
	case err != nil:
		return report.Choice{}, err
	case f.Verdict != scan.Other || !f.Reviewed:
		return report.Choice{}, errors.New("note page: a letter about a page of somebody else needs your word that it is: `whohasme review FINDING --verdict other`")
	case request.NamedAmong(*h.Subject, f) == "":
		return report.Choice{}, errors.New("note page: that record does not name you among relatives or other names")
	}
	return c.name(ctx, h.Subject, report.Page{Broker: f.Broker, Finding: f.ID})
}

// name records a page under the first free name: its broker, or its broker
// and a number. The same page has the same name again.
func (c *Casebook) name(ctx context.Context, s *scan.Subject, p report.Page) (report.Choice, error) {
	made, err := c.made(ctx, s.ID, brokers.Date{})
	if err != nil {
		return report.Choice{}, err
	}
	x := report.Choice{Is: report.NamedOnPage, Of: p.Broker, On: c.Today(), Page: &p}
	var pages []report.Page
	for _, m := range made {
		if m.Page != nil && m.Page.Broker == p.Broker && !slices.Contains(pages, *m.Page) {
			pages = append(pages, *m.Page)
		}
	}
	i := slices.Index(pages, p)
	if i < 0 {
		i = len(pages)
	}
	if i > 0 {
		x.Of = fmt.Sprintf("%s-%d", p.Broker, i+1)
	}
	if slices.ContainsFunc(request.InForce(made), func(o report.Choice) bool { return o.Key() == x.Key() }) {
		return x, nil
	}
	return x, c.append(ctx, report.ChoiceMade, s.ID, "", x)
}
