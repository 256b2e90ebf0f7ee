package sweep

import (
	"context"
	"net/url"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// Diary is what a Sink may be besides: it keeps what an unfinished visit has
// got so far, so that after an interruption no query is asked again. Where a
// sink is none, an interrupted visit begins anew.
type Diary interface {
	// Step keeps one page of an unfinished visit.
	Step(Step) error
}

// Step is one page of an unfinished visit.
type Step struct {
	Subject    string        `json:"subject"`
	Broker     string        `json:"broker"`
	Definition string        `json:"definition"` // version
	Page       scan.Evidence `json:"page"`
	Body       []byte        `json:"-"`
	Packed     []byte        `json:"-"` // the body in gzip, where it is known
}

// diary brings pages out of what an interrupted visit has kept already, else
// from the site. A page is kept when the next one is about to be asked for: a
// visit of one page needs no diary.
type diary struct {
	from  source
	begun map[string]*crawl.Page // by the address asked for
	keep  func(*crawl.Page) error
	tell  func(format string, args ...any)
	count int         // pages asked for
	last  *crawl.Page // arrived, and not kept yet
	err   error       // why one could not be kept
}

// newDiary puts a diary before the site: of a visit for a subject, or, without
// one, of a control look. Without a Diary nothing is kept.
func (w *sweep) newDiary(subject string, begun []*crawl.Page, from source) *diary {
	d := &diary{from: from, begun: map[string]*crawl.Page{}, keep: func(*crawl.Page) error { return nil }}
	d.tell = func(format string, args ...any) { w.tell(subject, format, args...) }
	for _, p := range begun {
		if p.Asked != nil && keepable(p, p.Fault()) {
			d.begun[p.Asked.String()] = p
		}
	}
	if sink, ok := w.sink.(Diary); ok {
		version := Version(w.Broker.Search)
		d.keep = func(p *crawl.Page) error {
			e := p.Evidence()
			e.At = w.Now()
			return sink.Step(Step{subject, w.Broker.ID, version, e, p.Body, p.Packed})
		}
	}
	return d
}

// keepable reports whether a page settles a query: it can be read, or it is
// known not to be there. Walls and lines are tried again.
// A page as a browser drew it is drawn again.
func keepable(p *crawl.Page, err error) bool {
	return p != nil && p.Shot == nil && (err == nil || goneStatus(p))
}

// Get brings a page.
func (d *diary) Get(ctx context.Context, u *url.URL) (*crawl.Page, error) {
	return d.bring(ctx, u, d.from.Get)
}

// Own brings a record's own page.
func (d *diary) Own(ctx context.Context, u *url.URL) (*crawl.Page, error) {
	return d.bring(ctx, u, func(ctx context.Context, u *url.URL) (*crawl.Page, error) { return ownPage(ctx, d.from, u) })
}

func (d *diary) bring(ctx context.Context, u *url.URL, get func(context.Context, *url.URL) (*crawl.Page, error)) (*crawl.Page, error) {
	if p, ok := d.begun[u.String()]; ok {
		d.tell("a page that was there before the interruption")
		return p, p.Fault()
	}
	if d.flush(); d.err != nil {
		return nil, &scan.Fault{Outcome: scan.UnknownOutcome, Why: "what was seen could not be kept"}
	}
	d.count++
	d.tell("asks for page %d", d.count)
	p, err := get(ctx, u)
	if keepable(p, err) {
		d.last = p
	}
	return p, err
}

// flush keeps the page that arrived last.
func (d *diary) flush() {
	if d.last != nil && d.err == nil {
		d.err = d.keep(d.last)
		d.last = nil
	}
}

// resumed reports whether a page was got before an interruption.
func (d *diary) resumed(p *crawl.Page) bool {
	return d != nil && p.Asked != nil && d.begun[p.Asked.String()] == p
}
