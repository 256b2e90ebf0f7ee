package schedule

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// Stretch is the time that a plan is made for.
type Stretch struct {
	From time.Time // now
	To   time.Time // no look begins at or after it
	// When the next stretch will be over: for a machine that works by night,
	// the morning after the next one. What would be late by then is brought
	// forward. Zero: To, as looks go on all the time.
	Again time.Time
	// When the machine woke up, or the program began, after a time without
	// looks. Brokers are then begun one after the other, and the more there
	// are, the longer that takes. Zero: it was awake all along.
	Woke time.Time
	// A time that is known to be over, such as the day on which the program was
	// built. A clock that is behind it is wrong.
	After time.Time
}

// Site is what bounds the looks at one broker.
type Site struct {
	Pace     time.Duration // between two requests
	PerVisit int           // requests that one look takes on average; 0: one
	Cap      int           // requests a day; 0: any number
	Used     int           // of those of the day of Stretch.From
	Rests    time.Time     // it is left alone until then; zero: it is not
}

// Visit is a look with the time when it is to begin.
type Visit struct {
	Next
	At time.Time
}

// Late reports whether the look begins after its window.
func (v Visit) Late() bool { return v.At.After(v.Latest) }

// Plan says of every look that was asked for what becomes of it: each is in
// one of the four lists, once.
type Plan struct {
	Visits   []Visit // by the time when they begin
	Tomorrow []Next  // due, and no room for them in this stretch; most urgent first
	Waiting  []Next  // not due in this stretch
	Person   []Next  // for a person to make, due or not
}

// ErrClock says that the clock stands before a time that is known to be over.
var ErrClock = errors.New("lay out looks: the clock is behind; set it right first")

// Head start of high risk: a look of usual risk goes before one of high risk
// only if it is late by so much more. Without a bound, many of high risk would
// keep everybody else waiting for ever.
const headStart = 5 * day

// Starts of brokers after a sleep.
const (
	stagger  = 20 * time.Second // from one broker to the next
	allBegun = 15 * time.Minute // the most until the last one begins
)

// Lay lays out looks over a stretch: at each broker one after the other, at
// its pace and within its cap, the most urgent of those that are due first.
// Brokers that sites does not name have no bounds. The looks are of different
// pairs of subject and broker.
func Lay(looks []Next, sites map[string]Site, in Stretch) (Plan, error) {
	if in.From.Before(in.After) {
		return Plan{}, ErrClock
	}
	var p Plan
	byBroker := map[string]*lane{}
	for _, n := range looks {
		ready, now := in.ready(n)
		switch {
		case n.Person:
			p.Person = append(p.Person, n)
		case !now:
			p.Waiting = append(p.Waiting, n)
		default:
			l := byBroker[n.Broker]
			if l == nil {
				l = &lane{site: sites[n.Broker]}
				byBroker[n.Broker] = l
			}
			l.due = append(l.due, Visit{n, ready})
		}
	}
	for i, l := range inOrder(byBroker) {
		l.run(in, in.begin(i, len(byBroker)), &p)
	}
	slices.SortFunc(p.Visits, func(a, b Visit) int { return cmp.Or(a.At.Compare(b.At), urgency(&a.Next, &b.Next)) })
	slices.SortFunc(p.Tomorrow, func(a, b Next) int { return urgency(&a, &b) })
	return p, nil
}

// ready is when a look may begin, and whether it may in this stretch: when it
// is due, so that looks stay spread. A machine that will stop at the end of the
// stretch begins at once with what is due by now and what would be late by the
// end of the next one, and leaves the rest to that.
func (in Stretch) ready(n Next) (time.Time, bool) {
	at := later(n.Due, in.From)
	if in.Again.After(in.To) && at.After(in.From) {
		if !n.Latest.Before(in.Again) {
			return at, false
		}
		at = later(n.Earliest, in.From)
	}
	return at, at.Before(in.To)
}

// begin is when the broker at a place of the order begins. It counts from the
// waking, not from now: who plans anew every minute must not wait anew.
func (in Stretch) begin(place, all int) time.Time {
	if in.Woke.IsZero() {
		return in.From
	}
	step := min(stagger, allBegun/time.Duration(all))
	return later(in.From, in.Woke.Add(time.Duration(place)*step))
}

// inOrder returns the lanes by their most urgent look.
func inOrder(byBroker map[string]*lane) []*lane {
	lanes := make([]*lane, 0, len(byBroker))
	for _, l := range byBroker {
		l.first = slices.MinFunc(l.due, func(a, b Visit) int { return urgency(&a.Next, &b.Next) }).Next
		lanes = append(lanes, l)
	}
	slices.SortFunc(lanes, func(a, b *lane) int { return urgency(&a.first, &b.first) })
	return lanes
}

// urgency orders looks: the one that is late first, with a head start for high
// risk. Equal ones stand in an order that favours no letter of the alphabet.
func urgency(a, b *Next) int {
	if c := a.deadline().Compare(b.deadline()); c != 0 {
		return c
	}
	if c := a.Due.Compare(b.Due); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.lot(), b.lot()), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Broker, b.Broker))
}

func (n *Next) deadline() time.Time {
	if n.Risk == scan.HighRisk {
		return n.Latest.Add(-headStart)
	}
	return n.Latest
}

func (n *Next) lot() float64 { return lot(n.Subject, n.Broker, n.Due) }
