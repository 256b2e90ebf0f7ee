package schedule

import (
	"time"

	"github.com/whohasme/whohasme/scan"
)

const day = 24 * time.Hour

// Lengths of the rules.
const (
	Rest   = day // nobody is looked for sooner after an answer
	PerDay = 3   // looks a day for one subject at one broker (disclosure rule 6)

	year        = 365 * day // for how long a broker that listed somebody again is watched more closely
	longestRest = 7 * day   // the most that a look can be put off for: what a site can ask for
	longestWait = 14 * day  // the most between two tries at a broker that does not answer
)

// confirms are how long after a claim a look checks it (truth rule 4).
var confirms = [...]time.Duration{scan.GoneAfter, 7 * day, 30 * day}

// Case says what is to be watched for at a broker.
type Case uint8

// The cases, from the calmest on.
const (
	Clear     Case = iota // nothing of the subject's was ever seen there
	ClearBack             // the same, but the broker listed somebody again within a year
	Gone                  // what was there is gone
	GoneBack              // the same, but the broker listed somebody again within a year
	Unseen                // one look did not see what was there; a second must confirm it
	Open                  // something is there
)

// limits are the most that may pass between two answers, by case: for usual
// and for high risk. Truth rule 4 wants the second look at what is unseen not
// before 72 hours.
var limits = [...][2]time.Duration{
	Clear:     {30 * day, 7 * day},
	ClearBack: {14 * day, 5 * day},
	Gone:      {7 * day, 3 * day},
	GoneBack:  {5 * day, 3 * day},
	Unseen:    {5 * day, 4 * day},
	Open:      {5 * day, 3 * day},
}

// Limit is the most that may pass between two answers of a broker, while the
// machine is awake and the broker answers. A re-listing is noticed within it.
func Limit(c Case, r scan.Risk) time.Duration {
	if r == scan.HighRisk {
		return limits[c][1]
	}
	return limits[c][0]
}

// Case says what is to be watched for, as of the last answer.
func (p *Past) Case(answered time.Time) Case {
	seen, unseen := false, false
	for _, l := range p.Listings {
		switch l.State {
		case scan.Listed, scan.Relisted:
			return Open
		case scan.Unseen:
			unseen = true
		case scan.Gone:
			seen = true
		}
	}
	back := !p.Relisted.IsZero() && answered.Sub(p.Relisted) < year
	switch {
	case unseen:
		return Unseen
	case seen && back:
		return GoneBack
	case seen:
		return Gone
	case back:
		return ClearBack
	}
	return Clear
}

// firstWait is how long a broker is left alone after one look that did not
// answer, by its outcome. Each further one doubles it.
func firstWait(o scan.Outcome) time.Duration {
	switch o {
	case scan.Unreachable:
		return 6 * time.Hour
	case scan.Blocked, scan.Unreadable:
		return day
	}
	return 7 * day // disallowed, unknown, needs-you: another try alone changes nothing
}

// wait is how long a broker is left alone after a number of looks in a row
// that did not answer; most is what may pass between two answers.
func wait(o scan.Outcome, failures int, most time.Duration) time.Duration {
	most = min(most, longestWait)
	return min(firstWait(o)<<min(max(failures, 1)-1, 10), most)
}
