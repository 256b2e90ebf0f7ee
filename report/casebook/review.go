package casebook

import (
	"context"
	"errors"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Question is a finding that waits for the person's own answer, with what the
// page says, masked, and the reasons on both sides.
type Question struct {
	Finding scan.Finding
	Shows   scan.Record // masked
	Alarms  []string    // safe facts shown, by label

	LookAlike bool // the site finds anybody, also an invented name
}

// Questions returns the findings that may be the subject's and that nobody has
// reviewed.
func (c *Casebook) Questions(ctx context.Context, subject string) (list []Question, err error) {
	err = again(subject, func() error { list, err = c.questions(ctx, subject); return err })
	return list, err
}

func (c *Casebook) questions(ctx context.Context, subject string) ([]Question, error) {
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return nil, err
	}
	var list []Question
	for _, s := range subjects {
		h, err := c.history(ctx, s, brokers.Date{})
		if err != nil {
			return nil, err
		}
		view := c.view(h, c.Today())
		for _, f := range h.Findings {
			if f.Verdict == scan.Possible && f.State != scan.Gone {
				q := Question{Finding: f, LookAlike: view.alike[f.Broker]}
				q.Shows, q.Alarms = report.Mask(s, f.Record.Record)
				list = append(list, q)
			}
		}
	}
	return list, nil
}

// Review records a person's own answer about a finding.
func (c *Casebook) Review(ctx context.Context, finding string, v scan.Verdict) error {
	if v != scan.Match && v != scan.Other {
		return errors.New("review: want match or other")
	}
	h, f, err := c.find(ctx, finding, brokers.Date{})
	if err != nil {
		return err
	}
	if err := c.append(ctx, scan.ReviewGiven, h.Subject.ID, f.Broker, scan.Review{Finding: finding, Verdict: v, At: c.Now()}); err != nil {
		return err
	}
	return c.measure(ctx, h.Subject.ID)
}

// find reads a finding and the history it belongs to, as of a day.
func (c *Casebook) find(ctx context.Context, finding string, day brokers.Date) (*history, scan.Finding, error) {
	s, err := c.owner(ctx, finding, ErrNoFinding)
	if err != nil {
		return nil, scan.Finding{}, err
	}
	h, err := c.history(ctx, s, day)
	if err != nil {
		return nil, scan.Finding{}, err
	}
	f, ok := h.find(finding)
	if !ok {
		return nil, scan.Finding{}, ErrNoFinding
	}
	return h, f, nil
}
