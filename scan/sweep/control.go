package sweep

import (
	"context"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep/doubt"
)

// Control is what a definition's control look of one day established. It is
// shared by all subjects.
type Control struct {
	Broker     string       `json:"broker"`
	Definition string       `json:"definition"` // version
	Day        brokers.Date `json:"day"`
	State      scan.Control `json:"state"`
	Why        string       `json:"why,omitempty"`
	Outcome    scan.Outcome `json:"outcome,omitempty"` // of the fault that kept it from being made
	Again      time.Time    `json:"again,omitzero"`    // of that fault
	ByHand     bool         `json:"by_hand,omitempty"` // a page that a person opened read as a list; nothing invented was asked for
	Frame      *doubt.Frame `json:"frame,omitempty"`   // how the site's pages look that day
}

// ControlHolds is how far from a page's day another page of the definition that
// read as a list speaks for it, where a person brought the page (truth rule 2).
const ControlHolds = 7 * 24 * time.Hour

// Vouches reports whether the control speaks for a page that a person brought:
// a page of the same definition read as a list within seven days of it.
func (c *Control) Vouches(b *brokers.Broker, day brokers.Date) bool {
	if c == nil {
		return false
	}
	days := c.Day.DaysSince(day)
	return c.Broker == b.ID && c.Definition == Version(b.Search) && (c.State == scan.ControlWorked || c.State == scan.ControlLookAlike) && days >= -7 && days <= 7
}

// Fits reports whether the control speaks for a definition on a day. One that
// failed does not: a definition is quarantined until a control works, so each
// scan tries again.
func (c *Control) Fits(b *brokers.Broker, day brokers.Date) bool {
	return c != nil && !c.ByHand && c.Broker == b.ID && c.Day == day && c.Definition == Version(b.Search) &&
		(c.State == scan.ControlWorked || c.State == scan.ControlLookAlike)
}

// control returns today's control of the broker, looking if nobody has.
func (w *sweep) control(ctx context.Context) (*Control, error) {
	day := brokers.DateOf(w.Now())
	if w.Task.Control.Fits(w.Broker, day) {
		return w.Task.Control, nil
	}
	if w.failed != nil && w.failed.Day == day {
		return w.failed, nil
	}
	c := &Control{Broker: w.Broker.ID, Definition: Version(w.Broker.Search), Day: day}
	w.tell("", "control look: a common name, then an invented one")
	from, end := w.open(nil)
	defer end()
	v := w.newDiary("", w.Task.Begun, from)
	common, err := w.lookCommon(ctx, v, c)
	if err != nil {
		return nil, err
	}
	if c.State == scan.ControlWorked {
		nobody, err := w.lookInvented(ctx, v, c)
		if err != nil {
			v.flush()
			return nil, err
		}
		c.Frame = w.frame(common, nobody)
	}
	if v.err != nil {
		return nil, v.err
	}
	w.tell("", "%s", strings.TrimSuffix("control "+string(c.State)+": "+c.Why, ": "))
	w.Task.Control = c
	if c.State == scan.ControlFailed {
		w.failed = c
	}
	return c, w.sink.Control(*c)
}

// lookCommon asks for names that any such site lists, until one reads as a
// list. Only when none does has the definition failed.
func (w *sweep) lookCommon(ctx context.Context, v source, c *Control) (*seen, error) {
	c.State, c.Why = scan.ControlFailed, "a common name did not read as a list"
	for _, q := range commonNames(w.Broker.Country) {
		l, f, err := w.lookFor(ctx, v, q)
		switch {
		case err != nil:
			return nil, err
		case f != nil && f.Outcome != scan.Unreadable:
			c.State, c.Why, c.Outcome, c.Again = scan.ControlUnmade, "the control look failed: "+f.Why, f.Outcome, f.Again
			return nil, nil
		case f != nil:
			c.Why = "the control look failed: " + f.Why
		case l.hidden || names(l.records, q.First, q.Last):
			c.State, c.Why = scan.ControlWorked, l.why
			return l.read, nil
		}
	}
	return nil, nil
}

// lookInvented asks for a name that nobody bears. A site that finds it would
// find anyone.
func (w *sweep) lookInvented(ctx context.Context, v source, c *Control) (*seen, error) {
	q := commonNames(w.Broker.Country)[0]
	q.First, q.Last = Invented(w.Broker.ID, c.Day)
	l, f, err := w.lookFor(ctx, v, q)
	switch {
	case err != nil:
		return nil, err
	case f != nil && f.Outcome != scan.Unreadable:
		c.State, c.Why, c.Outcome, c.Again = scan.ControlUnmade, "the control look for an invented name failed: "+f.Why, f.Outcome, f.Again
	case f == nil && names(l.records, q.First, q.Last):
		c.State, c.Why = scan.ControlLookAlike, "look-alike site: it finds an invented name too"
	case f == nil:
		return l.read, nil
	}
	return nil, nil
}

// frame is how the site looks by its pages for a common name and for an
// invented one.
func (w *sweep) frame(common, nobody *seen) *doubt.Frame {
	var none *doubt.Page
	if nobody != nil {
		none = nobody.proof(w.reader.Reader, home(w.Broker))
	}
	return doubt.Learn(common.proof(w.reader.Reader, home(w.Broker)), none)
}

// lookFor reads the first page of a search. A control asks whether the page
// reads as a list, not whether the list is whole.
func (w *sweep) lookFor(ctx context.Context, v source, q brokers.Query) (*answer, *scan.Fault, error) {
	u, err := w.Broker.Search.URL.Address(q, w.Broker.Search.Ages)
	if err != nil {
		return nil, &scan.Fault{Outcome: scan.Unreadable, Why: "the search address cannot be filled for a control"}, nil
	}
	p, err := v.Get(ctx, u)
	if err != nil {
		f, stop := asFault(ctx, err)
		return nil, f, stop
	}
	got, rotten, f := readPage(w.reader, p, []scan.Name{{First: q.First, Last: q.Last}})
	if f != nil {
		return nil, f, nil
	}
	return &answer{got.Records, got.Hidden, rotten, see(p, got, q.First, q.Last)}, nil, nil
}

// answer is what the first page of a control's search says.
type answer struct {
	records []scan.Record
	hidden  bool
	rot
	read *seen
}

// names reports whether a record bears the first and the last name.
func names(records []scan.Record, first, last string) bool {
	for _, r := range records {
		for _, n := range append([]string{r.Name}, r.Aliases...) {
			if hasWords(n, first, last) {
				return true
			}
		}
	}
	return false
}
