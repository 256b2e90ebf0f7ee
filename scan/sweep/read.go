package sweep

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/match"
	"github.com/whohasme/whohasme/scan/sweep/doubt"
)

// Page is what one saved page says. Its outcome rests on no control: it is
// never proof of absence for the vault.
type Page struct {
	Outcome scan.Outcome
	Why     string
	Records []scan.Judged // unmasked; verdicts are empty without a subject
	ReadBy  By            // empty: nothing was read
	How     []string      // of each record: which element it was and why, without facts
}

// By is a way to read a page.
type By string

// The ways to read a page.
const (
	BySelectors By = "selectors" // by a definition
	ByStructure By = "structure" // by what the page tells machines
	ByText      By = "text"      // by the blocks of its text
)

// Read reads one saved page by a broker's definition. Without a subject the outcome is
// unknown unless the page is not one that the definition describes.
func Read(b *brokers.Broker, p *crawl.Page, s *scan.Subject, day brokers.Date) (Page, error) {
	r, err := compile(b)
	if err != nil {
		return Page{}, err
	}
	if f := faultOf(p); f != nil {
		return Page{Outcome: f.Outcome, Why: f.Why}, nil
	}
	got, rotten, f := readPage(r, p, known(s))
	if f == nil {
		l := &list{}
		if f = l.add(b.Search, got, true, rotten); f == nil {
			out := judgePage(l, s, day)
			if out.Outcome == scan.Absent {
				if why := speaksAgainst(b, r.Reader, p, got, s); why != "" {
					out.Outcome, out.Why = scan.Unreadable, l.beside(why)
				}
			}
			return out, nil
		}
	}
	return Page{Outcome: f.Outcome, Why: f.Why, ReadBy: BySelectors}, nil
}

// ReadOwn reads one saved page of a single record by a broker's definition, and
// says which of its selectors do not seem to fit.
func ReadOwn(b *brokers.Broker, p *crawl.Page, s *scan.Subject) (rec *scan.Record, why string, err error) {
	r, err := compile(b)
	if err != nil {
		return nil, "", err
	}
	doc, err := p.Document()
	if err != nil {
		return nil, "", err
	}
	rec, gone, err := r.ProfileDocument(doc, p.URL)
	if err != nil || gone {
		return nil, "", err
	}
	rotten := r.rotOwn(doc, p, rec, known(s))
	return rec, rotten.why, nil
}

func judgePage(l *list, s *scan.Subject, day brokers.Date) (p Page) {
	p = Page{Records: make([]scan.Judged, len(l.records)), ReadBy: BySelectors}
	defer func() {
		p.Why = l.beside(p.Why)
	}()
	for i, r := range l.records {
		p.Records[i] = scan.Judged{Record: r}
	}
	if s == nil {
		p.Why = "no subject was given"
		return p
	}
	m := match.New(s)
	best := scan.Other
	for i := range p.Records {
		p.Records[i] = m.Judge(p.Records[i].Record, day)
		if v := p.Records[i].Verdict; v == scan.Match || v == scan.Possible && best == scan.Other {
			best = v
		}
	}
	switch {
	case best == scan.Match:
		p.Outcome = scan.Found
	case best == scan.Possible:
		p.Outcome = scan.Maybe
	case l.missing:
		p.Outcome, p.Why = scan.Unreadable, l.why
	case l.hidden:
		p.Outcome, p.Why = scan.Maybe, "the page hides the names"
	case l.whole:
		p.Outcome, p.Why = scan.Absent, "by this page alone; no control look was made"
	default:
		p.Why = "the list goes on elsewhere, or does not say where it ends"
	}
	return p
}

// lastNames are those that a page may have been asked for.
func lastNames(s *scan.Subject) string {
	lasts := make([]string, len(s.Names))
	for i, n := range s.Names {
		lasts[i] = n.Last
	}
	return strings.Join(lasts, " ")
}

// speaksAgainst says why a saved page proves nothing about a person whom it
// does not show.
func speaksAgainst(b *brokers.Broker, r *extract.Reader, p *crawl.Page, got *extract.Reading, s *scan.Subject) string {
	proof := see(p, got, "", lastNames(s)).proof(r, home(b))
	return (*doubt.Frame)(nil).Against(proof)
}
