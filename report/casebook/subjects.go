package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// New subjects that a vault takes in one day (disclosure rule 6).
const (
	NewPerDay        = 5
	NewPerDayMandate = 50 // where each has its mandate document
)

// filed is a subject as the journal keeps it, with its mandate's document.
type filed struct {
	scan.Subject
	Paper []byte `json:"paper,omitempty"`
}

// Document reads the document of a subject's authority, which stands beside
// the subject file.
func Document(s *scan.Subject, subjectFile string) ([]byte, error) {
	if s.Authority.Document == "" {
		return nil, nil
	}
	path := s.Authority.Document
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(subjectFile), path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the authority's document: no such file beside the subject file")
	}
	if len(b) == 0 {
		return nil, fmt.Errorf("read the authority's document: it is empty")
	}
	return b, nil
}

// AddSubject files a new subject and the document of its authority. What the
// rules refuse is a *scan.Refusal. That somebody was filed is noted in the
// vault's own chain too, in the same transaction (see [scan.Filing]).
func (c *Casebook) AddSubject(ctx context.Context, s *scan.Subject, document []byte) error {
	filing, err := c.file(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = filing.End(context.WithoutCancel(ctx), 0) }() // it runs out by itself
	if err := c.admits(ctx, s, document); err != nil {
		return err
	}
	payload, err := json.Marshal(filed{*s, document})
	if err != nil {
		return fmt.Errorf("file subject: %w", err)
	}
	note, err := json.Marshal(scan.Filing{Subject: s.ID, Kind: s.Authority.Kind, Paper: len(document) > 0})
	if err != nil {
		return fmt.Errorf("file subject: %w", err)
	}
	err = c.Vault.AddSubject(ctx, s.ID,
		vault.Envelope{Kind: scan.SubjectFiled, At: c.Now(), Payload: note},
		vault.Envelope{Kind: scan.SubjectAdded, Subject: s.ID, At: c.Now(), Payload: payload})
	if errors.Is(err, vault.ErrSubject) {
		return sameID(s.ID)
	}
	return err
}

// file takes the turn to file a subject: what is counted of a day must not
// change before the filing is noted. Filing takes a moment, so whoever comes at
// the same time waits.
func (c *Casebook) file(ctx context.Context) (*vault.Lease, error) {
	const most = 10 * time.Second
	for tries := 0; ; tries++ {
		l, err := c.Vault.Lease(ctx, "subject-filed", most)
		if !errors.Is(err, vault.ErrTaken) || tries > 200 {
			return l, err
		}
		select {
		case <-time.After(most / 150):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func sameID(id string) error {
	return fmt.Errorf("add subject: there is a subject %q already; choose another id", id)
}

// Admissible returns nil when a subject may be filed in a vault that is empty,
// and a *scan.Refusal when not.
func Admissible(s *scan.Subject, document []byte) error {
	if s.Authority.Kind == scan.Mandate && len(document) == 0 {
		return &scan.Refusal{Rule: "a mandate needs its signed document"}
	}
	return nil
}

func (c *Casebook) admits(ctx context.Context, s *scan.Subject, document []byte) error {
	there, err := c.Vault.Subjects(ctx)
	if err != nil {
		return err
	}
	if slices.Contains(there, s.ID) {
		return sameID(s.ID)
	}
	filings, err := c.filings(ctx, there)
	if err != nil {
		return err
	}
	if s.Authority.Kind == scan.Self {
		if err := secondSelf(filings, there); err != nil {
			return err
		}
	}
	if err := Admissible(s, document); err != nil {
		return err
	}
	if err := c.clockRight(ctx); err != nil {
		return err
	}
	return c.roomToday(filings, len(document) > 0)
}

// filing is a note that a subject was filed, and its day.
type filing struct {
	scan.Filing
	day brokers.Date
}

// filings lists every subject that was ever filed, also those that were purged
// since or that whoever opened the vault cannot open. Vaults of an earlier
// version noted filings in the subjects' own chains only.
func (c *Casebook) filings(ctx context.Context, there []string) (list []filing, err error) {
	noted := map[string]bool{}
	err = each(ctx, c, "", brokers.Date{}, func(e vault.Entry, f scan.Filing) error {
		noted[f.Subject] = true
		list = append(list, filing{f, c.day(e.At)})
		return nil
	}, scan.SubjectFiled)
	for _, id := range there {
		if err != nil || noted[id] {
			continue
		}
		err = each(ctx, c, id, brokers.Date{}, func(e vault.Entry, f filed) error {
			list = append(list, filing{scan.Filing{Subject: id, Kind: f.Authority.Kind, Paper: len(f.Paper) > 0}, c.day(e.At)})
			return nil
		}, scan.SubjectAdded)
	}
	return list, err
}

// secondSelf refuses a self where the vault has or had one: a person who starts
// anew makes a new vault.
func secondSelf(filings []filing, there []string) error {
	for _, f := range filings {
		switch {
		case f.Kind != scan.Self:
		case slices.Contains(there, f.Subject):
			return &scan.Refusal{Rule: "a vault holds one subject with authority self; everyone else needs a guardian or a mandate"}
		default:
			return &scan.Refusal{Rule: "a vault holds one subject with authority self, and this one has had its own, who was removed; to begin anew, make a new vault"}
		}
	}
	return nil
}

// roomToday refuses one more subject on a day that has its number. Filings dated
// later count too, so that no clock set back makes room.
func (c *Casebook) roomToday(filings []filing, paper bool) error {
	today, papers := 0, paper
	for _, f := range filings {
		if !f.day.Before(c.Today()) {
			today++
			papers = papers && f.Paper
		}
	}
	limit := NewPerDay
	if papers {
		limit = NewPerDayMandate
	}
	if today >= limit {
		return &scan.Refusal{Rule: fmt.Sprintf("a vault takes at most %d new subjects a day, %d where each has its mandate document", NewPerDay, NewPerDayMandate)}
	}
	return nil
}

// Subjects returns all subjects as they are now, in the order of their ids.
func (c *Casebook) Subjects(ctx context.Context) ([]*scan.Subject, error) {
	ids, err := c.Vault.Subjects(ctx)
	if err != nil {
		return nil, err
	}
	var list []*scan.Subject
	for _, id := range ids {
		s, err := c.Subject(ctx, id)
		if purged(err) != nil {
			return nil, err
		}
		if s != nil && err == nil {
			list = append(list, s)
		}
	}
	return list, nil
}

// Subject returns one subject as it is now, or nil when its key is there and
// nothing was filed under it.
func (c *Casebook) Subject(ctx context.Context, id string) (*scan.Subject, error) {
	return c.subjectUntil(ctx, id, brokers.Date{})
}

// subjectUntil is Subject when a day was over; the zero day means now.
func (c *Casebook) subjectUntil(ctx context.Context, id string, day brokers.Date) (*scan.Subject, error) {
	var s *scan.Subject
	err := each(ctx, c, id, day, func(e vault.Entry, f filed) error {
		if e.Kind == scan.SubjectWithdrawn {
			if s != nil {
				s.Authority.Withdrawn = c.day(e.At)
			}
			return nil
		}
		s = &f.Subject
		return nil
	}, scan.SubjectAdded, scan.SubjectChanged, scan.SubjectWithdrawn)
	return s, err
}

// Withdraw ends a subject's authority today: nothing more is looked for or
// asked. What was found stays until it is purged.
func (c *Casebook) Withdraw(ctx context.Context, id string) error {
	if _, err := c.one(ctx, id); err != nil {
		return err
	}
	return c.settle(ctx, id, func() ([]vault.Envelope, error) {
		s, err := c.one(ctx, id)
		if err != nil {
			return nil, err
		}
		if !s.Authority.Withdrawn.IsZero() {
			return nil, &scan.Refusal{Rule: fmt.Sprintf("the authority was withdrawn on %s already", s.Authority.Withdrawn)}
		}
		return []vault.Envelope{{Kind: scan.SubjectWithdrawn, Subject: id, At: c.Now()}}, nil
	})
}

// pick returns the subject named, or all of them for an empty id.
func (c *Casebook) pick(ctx context.Context, id string) ([]*scan.Subject, error) {
	if id == "" {
		return c.Subjects(ctx)
	}
	s, err := c.one(ctx, id)
	if err != nil {
		return nil, err
	}
	return []*scan.Subject{s}, nil
}

// one reads one subject without a look at any other: a vault may hold many.
func (c *Casebook) one(ctx context.Context, id string) (*scan.Subject, error) {
	if id == "" {
		return nil, ErrNoSubject
	}
	s, err := c.Subject(ctx, id)
	if errors.Is(err, vault.ErrNoSubject) || err == nil && s == nil {
		return nil, ErrNoSubject // what was typed may be a name
	}
	return s, err
}

// owner reads the subject that a finding or a request belongs to: their ids
// begin with the subject's, which has no dot. The error is unknown where there
// is no such subject.
func (c *Casebook) owner(ctx context.Context, id string, unknown error) (*scan.Subject, error) {
	subject, _, _ := strings.Cut(id, ".")
	s, err := c.one(ctx, subject)
	if errors.Is(err, ErrNoSubject) {
		return nil, unknown
	}
	return s, err
}
