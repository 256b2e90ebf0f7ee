package drop

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Check is one covered broker after the due day: what it claims beside what
// our own looks saw. The two are never one.
type Check struct {
	Broker      string       `json:"broker"`
	Registered  int          `json:"registered"`
	Claim       Status       `json:"claim,omitempty"` // empty: none is noted
	Claimed     brokers.Date `json:"claimed,omitzero"`
	Observation Seen         `json:"observation"`
	Outcome     scan.Outcome `json:"outcome,omitempty"` // of the last look, where it could not tell
	Looked      brokers.Date `json:"looked,omitzero"`   // last look that could tell
	Findings    []string     `json:"findings,omitempty"`
	Contradicts bool         `json:"contradicts,omitempty"` // it claims to have deleted or found nothing, and shows the person
}

// Seen is what our looks since the due day say of one broker.
type Seen string

// What looks can say. A look that met a wall is no proof of anything.
const (
	Shows     Seen = "shows"     // a record that is a match stood there
	May       Seen = "possible"  // a record that waits for review stood there
	Gone      Seen = "gone"      // two looks, far enough apart, did not see the record any more
	NotSeen   Seen = "not-seen"  // one look did not see it: not proof yet
	Nothing   Seen = "nothing"   // looked at, and no record of the person ever stood there
	Untold    Seen = "untold"    // the look could not tell
	NotLooked Seen = "no-look"   // nobody looked since
	Blind     Seen = "invisible" // cannot be seen from outside
)

// Since is what is known of the covered brokers by looks after a day.
type Since struct {
	Due      brokers.Date
	Filing   Filing
	Coverage Coverage
	Findings []scan.Finding
	Visits   []scan.Visit // in order; their times where the clock is
}

// Verify checks every covered broker. A record seen before the due day only
// says nothing about what the broker did by then.
func Verify(s Since) []Check {
	var list []Check
	for _, c := range s.Coverage.Covered {
		k := Check{Broker: c.Broker, Registered: c.Year}
		if a, ok := s.Filing.Answers[c.Broker]; ok {
			k.Claim, k.Claimed = a.Status, a.On
		}
		s.see(&k, c.Visible)
		k.Contradicts = k.Observation == Shows && (k.Claim == Deleted || k.Claim == NotFound || k.Claim == OptedOut)
		list = append(list, k)
	}
	return list
}

func (s Since) see(k *Check, visible bool) {
	tried, told := false, false
	for _, v := range s.Visits {
		if v.Broker != k.Broker || v.Said || !v.Again.IsZero() || !brokers.DateOf(v.At).After(s.Due) {
			continue
		}
		tried, k.Outcome = true, v.Outcome
		if v.Outcome.Answered() {
			told, k.Looked = true, brokers.DateOf(v.At)
		}
	}
	var seen []Seen
	for _, f := range s.Findings {
		if f.Broker != k.Broker || f.Verdict == scan.Other {
			continue
		}
		state := s.of(f)
		if state == "" {
			continue
		}
		seen = append(seen, state)
		if state == Shows || state == May || state == Gone || state == NotSeen {
			k.Findings = append(k.Findings, f.ID)
		}
	}
	for _, worst := range []Seen{Shows, May, Untold, NotSeen, Gone} {
		if slices.Contains(seen, worst) {
			k.Observation = worst
			break
		}
	}
	switch {
	case k.Observation == Shows || k.Observation == May:
	case !tried && !visible && len(seen) == 0:
		k.Observation = Blind
	case !tried:
		k.Observation = NotLooked
	case !told:
		k.Observation = Untold
	case k.Observation == "":
		k.Observation = Nothing
	}
	if k.Observation != Untold {
		k.Outcome = scan.UnknownOutcome
	}
}

// of says what looks since the due day saw of a finding.
func (s Since) of(f scan.Finding) Seen {
	after := func(d brokers.Date) bool { return d.After(s.Due) }
	switch {
	case f.Open() && after(brokers.DateOf(f.Last)) && f.Verdict == scan.Match:
		return Shows
	case f.Open() && after(brokers.DateOf(f.Last)):
		return May
	case f.State == scan.Gone:
		return Gone
	case f.State == scan.Unseen:
		return NotSeen
	}
	return Untold // it was there before the due day, and nothing has been proven since
}

// Tally counts checks by what was seen.
func Tally(list []Check) map[Seen]int {
	n := map[Seen]int{}
	for _, k := range list {
		n[k.Observation]++
	}
	return n
}

// Showing counts the brokers that still show the person, those apart that say
// that an exemption lets them.
func Showing(list []Check) int {
	n := 0
	for _, k := range list {
		if k.Observation == Shows && k.Claim != Exempted {
			n++
		}
	}
	return n
}
