package sweep

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/match"
)

// look is one visit while it is being made.
type look struct {
	*sweep
	client  Client
	pages   *crawl.Visit
	matcher *match.Matcher
	visit   scan.Visit
	bodies  [][]byte

	judged   []*judged
	complete bool // every search was made and read to a proven end
	hidden   bool
	more     bool
	partial  bool           // more names and places than one visit asks for
	early    bool           // the answer was known before everything was asked
	opened   map[string]own // records' own pages, by address
	rotten   rot
}

// run decides the outcome. Its error is an interruption or a failure to keep.
func (l *look) run(ctx context.Context) (scan.Fault, error) {
	if f := unasked(l.Broker); f != nil {
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
	control, err := l.control(ctx)
	if err != nil {
		return scan.Fault{}, err
	}
	l.visit.Control = control.State
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
	if err := l.recheck(ctx, fault, control, !walled); err != nil {
		return scan.Fault{}, err
	}
	outcome := l.decide(fault, control)
	if !strings.Contains(outcome.Why, l.rotten.why) {
		outcome.Why = join(outcome.Why, l.rotten.why)
	}
	l.keep(outcome.Outcome.Answered())
	return outcome, nil
}

// unasked says why a broker is not asked at all, or nil.
func unasked(b *brokers.Broker) *scan.Fault {
	d := b.Search
	switch {
	case d.Way == brokers.Fetch && d.Automation.Forbidden():
		return &scan.Fault{Outcome: scan.Disallowed, Why: "the site's terms forbid automated visits; open the page yourself, save it and use `whohasme read`"}
	case d.Automation.Forbidden():
		return &scan.Fault{Outcome: scan.Disallowed, Why: "the site's terms forbid automated visits"}
	case !d.Reads():
		return &scan.Fault{Outcome: scan.NeedsYou, Why: "only the address of the site's search is known; open it in your browser and look yourself"}
	case d.Way == brokers.Browser:
		return &scan.Fault{Outcome: scan.NeedsYou, Why: "the site draws its pages by script; open it in your browser, save the page and use `whohasme read`"}
	case d.Way == brokers.Assisted:
		return &scan.Fault{Outcome: scan.NeedsYou, Why: "the site wants a form, a captcha or a code; search there yourself, save the page and use `whohasme read`"}
	case d.Way == brokers.Saved:
		return &scan.Fault{Outcome: scan.NeedsYou, Why: "the site can only be read from a page that you save; use `whohasme read`"}
	}
	return nil
}

// stoppedBy says whether the control makes asking for the subject pointless: a
// site that cannot be read or reached is told nothing about anybody.
func (l *look) stoppedBy(c *Control) *scan.Fault {
	switch c.State {
	case scan.ControlFailed:
		return &scan.Fault{Outcome: scan.Unreadable, Why: "definition quarantined: " + c.Why}
	case scan.ControlUnmade:
		if c.Outcome == scan.Unreachable || c.Outcome == scan.NeedsYou {
			return &scan.Fault{Outcome: c.Outcome, Why: c.Why}
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
		got, f, err := search(ctx, l.pages, l.reader, known(l.client.Subject), s.URL, l.evidence, l.enough)
		if err != nil {
			return nil, err
		}
		if f != nil {
			l.complete = false
			worst = graver(worst, f)
		} else {
			l.complete = l.complete && got.whole
		}
		if l.rotten.why == "" || got.missing {
			l.rotten = got.rot
		}
		l.hidden, l.more = l.hidden || got.hidden, l.more || got.more || f == nil && !got.whole
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

// enough judges the records read so far and reports whether the answer is
// known. Where earlier findings are to be followed, the whole list is read.
func (l *look) enough(records []scan.Record) bool {
	l.judge(records)
	return l.any(scan.Match) && len(l.client.Earlier) == 0
}

// graver returns the fault that stands first in the order of the truth rules.
func graver(a, b *scan.Fault) *scan.Fault {
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
	l.visit.Pages = append(l.visit.Pages, scan.Evidence{Hash: p.Hash(), URL: p.URL.String(), At: l.Now()})
	l.bodies = append(l.bodies, p.Body)
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
	case c.State == scan.ControlUnmade:
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
