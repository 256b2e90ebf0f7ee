package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// Drop is where a subject stands with California's platform.
type Drop struct {
	Subject   *scan.Subject
	Filing    drop.Filing
	Due       brokers.Date   // zero: nothing is filed
	MayChange brokers.Date   // zero: nothing is filed
	Clocks    []report.Clock // those that run
	Coverage  drop.Coverage
	Act       *statute.Act
}

// dropRight is the right to delete that only California's platform carries,
// weighed for a subject on a day; an error says why the person has none. Most
// people have none: the platform is for residents of California.
func (c *Casebook) dropRight(s *scan.Subject, day brokers.Date) (*statute.Act, error) {
	q := statute.Question{
		Ask: brokers.Delete, Day: day, Person: statute.PersonOf(*s, day),
		Broker: statute.Broker{Registered: []brokers.Registration{{State: drop.State, Year: day.Year}}},
	}
	if s.Residence == (scan.Place{}) {
		return nil, &scan.Refusal{Rule: fmt.Sprintf("DROP is for residents of California, and the file of subject %q names no residence; "+
			"if it is there, add `residence: {country: US, state: CA}` with `whohasme subject edit`", s.ID)}
	}
	for _, g := range c.Statutes.Weigh(q) {
		switch {
		case g.Right.Through != brokers.ByDROP:
		case g.Standing == statute.Applies || g.Standing == statute.MayApply || g.Standing == statute.AskFirst:
			return g.Act, s.Authority.Covers(string(brokers.Delete), "", day)
		case !g.Act.Protects(s.Residence):
			return nil, &scan.Refusal{Rule: fmt.Sprintf("DROP is for residents of California, whose residence the state checks first, and subject %q lives elsewhere by its file; "+
				"`whohasme plan` shows what can be asked without it", s.ID)}
		default:
			return nil, &scan.Refusal{Rule: fmt.Sprintf("DROP cannot be used for subject %q: %s", s.ID, g.Why[0])}
		}
	}
	return nil, &scan.Refusal{Rule: fmt.Sprintf("no act that we know gave a right to use DROP on %s", day)}
}

// Drops returns where the subjects that may use the platform stand with it on
// a day, and why each of the others may not.
func (c *Casebook) Drops(ctx context.Context, subject string, day brokers.Date) (list []Drop, refused []error, err error) {
	err = again(subject, func() error { list, refused, err = c.drops(ctx, subject, day); return err })
	return list, refused, err
}

func (c *Casebook) drops(ctx context.Context, subject string, day brokers.Date) (list []Drop, refused []error, err error) {
	subjects, err := c.pick(ctx, subject)
	if err != nil {
		return nil, nil, err
	}
	if len(subjects) == 0 {
		return nil, nil, errors.New("there is no subject yet; `whohasme subject add` adds one")
	}
	for _, s := range subjects {
		act, why := c.dropRight(s, day)
		if why != nil {
			refused = append(refused, why)
			continue
		}
		d, err := c.drop(ctx, s, act, day)
		if err != nil {
			return nil, nil, err
		}
		list = append(list, *d)
	}
	return list, refused, nil
}

func (c *Casebook) drop(ctx context.Context, s *scan.Subject, act *statute.Act, day brokers.Date) (*Drop, error) {
	rules, err := drop.RulesOf(act)
	if err != nil {
		return nil, err
	}
	notes, err := c.dropNotes(ctx, s.ID, day)
	if err != nil {
		return nil, err
	}
	d := &Drop{Subject: s, Filing: rules.Follow(notes), Act: act}
	d.Coverage = drop.CoverageOf(c.Catalogue.All(), day, d.Filing.Excluded)
	if !d.Filing.Open() {
		return d, nil
	}
	if d.Due, err = rules.Due(d.Filing); err != nil {
		return nil, err
	}
	if d.MayChange, err = rules.MayChange(d.Filing); err != nil {
		return nil, err
	}
	d.Clocks, err = rules.Clocks(d.Filing, s.ID, day)
	return d, err
}

func (c *Casebook) dropNotes(ctx context.Context, subject string, until brokers.Date) (notes []drop.Note, err error) {
	err = each(ctx, c, subject, until, func(_ vault.Entry, n drop.Note) error {
		notes = append(notes, n)
		return nil
	}, drop.Noted)
	return notes, err
}

// oneDrop returns the one subject that a note on the platform can be about.
func (c *Casebook) oneDrop(ctx context.Context, subject string) (*Drop, error) {
	list, refused, err := c.Drops(ctx, subject, c.Today())
	switch {
	case err != nil:
		return nil, err
	case len(list) == 0:
		return nil, errors.Join(refused...)
	case len(list) > 1:
		return nil, errors.New("several subjects live in California, and a request on DROP is for one; say which with --subject")
	}
	return &list[0], nil
}

// NoteDrop records what the person did on the platform's site or read there.
func (c *Casebook) NoteDrop(ctx context.Context, subject string, n drop.Note) (*Drop, error) {
	if n.On.After(c.Today()) {
		return nil, fmt.Errorf("note on DROP: %s is in the future", n.On)
	}
	d, err := c.oneDrop(ctx, subject)
	if err != nil {
		return nil, err
	}
	err = c.settle(ctx, d.Subject.ID, func() ([]vault.Envelope, error) {
		if d, err = c.oneDrop(ctx, d.Subject.ID); err != nil {
			return nil, err
		}
		if err := c.mayNoteDrop(ctx, d, n); err != nil {
			return nil, err
		}
		return events(c.event(drop.Noted, d.Subject.ID, "", n))
	})
	if err != nil {
		return nil, err
	}
	return c.drop(ctx, d.Subject, d.Act, c.Today())
}

// mayNoteDrop says why a note cannot be made where a request stands, or nil.
func (c *Casebook) mayNoteDrop(ctx context.Context, d *Drop, n drop.Note) error {
	if n.What == drop.Filed {
		if err := c.MayFile(ctx, d.Subject.ID); err != nil {
			return err
		}
	}
	if err := c.dropBrokers(d, n); err != nil {
		return err
	}
	rules, err := drop.RulesOf(d.Act)
	if err != nil {
		return err
	}
	_, err = rules.Advance(d.Filing, n)
	return err
}

// dropBrokers refuses brokers that the catalogue does not know, or that the
// request does not reach.
func (c *Casebook) dropBrokers(d *Drop, n drop.Note) error {
	for _, id := range n.Excluded {
		if _, ok := c.Catalogue.Get(id); !ok {
			return ErrNoBroker
		}
	}
	if n.Broker == "" {
		return nil
	}
	if _, ok := c.Catalogue.Get(n.Broker); !ok {
		return ErrNoBroker
	}
	if slices.Contains(d.Filing.Excluded, n.Broker) {
		return fmt.Errorf("note on DROP: the request leaves %q out", n.Broker)
	}
	return nil
}

// UndoDrop takes the last note back and returns it.
func (c *Casebook) UndoDrop(ctx context.Context, subject string) (drop.Note, error) {
	d, err := c.oneDrop(ctx, subject)
	if err != nil {
		return drop.Note{}, err
	}
	var last drop.Note
	err = c.settle(ctx, d.Subject.ID, func() ([]vault.Envelope, error) {
		notes, err := c.dropNotes(ctx, d.Subject.ID, brokers.Date{})
		if err != nil {
			return nil, err
		}
		var ok bool
		if last, ok = drop.Last(notes); !ok {
			return nil, errors.New("nothing is noted about DROP, so nothing can be undone")
		}
		return events(c.event(drop.Noted, d.Subject.ID, "", drop.Note{What: drop.Undone, On: c.Today()}))
	})
	return last, err
}

// DropChecks is what our own looks say of the brokers that a request reaches.
type DropChecks struct {
	Drop
	State  report.ClockState
	Checks []drop.Check
}

// VerifyDrop holds our own looks since the due day of a request against what
// it should have done, and records that after the due day. Before it there is
// nothing to hold against it yet.
func (c *Casebook) VerifyDrop(ctx context.Context, subject string) (*DropChecks, error) {
	d, err := c.oneDrop(ctx, subject)
	if err != nil {
		return nil, err
	}
	if !d.Filing.Open() {
		return nil, drop.ErrNotFiled
	}
	v := &DropChecks{Drop: *d}
	rules, err := drop.RulesOf(d.Act)
	if err != nil {
		return nil, err
	}
	if v.State, err = rules.State(d.Filing, c.Today()); err != nil {
		return nil, err
	}
	if v.State == report.Due {
		return v, nil
	}
	h, err := c.history(ctx, d.Subject, brokers.Date{})
	if err != nil {
		return nil, err
	}
	for i := range h.Findings { // every day told of it is a day where the clock is
		h.Findings[i].Last = h.Findings[i].Last.In(c.Now().Location())
	}
	v.Checks = drop.Verify(drop.Since{Due: d.Due, Filing: d.Filing, Coverage: d.Coverage, Findings: h.Findings, Visits: h.Visits})
	n := drop.Note{What: drop.Verified, On: c.Today(), Showing: drop.Showing(v.Checks)}
	if d.Filing.Verified == n.On && d.Filing.Showing == n.Showing {
		return v, nil
	}
	if !slices.ContainsFunc(v.Checks, func(k drop.Check) bool { return !k.Looked.IsZero() }) {
		return v, nil // nobody has looked since, so nothing is verified
	}
	return v, c.append(ctx, drop.Noted, d.Subject.ID, "", n)
}

// dropClocks returns the platform's clocks of a subject on a day.
func (c *Casebook) dropClocks(ctx context.Context, s *scan.Subject, day brokers.Date) ([]report.Clock, error) {
	notes, err := c.dropNotes(ctx, s.ID, day)
	if err != nil || len(notes) == 0 {
		return nil, err
	}
	act, why := c.dropRight(s, day)
	if why != nil {
		return nil, nil // moved away, or the authority ended: nothing is asked any more
	}
	d, err := c.drop(ctx, s, act, day)
	if err != nil {
		return nil, err
	}
	return d.Clocks, nil
}
