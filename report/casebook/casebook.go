// Package casebook holds the use cases: what a person can do with an open
// vault, a catalogue and a clock. Commands and dashboard call the same
// functions.
//
// A [Casebook] is made by its caller from its parts; every method reads the
// journal afresh, so nothing here can be out of date.
package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/vault"
)

// Casebook is an open vault, a catalogue, the laws and a clock.
type Casebook struct {
	Vault     *vault.Vault
	Catalogue *brokers.Catalogue
	Statutes  *statute.Book
	Now       func() time.Time

	Templates func() (letter.Templates, error) // the person's own words for letters; nil: ours
	Explain   string                           // language of the sheet written with each letter; empty: none

	// Crawler makes the crawler of one broker's lease, on a vault that machines share:
	// see worker.Holder. It may be nil where nobody scans such a vault.
	Crawler func(v *vault.Vault, after time.Time) (*crawl.Crawler, error)
}

// Today returns the day of the clock.
func (c *Casebook) Today() brokers.Date { return brokers.DateOf(c.Now()) }

// day returns the day of an instant where the clock is. The journal gives its
// times in UTC, by which an evening in America is tomorrow.
func (c *Casebook) day(t time.Time) brokers.Date { return brokers.DateOf(t.In(c.Now().Location())) }

// These say that an id names nothing in the vault or the catalogue. They do
// not repeat the id: what was typed may be a name.
var (
	ErrNoFinding = errors.New("no such finding; `whohasme report` lists them")
	ErrNoRequest = errors.New("no such request; `whohasme request list` lists them")
	ErrNoBroker  = errors.New("no such broker; `whohasme brokers list` lists them")
	ErrNoSubject = errors.New("no such subject; `whohasme subject list` lists them")
)

// append writes one event whose payload is v.
func (c *Casebook) append(ctx context.Context, kind scan.Kind, subject, broker string, v any) error {
	e, err := c.event(kind, subject, broker, v)
	if err != nil {
		return err
	}
	return c.Vault.Append(ctx, e)
}

// each reads the events of a subject, up to and including a day; the zero day
// means all of them.
func each[T any](ctx context.Context, c *Casebook, subject string, until brokers.Date, do func(vault.Entry, T) error, kinds ...scan.Kind) error {
	wanted := func(e vault.Entry) bool { return until.IsZero() || !c.day(e.At).After(until) }
	return eachOf(ctx, c, subject, wanted, do, kinds...)
}

// eachOf reads the events of a subject that are wanted by what stands outside
// their payload. Of a year's events most are not, and reading a payload is what
// takes time.
func eachOf[T any](ctx context.Context, c *Casebook, subject string, wanted func(vault.Entry) bool, do func(vault.Entry, T) error, kinds ...scan.Kind) error {
	return eachAt(ctx, c, subject, "", wanted, do, kinds...)
}

// eachAt is eachOf for the events that name one broker; "": for all.
func eachAt[T any](ctx context.Context, c *Casebook, subject, broker string, wanted func(vault.Entry) bool, do func(vault.Entry, T) error, kinds ...scan.Kind) error {
	events := c.Vault.Events(ctx, subject, kinds...)
	if broker != "" {
		events = c.Vault.EventsAt(ctx, subject, broker, kinds...)
	}
	for e, err := range events {
		if err != nil {
			return err
		}
		if !wanted(e) {
			continue
		}
		var v T
		if len(e.Payload) > 0 {
			if err := json.Unmarshal(e.Payload, &v); err != nil {
				return fmt.Errorf("read %s of subject %q: the event is damaged", e.Kind, subject)
			}
		}
		if err := do(e, v); err != nil {
			return err
		}
	}
	return nil
}

// history is what the journal says of one subject up to a day.
type history struct {
	Subject  *scan.Subject
	Visits   []scan.Visit
	Findings []scan.Finding
	Cases    []report.Case

	reviews []scan.Review
	done    map[string]int64         // place in the chain of the last finished visit, by broker
	begun   map[string][]*crawl.Page // of visits that were interrupted today, by broker; filled for a scan only
	written brokers.Date             // the day by which the journal goes; filled for a scan only
}

// history reads one subject's events up to and including a day.
func (c *Casebook) history(ctx context.Context, s *scan.Subject, until brokers.Date) (*history, error) {
	h, err := c.looks(ctx, s, "", func(e vault.Entry) bool { return until.IsZero() || !c.day(e.At).After(until) })
	if err != nil {
		return nil, err
	}
	h.Cases, err = c.cases(ctx, s.ID, until)
	return h, err
}

// looks is a history without requests, of the looks and reviews that are wanted.
// With a broker it is only of this one.
func (c *Casebook) looks(ctx context.Context, s *scan.Subject, broker string, wanted func(vault.Entry) bool) (*history, error) {
	h := &history{Subject: s, done: map[string]int64{}}
	here := c.Now().Location()
	err := eachAt(ctx, c, s.ID, broker, wanted, func(e vault.Entry, v scan.Visit) error {
		if v.Again.IsZero() && v.Way != string(brokers.Saved) {
			h.done[v.Broker] = e.Seq
		}
		v.At = v.At.In(here) // every day told of it is a day where the clock is
		h.Visits = append(h.Visits, v)
		return nil
	}, scan.VisitMade)
	if err != nil {
		return nil, err
	}
	// A saved page is journalled after the day that it tells of.
	slices.SortStableFunc(h.Visits, func(a, b scan.Visit) int { return a.At.Compare(b.At) })
	err = eachOf(ctx, c, s.ID, wanted, func(_ vault.Entry, r scan.Review) error { h.reviews = append(h.reviews, r); return nil }, scan.ReviewGiven)
	if err != nil {
		return nil, err
	}
	h.Findings = scan.Follow(h.Visits, h.reviews)
	return h, nil
}

// last returns the latest visit to each broker, by broker id.
func (h *history) last() map[string]scan.Visit {
	m := map[string]scan.Visit{}
	for _, v := range h.Visits {
		m[v.Broker] = v
	}
	return m
}

// at returns a subject's findings at one broker.
func (h *history) at(broker string) (list []scan.Finding) {
	for _, f := range h.Findings {
		if f.Broker == broker {
			list = append(list, f)
		}
	}
	return list
}

// find returns a subject's finding by its id.
func (h *history) find(id string) (scan.Finding, bool) {
	i := slices.IndexFunc(h.Findings, func(f scan.Finding) bool { return f.ID == id })
	if i < 0 {
		return scan.Finding{}, false
	}
	return h.Findings[i], true
}
