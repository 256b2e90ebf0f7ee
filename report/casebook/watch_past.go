package casebook

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/schedule"
	"github.com/whohasme/whohasme/scan/sweep"
)

// looks returns the next look of every subject at every broker, and what bounds
// the brokers.
func (l *Lookout) looks(d *Due, list []*brokers.Broker, now, own time.Time) ([]schedule.Next, map[string]schedule.Site) {
	var looks []schedule.Next
	back := l.relisted()
	sites := map[string]schedule.Site{}
	for _, b := range list {
		sites[b.ID] = l.site(b)
	}
	for _, id := range slices.Sorted(maps.Keys(l.folds)) {
		f := l.folds[id]
		if err := f.covers("", now, own); err != nil {
			d.Refused = append(d.Refused, fmt.Errorf("subject %q is not looked for: %w", id, err))
			continue
		}
		spared := false
		for _, b := range list {
			if f.covers(b.ID, now, own) != nil {
				continue
			}
			if f.Safe && !l.o.Direct && sweep.Asks(b, l.o.Means) {
				spared = true
				continue
			}
			p := l.past(id, f, b, back[b.ID], now)
			if q := f.Pairs[b.ID]; q != nil && !q.Last.At.IsZero() {
				d.Stands = append(d.Stands, scan.Visit{Subject: id, Broker: b.ID, At: q.Last.At, Outcome: q.Last.Outcome})
			}
			looks = append(looks, schedule.After(&p, now))
		}
		if spared {
			d.Refused = append(d.Refused, fmt.Errorf("subject %q: %w", id, ErrSafeFacts))
		}
	}
	return looks, sites
}

// covers returns nil where the authority permits a look now, and on the day by
// which the journal goes where that is ahead: a clock that was set back makes no
// mandate good again.
func (f *fold) covers(broker string, now, own time.Time) error {
	err := f.Authority.Covers(scan.Look, broker, brokers.DateOf(now))
	if written := latest(f.Written, own); err == nil && written.After(now.Add(schedule.Skew)) {
		err = f.Authority.Covers(scan.Look, broker, brokers.DateOf(written.In(now.Location())))
	}
	return err
}

// relisted returns when each broker last listed somebody again, whoever it was.
func (l *Lookout) relisted() map[string]time.Time {
	m := map[string]time.Time{}
	for _, f := range l.folds {
		for id, p := range f.Pairs {
			if p.Past.Relisted.After(m[id]) {
				m[id] = p.Past.Relisted
			}
		}
	}
	return m
}

// past is what happened between a subject and a broker, with what the
// catalogue and this machine's means make of it today.
func (l *Lookout) past(id string, f *fold, b *brokers.Broker, relisted, now time.Time) schedule.Past {
	p := f.Pairs[b.ID]
	if p == nil {
		p = &pair{Past: schedule.Past{Subject: id, Broker: b.ID, Risk: f.Risk, Since: f.Since}}
	}
	past := p.Past
	if from := f.Authority.From.Time(); from.After(past.Since) {
		past.Since = from
	}
	if relisted.After(past.Relisted) {
		past.Relisted = relisted
	}
	asks := sweep.Asks(b, l.o.Means)
	past.Person = !p.Last.At.IsZero() && !asks // the first look is made, and says that nobody was asked and why
	past.Mended = !p.Last.At.IsZero() && asks && l.mended(b, p.Last, now)
	return past
}

// mended reports whether what kept the last look from an answer is another now.
// A browser that was there and could not be started, as for want of memory, may
// start another day.
func (l *Lookout) mended(b *brokers.Broker, last lastLook, now time.Time) bool {
	switch last.Outcome {
	case scan.NeedsYou, scan.Unreadable, scan.Disallowed, scan.UnknownOutcome:
	default:
		return false // a wall and a line fault are not of our making
	}
	lacked := last.Outcome == scan.NeedsYou && last.Way == string(brokers.Browser) && last.Pages == 0
	tried := last.Control != scan.ControlNone && now.Sub(last.At).Abs() < schedule.Rest // not asked at all is without a control
	return lacked && l.o.Means.Browser && !tried || last.Definition != l.version(b)
}

func (l *Lookout) version(b *brokers.Broker) string {
	v, known := l.versions[b.ID]
	if !known {
		v = sweep.Version(b.Search)
		l.versions[b.ID] = v
	}
	return v
}

// site returns what bounds the looks at a broker. The crawler keeps the bounds;
// here they only tell how much fits into a stretch.
func (l *Lookout) site(b *brokers.Broker) schedule.Site {
	local := onLoopback(b)
	s := schedule.Site{Pace: b.Search.Pace.Between(local), Cap: l.o.DailyCap}
	switch {
	case s.Cap < 0 || s.Cap == 0 && local:
		s.Cap = 0
	case s.Cap == 0:
		s.Cap = crawl.DefaultDailyCap
	}
	looks, pages, today := 0, 0, brokers.DateOf(l.now())
	for _, f := range l.folds {
		p := f.Pairs[b.ID]
		if p == nil {
			continue
		}
		if p.Last.Pages > 0 {
			looks, pages = looks+1, pages+p.Last.Pages
		}
		if p.PagesOn == today {
			s.Used += p.Pages
		}
	}
	if looks > 0 {
		s.PerVisit = (pages + looks - 1) / looks
	}
	return s
}
