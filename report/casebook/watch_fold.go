package casebook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/schedule"
	"github.com/whohasme/whohasme/scan/vault"
)

// foldForm is the form of a fold as it is remembered. One of another form is
// made anew.
const foldForm = 1

// fold is what one subject's journal comes to for whoever keeps looking: much
// less than the journal, and made anew from it whenever it is lost or old.
type fold struct {
	Form int          `json:"form"`
	Head int64        `json:"head"` // events that it was made from
	Day  brokers.Date `json:"day"`  // on which clocks stood as News says
	At   time.Time    `json:"at"`   // when it was made; a clock behind it makes it worthless

	Authority scan.Authority  `json:"authority"`
	Safe      bool            `json:"safe,omitempty"` // there are safe facts
	Risk      scan.Risk       `json:"risk"`
	Since     time.Time       `json:"since"`           // the subject was added
	Latest    time.Time       `json:"latest,omitzero"` // date of the latest look
	Pairs     map[string]pair `json:"pairs"`           // by broker, where anything happened

	Begun bool   `json:"begun,omitempty"` // somebody was told before what there is
	News  []News `json:"news,omitempty"`  // that nobody was told
}

// pair is one subject at one broker.
type pair struct {
	Past  schedule.Past `json:"past"`
	Last  lastLook      `json:"last"`
	Pages int           `json:"pages,omitempty"` // asked for on Past.Looks' last day
}

// lastLook is the last finished look, as far as another definition or a browser
// could have made it another.
type lastLook struct {
	At         time.Time    `json:"at,omitzero"` // zero: there is none
	Outcome    scan.Outcome `json:"outcome"`
	Way        string       `json:"way,omitempty"`
	Definition string       `json:"definition,omitempty"`
	Pages      int          `json:"pages,omitempty"`
}

// fold reads one subject's journal.
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
	f := &fold{Form: foldForm, Head: head, Day: c.Today(), At: now, Authority: s.Authority, Safe: s.Safe.Any(), Risk: s.Risk, Pairs: map[string]pair{}}
	if f.Since, err = c.added(ctx, id); err != nil {
		return nil, err
	}
	visits := byBroker(h.Visits)
	for id, list := range visits {
		f.Pairs[id] = pairOf(h, id, f.Since, list, now)
		if last := list[len(list)-1].At; last.After(f.Latest) && !list[len(list)-1].Said {
			f.Latest = last
		}
	}
	clocks, err := c.runningClocks(ctx, h)
	if err != nil {
		return nil, err
	}
	f.ask(h, clocks, now)
	return f, c.foldNews(ctx, f, h, clocks)
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

// pairOf folds the visits to one broker.
func pairOf(h *history, broker string, since time.Time, visits []scan.Visit, now time.Time) pair {
	p := pair{Past: schedule.Of(h.Subject, broker, since, visits, h.at(broker))}
	today := brokers.DateOf(now)
	for _, v := range visits {
		if v.Again.IsZero() && !v.Said {
			p.Last = lastLook{v.At, v.Outcome, v.Way, v.Versions.Definition, len(v.Pages)}
		}
		if brokers.DateOf(v.At) == today {
			p.Pages += len(v.Pages)
		}
	}
	p.Past.Looks = needed(p.Past.Looks, now)
	return p
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

// runningClocks returns the clocks of a subject's requests.
func (c *Casebook) runningClocks(ctx context.Context, h *history) ([]report.Clock, error) {
	var list []report.Clock
	for _, k := range h.Cases {
		clocks, err := request.Clocks(k, c.broker(k.Broker), c.Statutes, c.Today())
		if err != nil {
			return nil, fmt.Errorf("compute clocks of %s: %w", k.ID, err)
		}
		list = append(list, h.running(clocks)...)
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
		p, known := f.Pairs[id]
		if !known {
			p.Past = schedule.Past{Subject: h.Subject.ID, Broker: id, Risk: f.Risk, Since: f.Since}
		}
		do(&p.Past)
		f.Pairs[id] = p
	}
}

// foldNews adds what nobody was told yet.
func (c *Casebook) foldNews(ctx context.Context, f *fold, h *history, clocks []report.Clock) error {
	told := map[string]bool{}
	err := each(ctx, c, h.Subject.ID, brokers.Date{}, func(_ vault.Entry, t Told) error {
		f.Begun = true
		for _, n := range t.News {
			told[n.Key] = true
		}
		for _, k := range t.Before {
			told[k] = true
		}
		return nil
	}, report.NewsTold)
	if err != nil {
		return err
	}
	for _, n := range c.news(h, clocks) {
		if !told[n.Key] {
			f.News = append(f.News, n)
		}
	}
	return nil
}
