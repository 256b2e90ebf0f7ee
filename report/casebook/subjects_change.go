package casebook

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// ErrUnchanged says that an edited file says what the vault has already.
var ErrUnchanged = errors.New("change subject: nothing is different from what is filed")

// ChangeSubject files new facts about a subject in place of those there are;
// what was known on an earlier day stays in the journal. document is that of a
// new mandate; nil: the one that is there stays.
//
// An edit is no way round the rules on new subjects: the id and whose right it
// is stay, one of the first names stays, and a mandate that was withdrawn, or
// that shall hold longer or permit more, needs a new signed document.
func (c *Casebook) ChangeSubject(ctx context.Context, id string, s *scan.Subject, document []byte) error {
	if _, err := c.one(ctx, id); err != nil {
		return err
	}
	return c.settle(ctx, id, func() ([]vault.Envelope, error) { return events(c.changing(ctx, id, s, document)) })
}

// changing is the event of a change, where it is permitted by what is filed.
func (c *Casebook) changing(ctx context.Context, id string, s *scan.Subject, document []byte) (none vault.Envelope, err error) {
	now, err := c.one(ctx, id)
	if err != nil {
		return none, err
	}
	if s.ID != now.ID {
		return none, &scan.Refusal{Rule: fmt.Sprintf("the id of a subject stays as it is; this file is not that of %q", now.ID)}
	}
	past, err := c.filedBefore(ctx, id)
	if err != nil {
		return none, err
	}
	changed := *s
	if changed.Authority, err = authorityAfter(now.Authority, s.Authority, document, past.papers); err != nil {
		return none, err
	}
	if !stillThem(past.first, s) {
		return none, &scan.Refusal{Rule: "a subject keeps a name of those first filed: another person is another subject, and counts as one"}
	}
	if len(document) == 0 && reflect.DeepEqual(plain(*now), plain(changed)) {
		return none, ErrUnchanged
	}
	payload, err := json.Marshal(filed{changed, document})
	if err != nil {
		return none, fmt.Errorf("change subject: %w", err)
	}
	return vault.Envelope{Kind: scan.SubjectChanged, Subject: id, At: c.Now(), Payload: payload}, nil
}

// plain is a subject as it comes back from the journal, so that two can be held
// against each other.
func plain(s scan.Subject) (out scan.Subject) {
	b, err := json.Marshal(s)
	if err == nil {
		_ = json.Unmarshal(b, &out) // what was just written can be read
	}
	return out
}

// before is what was filed about a subject so far.
type before struct {
	first  []scan.Name
	papers [][]byte
}

func (c *Casebook) filedBefore(ctx context.Context, id string) (b before, err error) {
	err = each(ctx, c, id, brokers.Date{}, func(_ vault.Entry, f filed) error {
		if b.first == nil {
			b.first = append(slices.Clone(f.Names), f.Safe.Names...)
		}
		if len(f.Paper) > 0 {
			b.papers = append(b.papers, f.Paper)
		}
		return nil
	}, scan.SubjectAdded, scan.SubjectChanged)
	return b, err
}

// stillThem reports whether a subject goes by one of the names first filed, or
// by one that is spelled nearly so.
func stillThem(first []scan.Name, s *scan.Subject) bool {
	for _, n := range append(slices.Clone(s.Names), s.Safe.Names...) {
		for _, f := range first {
			if alike(n.First, f.First) && alike(n.Last, f.Last) {
				return true
			}
		}
	}
	return false
}

// alike reports whether two words differ by a slip of the pen at most: one
// letter wrong, missing, too much, or two that changed places.
func alike(a, b string) bool {
	x, y := []rune(scan.Fold(a)), []rune(scan.Fold(b))
	if len(x) < len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(y) && x[i] == y[i] {
		i++
	}
	rest, other := x[i:], y[i:]
	switch {
	case len(rest) == 0:
		return true
	case len(y) < 3:
		return false
	case len(x) == len(y)+1:
		return slices.Equal(rest[1:], other)
	case len(x) != len(y):
		return false
	}
	swapped := len(rest) > 1 && rest[0] == other[1] && rest[1] == other[0] && slices.Equal(rest[2:], other[2:])
	return swapped || slices.Equal(rest[1:], other[1:])
}

// authorityAfter is the authority that an edited file leads to.
func authorityAfter(now, next scan.Authority, document []byte, papers [][]byte) (scan.Authority, error) {
	fresh := len(document) > 0 && !slices.ContainsFunc(papers, func(p []byte) bool { return bytes.Equal(p, document) })
	switch {
	case now.Kind != next.Kind && (now.Kind == scan.Self || next.Kind == scan.Self):
		return next, &scan.Refusal{Rule: "whose own vault this is stays as it is: no edit makes a self of somebody else, or the reverse"}
	case now.Kind != next.Kind && next.Kind != scan.Mandate:
		return next, &scan.Refusal{Rule: "a mandate does not become a guardianship by an edit"}
	case next.Kind == scan.Mandate && len(papers) == 0 && !fresh:
		return next, &scan.Refusal{Rule: "a mandate needs its signed document"}
	case next.Kind != scan.Mandate:
		next.Withdrawn = now.Withdrawn
		return next, nil
	}
	if !now.Withdrawn.IsZero() && fresh && !next.From.Before(now.Withdrawn) {
		return next, nil // signed anew after the withdrawal
	}
	if !fresh && (now.Kind != next.Kind || wider(now, next)) {
		return next, &scan.Refusal{Rule: "a mandate that is renewed, or permits more than before, needs its new signed document"}
	}
	if next.Withdrawn = now.Withdrawn; !now.Withdrawn.IsZero() && fresh {
		return next, &scan.Refusal{Rule: fmt.Sprintf("the authority was withdrawn on %s; a new mandate begins on that day or later", now.Withdrawn)}
	}
	return next, nil
}

// wider reports whether a mandate would permit anything that it did not.
func wider(now, next scan.Authority) bool {
	more := func(had, has []string) bool {
		return slices.ContainsFunc(has, func(w string) bool { return !slices.Contains(had, w) })
	}
	return next.From.Before(now.From) || next.To.After(now.To) || more(now.Scope, next.Scope) ||
		len(now.Brokers) > 0 && (len(next.Brokers) == 0 || more(now.Brokers, next.Brokers))
}
