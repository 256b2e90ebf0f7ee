package sweep

import (
	"net/url"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract"
)

// given is one page with what the definition reads in it.
type given struct {
	page    *crawl.Page
	reading *extract.Reading // of a list
	rot     rot              // of a list
	own     scan.Record      // of a record's own page
}

// sorted are given pages by what they are.
type sorted struct {
	groups  [][]*given // the pages of one list each, in order
	records []*given   // records' own pages that show a record
	owns    int        // records' own pages, those that are gone included
	faults  []*scan.Fault
	lists   bool // a page shows records as the definition describes them
}

// sort tells lists from records' own pages and from what is neither. An own
// page stands at the address of an earlier finding or of a listed record, or
// reads as nothing else.
func (l *look) sort(pages []*crawl.Page) sorted {
	var s sorted
	var lists []*given
	var rest []*crawl.Page
	owned := l.owned()
	for _, p := range l.newest(pages) {
		if owned[addressOf(p)] || faultOf(p) != nil {
			rest = append(rest, p)
			continue
		}
		got, rotten, f := l.readPage(p)
		if f != nil {
			rest = append(rest, p)
			continue
		}
		lists = append(lists, &given{page: p, reading: got, rot: rotten})
	}
	for _, p := range lists {
		for _, r := range p.reading.Records {
			if u, err := url.Parse(r.URL); err == nil && r.URL != "" {
				owned[address(u)] = true
			}
		}
	}
	var wholes []*given
	for _, p := range lists {
		if u := addressOf(p.page); u != "" && owned[u] && len(lists) > 1 {
			rest = append(rest, p.page)
			continue
		}
		wholes = append(wholes, p)
		s.lists = s.lists || asList(p.reading)
	}
	for _, p := range rest {
		l.sortRest(&s, p, owned[addressOf(p)])
	}
	s.groups = group(wholes)
	return s
}

// readPage reads a page as a list. The links of one that does not say where it
// came from are taken for the broker's own.
func (l *look) readPage(p *crawl.Page) (*extract.Reading, rot, *scan.Fault) {
	if p.URL != nil || l.Broker.Domain == "" {
		return readPage(l.reader, p, known(l.client.Subject))
	}
	there := *p
	there.URL = &url.URL{Scheme: "https", Host: l.Broker.Domain, Path: "/"}
	return readPage(l.reader, &there, known(l.client.Subject))
}

// sortRest sorts a page that is no list.
func (l *look) sortRest(s *sorted, p *crawl.Page, owned bool) {
	f := faultOf(p)
	if owned {
		s.owns++
	}
	switch {
	case f != nil && owned && goneStatus(p):
	case f != nil:
		s.faults = append(s.faults, f)
	default:
		if r, gone := l.ownRecord(p); r != nil {
			s.records = append(s.records, &given{page: p, own: *r})
		} else if gone {
			s.owns++
		} else if _, _, f := l.readPage(p); f != nil && !owned {
			s.faults = append(s.faults, f)
		}
	}
}

// owned are the addresses of earlier findings.
func (l *look) owned() map[string]bool {
	m := map[string]bool{}
	for _, f := range l.client.Earlier {
		if u, err := url.Parse(f.Record.URL); err == nil && f.Record.URL != "" {
			m[address(u)] = true
		}
	}
	return m
}

// newest leaves out what is given twice, and of several pages at one address of
// a search those that a later one, or one that is no wall, takes the place of.
func (l *look) newest(pages []*crawl.Page) []*crawl.Page {
	var out []*crawl.Page
	at := map[string]int{}
	for _, p := range pages {
		key := p.Hash() + addressOf(p)
		if p.URL != nil && shaped(l.Broker.Search.URL, p.URL) {
			key = addressOf(p)
		}
		i, twice := at[key]
		switch {
		case !twice:
			at[key] = len(out)
			out = append(out, p)
		case faultOf(p) == nil && (faultOf(out[i]) != nil || p.At.After(out[i].At)):
			out[i] = p
		}
	}
	return out
}

// asList reports whether a page reads as a list of records, as a control wants
// it.
func asList(got *extract.Reading) bool {
	named := slices.ContainsFunc(got.Records, func(r scan.Record) bool { return r.Name != "" })
	return named && !got.Nothing && (got.Total < 0 || got.Total >= len(got.Records))
}

// ReadsAsList reports whether a page shows, by the broker's definition, a list
// of records: then the definition still read truly on the page's day.
func ReadsAsList(b *brokers.Broker, p *crawl.Page) bool {
	if !b.Search.Reads() || faultOf(p) != nil {
		return false
	}
	r, err := compile(b)
	if err != nil {
		return false
	}
	got, _, f := readPage(r, p, nil)
	return f == nil && asList(got)
}

// ownRecord reads a page as that of a single record. A name alone may be that
// of anything, so another fact is wanted beside it.
func (l *look) ownRecord(p *crawl.Page) (rec *scan.Record, gone bool) {
	doc, err := p.Document()
	if err != nil {
		return nil, false
	}
	r, gone, err := l.reader.ProfileDocument(doc, p.URL)
	if err != nil || gone || r == nil || r.Name == "" {
		return nil, err == nil && gone
	}
	if r.Age.IsZero() && r.Born.IsZero() && len(r.Addresses)+len(r.Phones)+len(r.Emails)+len(r.Relatives) == 0 {
		return nil, false
	}
	if p.URL != nil {
		r.URL = p.URL.String()
	}
	return r, false
}
