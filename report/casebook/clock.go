package casebook

import (
	"context"
	"errors"
	"fmt"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
	"github.com/whohasme/whohasme/scan/vault"
)

// ahead returns the day of the latest entry in the chains of the vault, where
// that is later than now by more than clocks differ, and else today: a clock
// that was set back makes no mandate good again. "" is the vault's own chain.
func (c *Casebook) ahead(ctx context.Context, chains ...string) (brokers.Date, error) {
	now := c.Now()
	latest := now
	for _, chain := range chains {
		t, err := c.Vault.Latest(ctx, chain)
		if err != nil {
			return brokers.Date{}, err
		}
		if t.Sub(now) > schedule.Skew && t.After(latest) {
			latest = t
		}
	}
	return c.day(latest), nil
}

// laterDay is the later of two days.
func laterDay(a, b brokers.Date) brokers.Date {
	if b.After(a) {
		return b
	}
	return a
}

// covers returns nil where a subject's authority permits an act at a broker
// both today and on the day by which the journal goes (see ahead).
func (c *Casebook) covers(s *scan.Subject, act, broker string, written brokers.Date) error {
	if err := s.Authority.Covers(act, broker, c.Today()); err != nil {
		return err
	}
	err := s.Authority.Covers(act, broker, written)
	if rule := (*scan.Refusal)(nil); errors.As(err, &rule) {
		return &scan.Refusal{Rule: fmt.Sprintf("%s, and the journal has entries of %s: the clock of this machine is behind", rule.Rule, written)}
	}
	return err
}

// permits is covers for a subject as it is kept now.
func (c *Casebook) permits(ctx context.Context, subject, act, broker string) (*scan.Subject, error) {
	s, err := c.one(ctx, subject)
	if err != nil {
		return nil, err
	}
	written, err := c.ahead(ctx, "", subject)
	if err != nil {
		return nil, err
	}
	return s, c.covers(s, act, broker, written)
}

// InForce returns nil while a subject's authority permits anything at all, and
// else a *scan.Refusal that says why it does not.
func (c *Casebook) InForce(ctx context.Context, s *scan.Subject) error {
	day, err := c.ahead(ctx, "", s.ID)
	if err != nil {
		return err
	}
	act := scan.Look
	if len(s.Authority.Scope) > 0 {
		act = s.Authority.Scope[0]
	}
	return c.covers(s, act, "", day)
}

// Admit returns nil when a subject may be looked for at a broker now, as the
// journal says at this moment, and else a *scan.Refusal: a withdrawal, or a
// subject that was given to somebody else, stops the next visit of a scan that
// is on.
func (c *Casebook) Admit(ctx context.Context, subject, broker string) error {
	_, err := c.permits(ctx, subject, scan.Look, broker)
	return asRule(err)
}

// asRule turns an error that says that a subject cannot be read any more into the
// rule that it means for a visit.
func asRule(err error) error {
	if errors.Is(err, ErrNoSubject) || errors.Is(err, vault.ErrNoSubject) {
		return &scan.Refusal{Rule: "the subject is not in this vault any more, or not yours"}
	}
	return err
}

// clockRight returns nil unless the vault's journal is ahead of the clock: what
// is counted by days cannot be counted then.
func (c *Casebook) clockRight(ctx context.Context) error {
	latest, err := c.Vault.Latest(ctx, "")
	if err != nil || latest.Sub(c.Now()) <= schedule.Skew {
		return err
	}
	return &scan.Refusal{Rule: fmt.Sprintf("the journal has entries of %s, so the clock of this machine is behind, and new subjects are counted by the day; set the clock right first",
		c.day(latest).String())}
}
