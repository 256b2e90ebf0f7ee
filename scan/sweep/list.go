package sweep

import (
	"context"
	"net/url"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract"
)

// source brings pages: a visit, or pages that are there already. Its error is
// that of ctx, or holds a *scan.Fault.
type source interface {
	Get(ctx context.Context, u *url.URL) (*crawl.Page, error)
}

// list is what one search said, over all its pages that were read.
type list struct {
	records []scan.Record
	nothing bool // the no-results sign was there
	whole   bool // nothing is left unread, and that is known
	hidden  bool // the page masks the names
	more    bool // the list is longer than the visit's budget
	rot          // of the page on which it was seen first
	read    []*seen
}

// readPage turns one page, known to be no wall, into a list by the definition,
// or into the fault that says why it cannot be one. names are those that the
// page was asked for: by them it is also read without the definition, and
// where that finds more, rot says what no longer fits.
func readPage(d *site, p *crawl.Page, names []scan.Name) (*extract.Reading, rot, *scan.Fault) {
	doc, err := p.Document()
	var got *extract.Reading
	if err == nil {
		got, err = d.ReadDocument(doc, p.URL)
	}
	if err != nil {
		if f, ok := err.(*scan.Fault); ok {
			return nil, rot{}, f
		}
		return nil, rot{}, &scan.Fault{Outcome: scan.Unreadable, Why: "the page could not be read by the definition"}
	}
	rotten := d.rot(doc, p, got, names)
	f := d.fault(got, rotten)
	return got, rotten, f
}

// fault says why a page that was read is no list, or nil.
func (d *site) fault(got *extract.Reading, rotten rot) *scan.Fault {
	unreadable := func(why string) *scan.Fault {
		if rotten.why != "" {
			why += "; " + rotten.why
		}
		return &scan.Fault{Outcome: scan.Unreadable, Why: why}
	}
	switch {
	case got.Nothing && len(got.Records) > 0:
		return unreadable("the page shows records and says that there are none")
	case got.Nothing && got.Total > 0:
		return unreadable("the page says that there are none and counts some")
	case (got.Nothing || got.Blocks == 0 && got.Total == 0) && rotten.missing:
		return unreadable("the page says that there are none and shows records")
	case got.Nothing, got.Blocks == 0 && got.Total == 0:
		got.Nothing = true // a total of none is a sign as well
	case got.Blocks == 0 && rotten.why != "":
		return unreadable("the definition finds no record")
	case got.Blocks == 0:
		return unreadable("the page shows neither a record nor the sign that there is none; the definition may have rotted")
	case len(got.Records) < got.Blocks && !got.Hidden:
		return unreadable("some records have no name that the definition can read")
	}
	return nil
}

// add joins one page to the list. last says that no further page will be read.
func (l *list) add(d *brokers.Definition, got *extract.Reading, last bool, rotten rot) *scan.Fault {
	l.rot.add(rotten)
	l.records = append(l.records, got.Records...)
	l.nothing = l.nothing || got.Nothing
	l.hidden = l.hidden || got.Hidden
	switch {
	case l.nothing && len(l.records) > 0:
		return &scan.Fault{Outcome: scan.Unreadable, Why: "a later page says that there is no record"}
	case l.nothing:
		l.whole = true
	case got.Total >= 0 && got.Total < len(l.records):
		return &scan.Fault{Outcome: scan.Unreadable, Why: "the page shows more records than it counts"}
	case got.Total >= 0 && got.Total == len(l.records):
		l.whole = true
	case got.Next != nil || got.More:
		l.more = last
	case got.Total > len(l.records):
		return &scan.Fault{Outcome: scan.Unreadable, Why: "the page counts more records than it shows"}
	case d.Complete.Next != "":
		l.whole = true // no next page is left, and no total says otherwise
	}
	l.whole = l.whole && !l.missing // who is missing from the list may be the subject
	return nil
}

// search reads one search to its end, to the visit's budget of pages, or until
// enough, given the records of each page, says that the answer is known. handle is called with every page that
// arrived, faulty ones included. Beside a fault the list holds what pages
// before it said, and nothing when it is the signs of the list that
// contradict.
func search(ctx context.Context, v source, d *site, names []scan.Name, s scan.Search, handle func(*crawl.Page), enough func([]scan.Record) bool) (*list, *scan.Fault, error) {
	l, u := &list{}, s.URL
	asked := map[string]bool{}
	for n := 1; ; n++ {
		asked[u.String()] = true
		p, err := v.Get(ctx, u)
		if p != nil {
			handle(p)
		}
		if err != nil {
			f, stop := asFault(ctx, err)
			return l, f, stop
		}
		got, rotten, f := readPage(d, p, names)
		if f != nil {
			return l, f, nil
		}
		again := got.Next != nil && asked[got.Next.String()]
		last := got.Next == nil || again || n >= d.def.Complete.Budget()
		if f := l.add(d.def, got, last, rotten); f != nil {
			return &list{}, f, nil
		}
		one := see(p, got, s.Query.First, s.Query.Last)
		l.read = append(l.read, one)
		known := enough(got.Records)
		if !known && d.frame != nil { // it will have to prove that nobody is listed
			one.against(d.frame, d.Reader, d.Country)
		}
		if last || l.whole {
			return l, nil, nil
		}
		if known {
			l.more = true
			return l, nil, nil
		}
		u = got.Next
	}
}
