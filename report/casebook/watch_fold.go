package casebook

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
)

// foldForm is the form of a fold as it is remembered. One of another form is
// made anew.
const foldForm = 2

// fold is what one subject's journal comes to for whoever keeps looking: much
// less than the journal, and made anew from it whenever it is lost.
type fold struct {
	Form int       `json:"form"`
	Head int64     `json:"head"` // events that it was made from
	At   time.Time `json:"at"`   // when; a clock far behind it makes it worthless

	Authority scan.Authority   `json:"authority"`
	Safe      bool             `json:"safe,omitempty"` // there are safe facts
	Risk      scan.Risk        `json:"risk"`
	Since     time.Time        `json:"since"`           // the subject was added
	Latest    time.Time        `json:"latest,omitzero"` // date of the latest look
	Written   time.Time        `json:"written"`         // date of the latest event
	Pairs     map[string]*pair `json:"pairs"`           // by broker, where anything happened

	Looked bool `json:"looked,omitempty"` // a look was made since the risk was measured last

	Told  toldUpto  `json:"told,omitzero"`
	saved time.Time // when it was remembered last
}

// pair is one subject at one broker.
type pair struct {
	Past     schedule.Past  `json:"past"`
	Last     lastLook       `json:"last"`
	Findings []scan.Finding `json:"findings,omitempty"` // without what their records say
	Pages    int            `json:"pages,omitempty"`    // asked for on the day of the latest look
	PagesOn  brokers.Date   `json:"pages_on,omitzero"`
}

// lastLook is the last finished look, as far as another definition or a browser
// could have made it another.
type lastLook struct {
	At         time.Time    `json:"at,omitzero"` // zero: there is none
	Outcome    scan.Outcome `json:"outcome"`
	Way        string       `json:"way,omitempty"`
	Definition string       `json:"definition,omitempty"`
	Pages      int          `json:"pages,omitempty"`
	Control    scan.Control `json:"control,omitempty"`
}

// fold reads one subject's journal, which has head events.
func (c *Casebook) fold(ctx context.Context, id string, head int64) (*fold, error) {
	s, err := c.Subject(ctx, id)
	if err != nil || s == nil {
		return nil, err
	}
	now := c.Now().Round(0) // without the monotonic reading: it would hide that the clock was set
	h, err := c.history(ctx, s, brokers.Date{})
	if err != nil {
		return nil, err
	}
	f := &fold{Form: foldForm, Head: head, At: now, Authority: s.Authority, Safe: s.Safe.Any(), Risk: s.Risk, Pairs: map[string]*pair{}}
	if f.Since, err = c.added(ctx, id); err != nil {
		return nil, err
	}
	if f.Written, err = c.Vault.Latest(ctx, id); err != nil {
		return nil, err
	}
	visits, findings := byBroker(h.Visits), map[string][]scan.Finding{}
	for _, x := range h.Findings {
		findings[x.Broker] = append(findings[x.Broker], outline(x))
	}
	for broker, list := range visits {
		p := f.pair(id, broker)
		p.Findings = findings[broker]
		p.see(f.subject(id), list, now)
		f.late(list)
	}
	if f.Looked, err = c.unmeasured(ctx, id); err != nil {
		return nil, err
	}
	clocks, err := c.clocksOf(ctx, h)
	if err != nil {
		return nil, err
	}
	f.ask(h, clocks, now)
	return f, nil
}

// unmeasured reports whether a subject was looked for since the risk was
// measured last.
func (c *Casebook) unmeasured(ctx context.Context, id string) (is bool, err error) {
	for e, err := range c.Vault.Events(ctx, id, scan.VisitMade, report.RiskMeasured) {
		if err != nil {
			return false, err
		}
		is = e.Kind == scan.VisitMade
	}
	return is, nil
}

// outline is a finding without what its record says, but whether it has an address.
func outline(f scan.Finding) scan.Finding {
	r := scan.Judged{Verdict: f.Record.Verdict}
	if f.Record.URL != "" {
		r.URL = "-"
	}
	f.Record = r
	return f
}

// subject is as much of the subject as the next look depends on.
func (f *fold) subject(id string) *scan.Subject { return &scan.Subject{ID: id, Risk: f.Risk} }

// pair returns the subject at a broker.
func (f *fold) pair(id, broker string) *pair {
	p := f.Pairs[broker]
	if p == nil {
		p = &pair{Past: schedule.Past{Subject: id, Broker: broker, Risk: f.Risk, Since: f.Since}}
		f.Pairs[broker] = p
	}
	return p
}

// late notes the date of the latest look.
func (f *fold) late(visits []scan.Visit) {
	for _, v := range visits {
		if !v.Said && v.At.After(f.Latest) {
			f.Latest = v.At
		}
	}
}

// see adds visits to the broker that follow those it has seen, after Findings
// has been brought up to them.
func (p *pair) see(s *scan.Subject, visits []scan.Visit, now time.Time) {
	got := schedule.Of(s, p.Past.Broker, p.Past.Since, visits, p.Findings)
	p.Past.Looks = needed(append(p.Past.Looks, got.Looks...), now)
	p.Past.Listings, p.Past.Relisted = got.Listings, got.Relisted
	for _, v := range visits {
		if v.Again.IsZero() && !v.Said {
			p.Last = lastLook{v.At, v.Outcome, v.Way, v.Versions.Definition, len(v.Pages), v.Control}
		}
		on := brokers.DateOf(v.At)
		if on != p.PagesOn {
			p.Pages, p.PagesOn = 0, on
		}
		p.Pages += len(v.Pages)
	}
}

// light are the kinds of event that change nothing of a fold.
var light = []scan.Kind{scan.PageArrived, scan.EvidenceTaken, scan.RecordRevealed, report.RiskMeasured, report.NewsTold}

// follow brings a fold up to where the journal is now by what came since, and
// reports whether it could: anything but looks in their order makes it anew.
func (f *fold) follow(ctx context.Context, c *Casebook, id string, head int64) (bool, error) {
	now := c.Now().Round(0)
	if f.Form != foldForm || f.Head > head || now.Before(f.At.Add(-schedule.Skew)) {
		return false, nil
	}
	if f.Head == head {
		return true, nil
	}
	n := f.Head
	for e, err := range c.Vault.Since(ctx, id, f.Head) {
		if err != nil {
			return false, err
		}
		n = e.Seq
		f.Written = latest(f.Written, e.At)
		if slices.Contains(light, e.Kind) {
			f.Looked = f.Looked && e.Kind != report.RiskMeasured
			continue
		}
		var v scan.Visit
		if e.Kind != scan.VisitMade || json.Unmarshal(e.Payload, &v) != nil || v.Way == string(brokers.Saved) {
			return false, nil
		}
		if p := f.Pairs[v.Broker]; p != nil && v.At.Before(p.Last.At) { // those of other brokers end beside it
			return false, nil
		}
		f.seeOne(c, id, v, now)
	}
	f.Head, f.At = n, now
	return true, nil
}

func (f *fold) seeOne(c *Casebook, id string, v scan.Visit, now time.Time) {
	v.At = v.At.In(now.Location())
	p := f.pair(id, v.Broker)
	p.Findings = scan.Resume(p.Findings, []scan.Visit{v})
	for i, x := range p.Findings {
		p.Findings[i] = outline(x)
	}
	p.see(f.subject(id), []scan.Visit{v}, now)
	f.late([]scan.Visit{v})
	f.Looked = true
}

func byBroker(visits []scan.Visit) map[string][]scan.Visit {
	m := map[string][]scan.Visit{}
	for _, v := range visits {
		m[v.Broker] = append(m[v.Broker], v)
	}
	return m
}

// added returns when a subject was filed.
func (c *Casebook) added(ctx context.Context, id string) (at time.Time, err error) {
	for e, err := range c.Vault.Events(ctx, id, scan.SubjectAdded) {
		if err != nil {
			return time.Time{}, err
		}
		return e.At, nil
	}
	return time.Time{}, nil
}

// past is what happened between the subject and one broker, without what
// requests want.
func (h *history) past(broker string) *schedule.Past {
	p := schedule.Of(h.Subject, broker, time.Time{}, h.Visits, h.Findings)
	return &p
}

// needed leaves out the looks that no next one depends on: those before the
// last that answered, if they are not of these days.
func needed(looks []schedule.Look, now time.Time) []schedule.Look {
	for i, l := range slices.Backward(looks) {
		if l.Again.IsZero() && l.Outcome.Answered() && !l.At.After(now) {
			for i > 0 && now.Sub(looks[i-1].At) < 72*time.Hour {
				i--
			}
			return looks[i:]
		}
	}
	return looks
}

// clocksOf returns the clocks of a subject's requests, those of our own looks
// whether they were made or not.
func (c *Casebook) clocksOf(ctx context.Context, h *history) ([]report.Clock, error) {
	var list []report.Clock
	for _, k := range h.Cases {
		clocks, err := request.Clocks(k, c.broker(k.Broker), c.Statutes, c.Today())
		if err != nil {
			return nil, fmt.Errorf("compute clocks of %s: %w", k.ID, err)
		}
		list = append(list, clocks...)
	}
	clocks, err := c.dropClocks(ctx, h.Subject, c.Today())
	if err != nil {
		return nil, fmt.Errorf("compute clocks of DROP: %w", err)
	}
	return append(list, clocks...), nil
}

// ask adds what requests want looked at: what a broker says that it has done,
// and the days after which we look whether it was.
func (f *fold) ask(h *history, clocks []report.Clock, now time.Time) {
	at := map[string][]string{} // brokers that a request is about, by its id
	for _, k := range h.Cases {
		if k.Sent.IsZero() {
			continue
		}
		at[k.ID] = f.about(h, k)
		for _, said := range k.Claims() {
			if !said.Removed() {
				continue
			}
			day := time.Date(said.On.Year, said.On.Month, said.On.Day, 0, 0, 0, 0, now.Location())
			f.each(h, at[k.ID], func(p *schedule.Past) { p.Claims = append(p.Claims, day) })
		}
	}
	for _, k := range clocks {
		due := k.Due
		if k.Kind == report.LookClock {
			due = due.AddDays(-1) // it is the day of the look, not the last one before it
		}
		f.each(h, at[k.Request], func(p *schedule.Past) {
			if !slices.Contains(p.Due, due) {
				p.Due = append(p.Due, due)
			}
		})
	}
}

// about lists the brokers that a request is about: its own, those it should
// clear, and those of its findings.
func (f *fold) about(h *history, k report.Case) []string {
	ids := append([]string{k.Broker}, k.Clears...)
	for _, id := range k.Findings {
		if found, ok := h.find(id); ok {
			ids = append(ids, found.Broker)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (f *fold) each(h *history, ids []string, do func(*schedule.Past)) {
	for _, id := range ids {
		do(&f.pair(h.Subject.ID, id).Past)
	}
}
