package schedule

import (
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Next is the next look at one broker for one subject. Earliest is never after
// Due, nor Due after Latest.
type Next struct {
	Subject, Broker string

	Risk     scan.Risk
	Earliest time.Time // it is of no use, or not allowed, before
	Due      time.Time // when it is best made
	Latest   time.Time // it is late after
	Reason   Reason
	Person   bool // only a person can make it: it may be spoken of, but is not made by itself
}

// Reason says in a word why a look is due.
type Reason string

// The reasons.
const (
	First   Reason = "first"    // nobody looked there yet
	Routine Reason = "routine"  // nothing was there
	Watch   Reason = "watch"    // something is there, or was, and may be back
	Second  Reason = "second"   // a look did not see what was there; this one confirms it
	Confirm Reason = "confirm"  // the broker says that it is done
	Reply   Reason = "reply"    // the time for a letter is over
	Retry   Reason = "retry"    // the last look came to nothing
	GoOn    Reason = "go-on"    // the last look was put off
	Mended  Reason = "mended"   // the last look came to nothing, and what kept it from an answer has changed
	ByHand  Reason = "by-hand"  // a person is needed
	PerRule Reason = "tomorrow" // the day's three looks are used up
)

// want is one cause for a look and its window.
type want struct {
	from, due, latest time.Time
	why               Reason
}

// After returns the next look. The earliest of all causes decides when, and
// what forbids a look before a time (a rest, a rule) moves it. It depends on
// now only where a clock was wrong or a day's looks are used up.
func After(p *Past, now time.Time) Next {
	s := p.stand(now)
	n := Next{Subject: p.Subject, Broker: p.Broker, Risk: p.Risk}
	n.Person = p.Person || s.looked && s.last.Outcome == scan.NeedsYou && !p.Mended
	w := p.wanted(s, now)
	switch most := Limit(p.Case(s.answered), p.Risk); {
	case n.Person:
		w.rest(s.answered, Rest)
		w.why = ByHand
	case s.looked && s.failures > 0 && !p.Mended:
		d := wait(s.last.Outcome, s.failures, most)
		if w.not(s.last.At.Add(d*3/4 + share(d/4, p.chance(s.last.At)))) {
			w.why = Retry
		}
	default:
		w.rest(s.answered, Rest)
	}
	if !s.again.IsZero() && w.not(s.again) {
		w.why = GoOn
	}
	here := now.Location()
	for at := later(w.due, now).In(here); !n.Person && p.On(at) >= PerDay; at = w.due.In(here) {
		w.not(startOf(brokers.DateOf(at).AddDays(1), here))
		w.why = PerRule
	}
	n.Earliest, n.Due, n.Latest, n.Reason = w.from.In(here), w.due.In(here), w.latest.In(here), w.why
	return n
}

// wanted puts all causes for a look into one window.
func (p *Past) wanted(s standing, now time.Time) want {
	u := p.chance(later(s.answered, p.Since))
	w := p.regular(s, now, u)
	for _, l := range p.Listings {
		if l.State == scan.Unseen && s.answered.Before(l.Unseen.Add(scan.GoneAfter)) {
			w.and(p.second(l, s, u))
		}
	}
	for _, c := range p.Claims {
		for _, after := range confirms {
			if m := c.Add(after); s.answered.Before(m) {
				w.and(soonAfter(m, u, Confirm))
				break
			}
		}
	}
	for _, d := range p.Due {
		if m := startOf(d.AddDays(1), now.Location()); s.answered.Before(m) {
			w.and(soonAfter(m, u, Reply))
		}
	}
	if p.Mended && s.failures > 0 {
		w.and(want{s.last.At.Add(day / 4), s.last.At.Add(day/4 + share(day/2, u)), s.last.At.Add(2 * day), Mended})
	}
	return w
}

// regular is the look that comes by itself: a first one, or one after so long.
// Half of the limit must have passed. Looks are spread over what lies between
// nine sixteenths and five sixths of it: of those that are to be made within
// five days, a few come on the third night and not the fourth, so that nights
// that hold many part again. The last sixth is for machines that sleep and
// brokers that are busy.
func (p *Past) regular(s standing, now time.Time, u float64) want {
	c := p.Case(s.answered)
	limit := Limit(c, p.Risk)
	base := s.answered
	switch {
	case s.looked && s.answered.IsZero() && s.last.Outcome == scan.NeedsYou && !p.Mended:
		base = s.last.At // a person said no before, and is not asked every day
	case s.answered.IsZero():
		base = earlier(p.Since, now)
		return want{base, base, base.Add(firstLimit(p.Risk)), First}
	}
	w := want{base.Add(limit / 2), base.Add(limit*9/16 + share(limit*13/48, u)), base.Add(limit), Watch}
	switch {
	case c <= ClearBack:
		w.why = Routine
	case c == Unseen && p.unconfirmed(s.answered):
		w = want{base.Add(limit), base.Add(limit), base.Add(limit), Second} // second brings it forward
	}
	return w
}

// firstLimit is how long the first look may take to be made.
func firstLimit(r scan.Risk) time.Duration {
	if r == scan.HighRisk {
		return day
	}
	return 3 * day
}

// unconfirmed reports whether no answer came yet that could confirm that an
// unseen listing is gone.
func (p *Past) unconfirmed(answered time.Time) bool {
	for _, l := range p.Listings {
		if l.State == scan.Unseen && answered.Before(l.Unseen.Add(scan.GoneAfter)) {
			return true
		}
	}
	return false
}

// second is the look that confirms that a listing is gone. A look that did not
// see it cannot be later than the last one that answered, whatever its date.
func (p *Past) second(l Listing, s standing, u float64) want {
	m := earlier(l.Unseen, s.answered).Add(scan.GoneAfter)
	if s.answered.IsZero() {
		m = l.Unseen.Add(scan.GoneAfter)
	}
	width := Limit(Unseen, p.Risk) - scan.GoneAfter
	return want{m, m.Add(share(width/2, u)), m.Add(width), Second}
}

// soonAfter is a look within two days after a moment, best within one.
func soonAfter(m time.Time, u float64, why Reason) want {
	return want{m, m.Add(share(day, u)), m.Add(2 * day), why}
}

// and adds a cause. What is due first says when and why; nothing becomes later.
func (w *want) and(o want) {
	latest := earlier(w.latest, o.latest)
	if o.due.Before(w.due) {
		*w = o
	}
	w.latest = latest
}

// not moves the look to a time before which it must not be, and reports
// whether that changed when it is due.
func (w *want) not(before time.Time) bool {
	moved := before.After(w.due)
	w.from, w.due = later(w.from, before), later(w.due, before)
	w.latest = later(w.latest, w.due.Add(Skew))
	return moved
}

// rest leaves the broker alone for a while after an answer.
func (w *want) rest(answered time.Time, d time.Duration) {
	if !answered.IsZero() {
		w.not(answered.Add(d))
	}
}
