package sweep

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/match"
)

// look is one visit while it is being made.
type look struct {
	*sweep
	client  Client
	pages   source
	diary   *diary // nil where nobody is asked
	matcher *match.Matcher
	lister  *match.List
	visit   scan.Visit
	bodies  [][]byte
	packed  [][]byte // of bodies

	judged   []*judged
	met      map[string]bool // addresses of the broker's records that were judged
	hosts    map[string]bool // of records' addresses, whether they are the broker's
	complete bool            // every search was made and read to a proven end
	hidden   bool
	more     bool
	partial  bool           // more names and places than one visit asks for
	early    bool           // the answer was known before everything was asked
	opened   map[string]own // records' own pages, by address
	proofs   []*seen        // pages of lists
	doubt    *scan.Fault    // what speaks against the pages as proof that nobody is listed
	rotten   rot
	blind    bool // no definition says how the pages read
}

// run decides the outcome. Its error is an interruption or a failure to keep.
func (l *look) run(ctx context.Context) (scan.Fault, error) {
	if f := unasked(l.Broker, l.means()); f != nil {
		return *f, nil
	}
	searches, whole, err := scan.Searches(l.client.Subject, l.Broker, brokers.DateOf(l.Now()))
	if err != nil {
		why := "the search address needs a fact that is not given or may not be told"
		if !errors.Is(err, brokers.ErrLacks) {
			why = "the search address cannot be filled"
		}
		return scan.Fault{Outcome: scan.UnknownOutcome, Why: why}, nil
	}
	l.partial = !whole
	if l.means().Person {
		return l.assisted(ctx, searches)
	}
	control, err := l.control(ctx)
	if err != nil {
		return scan.Fault{}, err
	}
	l.visit.Control, l.reader.frame = control.State, control.Frame
	if f := l.stoppedBy(control); f != nil {
		return *f, nil
	}
	fault, err := l.ask(ctx, searches)
	if err != nil {
		return scan.Fault{}, err
	}
	walled := fault != nil && fault.Outcome != scan.Unreadable || control.State == scan.ControlUnmade
	if !walled { // a wall or a dead line is not asked again
		if err := l.openProfiles(ctx); err != nil {
			return scan.Fault{}, err
		}
	}
	l.weigh(control)
	if err := l.recheck(ctx, fault, control, !walled); err != nil {
		return scan.Fault{}, err
	}
	outcome := l.decide(fault, control)
	outcome.Why = l.rotten.beside(outcome.Why)
	l.keep(outcome.Outcome.Answered())
	return outcome, nil
}

// stoppedBy says whether the control makes asking for the subject pointless: a
// site that cannot be read or reached is told nothing about anybody.
func (l *look) stoppedBy(c *Control) *scan.Fault {
	switch c.State {
	case scan.ControlFailed:
		return &scan.Fault{Outcome: scan.Unreadable, Why: "definition quarantined: " + c.Why}
	case scan.ControlUnmade:
		if c.Outcome == scan.Unreachable || c.Outcome == scan.NeedsYou || !c.Again.IsZero() {
			return &scan.Fault{Outcome: c.Outcome, Why: c.Why, Again: c.Again}
		}
	}
	return nil
}

// ask makes the searches until the answer is known. It returns the first
// fault in the order of the truth rules, or nil.
func (l *look) ask(ctx context.Context, searches []scan.Search) (*scan.Fault, error) {
	var worst *scan.Fault
	l.complete = !l.partial
	for i, s := range searches {
		got, f, err := search(ctx, l.pages, l.reader, known(l.client.Subject), s, l.evidence, l.enough)
		if err != nil {
			return nil, err
		}
		l.tellSearch(i+1, len(searches), got, f)
		if f != nil {
			l.complete = false
			worst = graver(worst, f)
		} else {
			l.complete = l.complete && got.whole
		}
		l.rotten.add(got.rot)
		l.hidden, l.more = l.hidden || got.hidden, l.more || got.more || f == nil && !got.whole
		l.proofs = append(l.proofs, got.read...)
		l.judge(got.records)
		if f != nil && f.Outcome != scan.Unreadable {
			break // a wall or a dead line is not asked again
		}
		if l.enough(nil) {
			l.complete = false
			l.early = i < len(searches)-1 || got.more
			break
		}
	}
	return worst, nil
}

func (l *look) tellSearch(i, n int, got *list, f *scan.Fault) {
	state := "whole"
	switch {
	case f != nil:
		state = f.Outcome.String() + ", " + f.Why
	case !got.whole:
		state = "not read to its end"
	}
	l.tell(l.client.Subject.ID, "search %d of %d: %d on its list, %s", i, n, len(got.records), state)
}

// enough judges the records read so far and reports whether the answer is
// known. Where earlier findings are to be followed, the whole list is read.
func (l *look) enough(records []scan.Record) bool {
	l.judge(records)
	return l.any(scan.Match) && len(l.client.Earlier) == 0
}

// graver returns the fault that stands first in the order of the truth rules.
// A visit that was put off is not finished, whatever else was met.
func graver(a, b *scan.Fault) *scan.Fault {
	if !b.Again.IsZero() {
		return b
	}
	order := []scan.Outcome{scan.Disallowed, scan.Blocked, scan.Unreachable, scan.NeedsYou, scan.Unreadable}
	for _, o := range order {
		for _, f := range []*scan.Fault{a, b} {
			if f != nil && f.Outcome == o {
				return f
			}
		}
	}
	return b
}

// evidence keeps a page that arrived.
func (l *look) evidence(p *crawl.Page) {
	e := p.Evidence()
	if !l.diary.resumed(p) {
		e.At = l.Now()
	}
	if slices.ContainsFunc(l.visit.Pages, func(k scan.Evidence) bool { return k.Hash == e.Hash && k.URL == e.URL && k.Asked == e.Asked }) {
		return
	}
	l.visit.Pages = append(l.visit.Pages, e)
	l.bodies, l.packed = append(l.bodies, p.Body), append(l.packed, p.Packed)
	if p.Shot != nil {
		picture := crawl.Page{Body: p.Shot}
		l.visit.Pages = append(l.visit.Pages, scan.Evidence{Kind: scan.Picture, Hash: picture.Hash(), URL: p.URL.String(), At: l.Now()})
		l.bodies, l.packed = append(l.bodies, p.Shot), append(l.packed, nil)
	}
}

// decide comes to the outcome, in the order of the truth rules.
func (l *look) decide(fault *scan.Fault, c *Control) scan.Fault {
	if l.any(scan.Match) && c.State == scan.ControlWorked {
		// A match that was read stands, whatever a later page or search did.
		return scan.Fault{Outcome: scan.Found, Why: l.besides(fault)}
	}
	switch {
	case fault != nil:
		return *fault
	case c.State == scan.ControlUnmade, c.State == scan.ControlNone && !l.any(scan.Possible):
		return scan.Fault{Outcome: scan.Unreadable, Why: c.Why}
	case l.any(scan.Possible), l.any(scan.Match): // a match only by a person's word, on a look-alike site
		return scan.Fault{Outcome: scan.Maybe, Why: c.Why}
	case l.rotten.missing:
		return scan.Fault{Outcome: scan.Unreadable, Why: l.rotten.why}
	case l.hidden:
		return scan.Fault{Outcome: scan.Maybe, Why: "the page hides the names"}
	case l.partial:
		return scan.Fault{Outcome: scan.UnknownOutcome, Why: fmt.Sprintf("not every name and place could be asked for (at most %d, and only those that may be told)", scan.MaxSearches)}
	case l.more:
		return scan.Fault{Outcome: scan.UnknownOutcome, Why: "the list is longer than one visit reads, or does not say where it ends"}
	case c.State == scan.ControlLookAlike && len(l.judged) > 0:
		return scan.Fault{Outcome: scan.UnknownOutcome, Why: c.Why + ", so its list of others proves nothing"}
	case l.complete && l.doubt != nil:
		return *l.doubt
	case l.complete:
		return scan.Fault{Outcome: scan.Absent, Why: join(c.Why, l.withheld())}
	}
	return scan.Fault{Outcome: scan.UnknownOutcome, Why: "nothing could be established"}
}

// besides says what a visit that found a match left open.
func (l *look) besides(f *scan.Fault) string {
	switch {
	case f != nil:
		return "a further search or page failed: " + f.Why
	case l.early:
		return "further names, places and pages were not asked"
	}
	return ""
}

// withheld says that a look was narrower than it could be: names and places
// that are safe are never asked for.
func (l *look) withheld() string {
	if s := l.client.Subject.Safe; len(s.Names)+len(s.Addresses) > 0 {
		return "asked only for the names and places that may be told"
	}
	return ""
}

func join(a, b string) string {
	if a != "" && b != "" {
		return a + "; " + b
	}
	return a + b
}
