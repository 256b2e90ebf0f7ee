package schedule

import (
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Past is what happened so far between one subject and one broker.
type Past struct {
	Subject, Broker string

	Risk     scan.Risk
	Since    time.Time // when looking there began to be wanted: the subject was added, or the broker
	Looks    []Look    // in the order of the journal, or else of time
	Listings []Listing // the findings that may be the subject's

	// Relisted is the last time that the broker listed again what it had taken
	// away. [Of] knows of this subject only; a caseload may set what any of
	// its subjects saw. Zero: never.
	Relisted time.Time

	Claims []time.Time    // when the broker said that it has done what was asked
	Due    []brokers.Date // last days after which a look is wanted: of a letter's period, or our own

	Person bool // only a person can look: by the definition, or by the broker's terms
	Mended bool // what kept the last look from an answer is another now: the definition, or there is a browser
}

// Look is one visit as far as the next one depends on it.
type Look struct {
	At      time.Time // when it was finished
	Outcome scan.Outcome
	Again   time.Time // as in [scan.Visit]: put off until then; zero: it is finished
	Asked   bool      // the broker was asked something; only such looks count against the day's three
}

// Listing is a finding as far as the next look depends on it.
type Listing struct {
	State  scan.FindingState
	Unseen time.Time // first of the looks that did not see it; zero: the last one saw it
}

// Of folds the journal's visits to one broker for one subject, in the order
// they were written, and the findings made from them. Findings that a person
// called somebody else's are left out, and so are visits whose day is only
// somebody's word. Requests, Person and Mended are for the caller to add.
func Of(s *scan.Subject, broker string, since time.Time, visits []scan.Visit, findings []scan.Finding) Past {
	p := Past{Subject: s.ID, Broker: broker, Risk: s.Risk, Since: since}
	for _, v := range visits {
		if v.Broker != broker || v.Subject != s.ID || v.Said {
			continue
		}
		l := Look{v.At, v.Outcome, v.Again, asked(v)}
		i := len(p.Looks)
		if v.Way == string(brokers.Saved) { // is written long after it was seen
			for i > 0 && p.Looks[i-1].At.After(l.At) {
				i--
			}
		}
		p.Looks = slices.Insert(p.Looks, i, l)
	}
	for _, f := range findings {
		if f.Broker != broker || f.Subject != s.ID || f.Verdict == scan.Other {
			continue
		}
		p.Listings = append(p.Listings, Listing{f.State, f.Unseen})
		for _, c := range f.History {
			if c.State == scan.Relisted && c.At.After(p.Relisted) {
				p.Relisted = c.At
			}
		}
	}
	return p
}

// asked reports whether a visit asked the broker anything: not a page that a
// person saved, and not one that wanted a person or a browser and had none.
func asked(v scan.Visit) bool {
	byHand := v.Way == string(brokers.Browser) || v.Way == string(brokers.Assisted)
	return v.Way != string(brokers.Saved) && !(byHand && len(v.Pages) == 0 && v.Outcome == scan.NeedsYou)
}

// Skew is how far ahead of now a look may be dated and still count as made
// then. It is what lies between the latest time for which a look is wanted and
// the end of its window, so a clock that was that much ahead makes none late.
const Skew = 12 * time.Hour

// standing is what the looks come to.
type standing struct {
	last     Look      // the last finished one
	looked   bool      // whether there is one
	answered time.Time // when the last one that answered was made; zero: none did
	failures int       // finished looks since then that did not answer
	again    time.Time // when a look that was put off after all of them goes on
}

// stand reads the looks from the last one back. One that is dated later than
// now was made while the clock was wrong. When, nobody knows: it is passed
// over, so that the next look comes early rather than a year late.
func (p *Past) stand(now time.Time) (s standing) {
	edge := now.Add(Skew)
	for _, l := range slices.Backward(p.Looks) {
		switch {
		case l.At.After(edge):
			continue
		case !l.Again.IsZero():
			if !s.looked && s.again.IsZero() {
				s.again = earlier(l.Again, l.At.Add(longestRest))
			}
			continue
		case !s.looked:
			s.last, s.looked = l, true
		}
		if l.Outcome.Answered() {
			s.answered = l.At
			return s
		}
		s.failures++
	}
	return s
}

// On counts the looks that asked the broker on the civil day of an instant,
// where the instant's clock is.
func (p *Past) On(t time.Time) (n int) {
	for _, l := range p.Looks {
		if l.Asked && t.Sub(l.At).Abs() < 2*day && brokers.DateOf(l.At.In(t.Location())) == brokers.DateOf(t) {
			n++
		}
	}
	return n
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
