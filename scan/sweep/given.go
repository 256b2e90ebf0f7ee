package sweep

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/match"
)

// Given is a look whose pages are there already: a person saved them, or an
// earlier visit sealed them. Reading it asks nobody.
type Given struct {
	Broker  *brokers.Broker
	Client  Client
	Pages   []*crawl.Page // of one day, in any order; lists, and records' own pages
	Control Control       // what is known of the definition besides these pages
	Way     brokers.Way
	At      time.Time // of the look
	Said    bool      // At is a person's word, not the pages' own
	Ours    bool      // the pages are what searches for the subject brought; else they have to show it
	All     bool      // and every search was made
}

// undefined is why a page of a broker without a definition says nothing yet.
const undefined = "no definition says how this site's pages read; the page is kept, and `whohasme scan --reread` reads it once one does"

// recognised is why a record of such a page is possible at most.
const recognised = "no definition says how this site's pages read; a record that may be the subject's was recognised without one"

// unproven is why a page that shows nobody proves nothing.
const unproven = "no page of this site read as a list within seven days of this one, so nobody knows whether the definition still reads; save the page of a common name as well"

// ReadGiven decides what given pages establish, by the rules of a visit.
// Absence takes, besides, that the pages are whole answers to every search for
// the subject, and that some page of the definition read as a list within
// seven days; a list among the pages themselves is one. other says that the
// pages answer searches for somebody else: then they are no look for the
// subject at all. The error is that of a definition that cannot be used.
func ReadGiven(g Given) (r Result, other bool, err error) {
	l := &look{sweep: &sweep{Task: Task{Broker: g.Broker}, Setup: Setup{Now: func() time.Time { return g.At }}},
		client: g.Client, matcher: match.New(g.Client.Subject), opened: map[string]own{}}
	l.visit = scan.Visit{
		Subject: g.Client.Subject.ID, Broker: g.Broker.ID, Way: string(g.Way), Control: g.Control.State, At: g.At, Said: g.Said,
		Versions: scan.Versions{Matcher: match.Version},
	}
	if l.visit.Control == "" {
		l.visit.Control = scan.ControlNone
	}
	for _, p := range g.Pages {
		l.visit.Pages = append(l.visit.Pages, p.Evidence())
		l.bodies = append(l.bodies, p.Body)
	}
	if !g.Broker.Search.Reads() {
		l.readUndefined(g.Pages)
		return Result{Visit: l.visit, Pages: l.bodies}, false, nil
	}
	l.visit.Versions.Definition = Version(g.Broker.Search)
	if l.reader, err = compile(g.Broker); err != nil {
		return Result{}, false, fmt.Errorf("read pages of broker %q: %w", g.Broker.ID, err)
	}
	l.pages = newShelf(g.Pages)
	outcome, other, err := l.read(g)
	if err != nil {
		return Result{}, false, err
	}
	l.visit.Outcome, l.visit.Why = outcome.Outcome, outcome.Why
	return Result{Visit: l.visit, Pages: l.bodies}, other, nil
}

// readUndefined reads pages that no definition describes. What it recognises on
// them is possible at most, and what it does not proves nothing.
func (l *look) readUndefined(pages []*crawl.Page) {
	l.blind = true
	for _, p := range pages {
		if faultOf(p) != nil {
			continue
		}
		got := ReadUndefined(p, l.Broker.Home(), l.client.Subject, brokers.DateOf(l.Now()))
		list := make([]scan.Record, len(got.Records))
		for i := range got.Records {
			list[i] = got.Records[i].Record
		}
		l.judgePage(&given{page: p}, list)
	}
	l.visit.Outcome, l.visit.Why = scan.UnknownOutcome, undefined
	if l.any(scan.Possible) {
		l.visit.Outcome, l.visit.Why = scan.Maybe, recognised
	}
	l.keep(l.visit.Outcome.Answered())
}

// read sorts the pages, judges what they show, and decides.
func (l *look) read(g Given) (scan.Fault, bool, error) {
	ctx := context.Background() // nothing is asked, so nothing is waited for
	s := l.sort(g.Pages)
	if (s.lists || len(s.records) > 0) && l.visit.Control != scan.ControlLookAlike {
		l.visit.Control = scan.ControlWorked
	}
	c := &Control{State: l.visit.Control, Why: g.Control.Why, Frame: g.Control.Frame}
	if c.State == scan.ControlNone {
		c.Why = unproven
	}
	fault, gap, other := l.take(s, g)
	if err := l.openProfiles(ctx); err != nil {
		return scan.Fault{}, false, err
	}
	l.weigh(c)
	if err := l.recheck(ctx, fault, c, true); err != nil {
		return scan.Fault{}, false, err
	}
	outcome := l.decide(fault, c)
	switch {
	case outcome.Outcome == scan.UnknownOutcome && l.more:
		outcome.Why = join(gap, "the list goes on in pages that are not given, or does not say where it ends")
	case outcome.Outcome == scan.UnknownOutcome && gap != "":
		outcome.Why = gap
	}
	outcome.Why = l.rotten.beside(outcome.Why)
	l.keep(outcome.Outcome.Answered())
	return outcome, other && !outcome.Outcome.Answered(), nil
}

// take judges the records of the sorted pages. gap says what keeps them from
// being an answer about the subject, where nothing is wrong with them.
func (l *look) take(s sorted, g Given) (fault *scan.Fault, gap string, other bool) {
	searches, whole, err := scan.Searches(l.client.Subject, l.Broker, brokers.DateOf(g.At))
	answered := map[int]bool{}
	unsaid, others := 0, 0
	l.complete = true
	for _, f := range s.faults {
		fault = graver(fault, f)
	}
	// Lists of other names come last: whom they share with a list of the subject's
	// is counted, the rest, such as all of a common name's, is not.
	foreign := func(group []*given) int {
		if _, elsewhere := answers(l.Broker, searches, group[0].page, false); elsewhere && !g.Ours {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(s.groups, func(a, b []*given) int { return foreign(a) - foreign(b) })
	for _, group := range s.groups {
		before := len(l.judged)
		got, f := l.join(group)
		if foreign(group) > 0 {
			for _, j := range l.judged[before:] {
				j.foreign = true
			}
		}
		l.rotten.add(got.rot)
		l.hidden, l.more = l.hidden || got.hidden, l.more || f == nil && !got.whole && foreign(group) == 0 // how far another search goes is no matter
		if f != nil {
			fault = graver(fault, f)
			continue
		}
		which, elsewhere := answers(l.Broker, searches, group[0].page, got.nothing)
		switch {
		case elsewhere && !g.Ours:
			others++
		case len(which) == 0 && !g.Ours:
			unsaid++
		}
		for _, p := range group {
			if !elsewhere || g.Ours {
				l.proofs = append(l.proofs, see(p.page, p.reading, "", lastNames(l.client.Subject)))
			}
		}
		for _, i := range which {
			answered[i] = answered[i] || got.whole
		}
	}
	for _, p := range s.records {
		l.judgePage(p, []scan.Record{p.own})
	}
	switch {
	case g.All:
	case err != nil:
		gap = "the search address needs a fact that is not given or may not be told"
	case len(s.groups) == 0 && s.owns+len(s.records) > 0:
		gap = "the page of one record says nothing about the others"
	case len(s.groups) == 0:
	case others > 0 && others == len(s.groups):
		gap = "the page answers another search than one for this subject"
	case len(answered) == 0 && unsaid > 0:
		gap = "the page does not say whom it was searched for; save it in a form that keeps its address, or name that with --url"
	case g.Ours && len(answered) < len(searches):
		gap = "not every name and place was asked for"
	case len(answered) < len(searches):
		gap = fmt.Sprintf("the page answers %d of the %d searches for this subject; `whohasme scan --dry-run` shows them all", len(answered), len(searches))
	case !whole:
		l.partial = true
	}
	if gap == "" && !g.Ours && len(s.groups) > 0 && !l.more && !l.partial {
		fault = nil // what failed was saved again
	}
	l.complete = l.complete && gap == "" && !l.more && !l.partial && fault == nil && len(s.groups) > 0
	return fault, gap, others > 0 && others == len(s.groups) && s.owns+len(s.records)+len(s.faults) == 0
}

// join reads the pages of one list, in order, and judges their records.
func (l *look) join(group []*given) (*list, *scan.Fault) {
	got := &list{}
	for i, p := range group {
		if f := got.add(l.Broker.Search, p.reading, i == len(group)-1, p.rot); f != nil {
			return &list{hidden: got.hidden}, f
		}
		l.judgePage(p, p.reading.Records)
		if p.reading.Next != nil && i < len(group)-1 && !sameAddress(p.reading.Next, group[i+1].page.URL) {
			got.more = true // a page between them is not given
		}
	}
	first := group[0].page.URL
	if counted := group[len(group)-1].reading.Total >= 0; got.more || !got.nothing && !counted && (first == nil || pageNumber(first) > 1) {
		got.whole = false // pages before the first one may exist
	}
	return got, nil
}

// judgePage gives the records of one page their verdicts.
func (l *look) judgePage(p *given, records []scan.Record) {
	before := len(l.judged)
	l.judge(records)
	for _, j := range l.judged[before:] {
		j.pages = []string{p.page.Hash()}
	}
}

// faultOf is what a given page is instead of a page to be read, or nil.
func faultOf(p *crawl.Page) *scan.Fault {
	var f *scan.Fault
	if errors.As(p.Fault(), &f) {
		return f
	}
	return nil
}

func goneStatus(p *crawl.Page) bool {
	return p.Status == http.StatusNotFound || p.Status == http.StatusGone
}

// errNotGiven is the fault of a page that is not among the given ones.
var errNotGiven = &scan.Fault{Outcome: scan.UnknownOutcome, Why: "the page is not among those given"}

// shelf brings given pages by their addresses.
type shelf map[string]*crawl.Page

func newShelf(pages []*crawl.Page) shelf {
	s := shelf{}
	for _, p := range pages {
		for _, u := range []*url.URL{p.URL, p.Asked} {
			if u != nil {
				s[address(u)] = p
			}
		}
	}
	return s
}

// Get brings a given page. Beside the fault that it is stands the page itself.
func (s shelf) Get(_ context.Context, u *url.URL) (*crawl.Page, error) {
	p, ok := s[address(u)]
	if !ok {
		return nil, errNotGiven
	}
	return p, p.Fault()
}
