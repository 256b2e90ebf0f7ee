package sweep

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/match"
	"github.com/whohasme/whohasme/scan/sweep/doubt"
)

// seen is one page of a list and what was read from it, kept until it is known
// whether it has to prove that somebody is not listed.
type seen struct {
	page  *crawl.Page
	got   *extract.Reading
	first string // the name that was asked for
	last  string

	weighed *doubt.Frame // what it was held against; nil: nothing yet
	why     string       // what spoke against it then
}

// see notes a page of a list. Its tree is let go with what was learnt of it: a
// thousand visits may be under way.
func see(p *crawl.Page, got *extract.Reading, first, last string) *seen {
	p.Hold(got)
	return &seen{page: p, got: got.Bare(), first: first, last: last}
}

// against says what speaks against the page as proof. It is quickest right after
// the page was read, while its tree is there.
func (s *seen) against(f *doubt.Frame, r *extract.Reader, country string) string {
	if f == nil || s.weighed != f {
		s.weighed, s.why = f, f.Against(s.proof(r, country))
		s.page.Forget()
	}
	return s.why
}

// proof is the page as evidence that somebody is not listed.
func (s *seen) proof(r *extract.Reader, country string) *doubt.Page {
	doc, err := s.page.Document()
	if err != nil {
		return &doubt.Page{HTML: s.page.HTML}
	}
	p := &doubt.Page{HTML: s.page.HTML, Doc: doc, First: s.first, Last: s.last, Country: country, Forms: match.Forms}
	got, ok := s.page.Held().(*extract.Reading)
	if !ok { // the tree has been built again
		if got, err = r.ReadDocument(doc, s.page.URL); err != nil {
			return &doubt.Page{HTML: s.page.HTML}
		}
	}
	m := r.Marks(got)
	p.Counted, p.Paged = got.Total >= 0, got.Next != nil || got.More
	p.Records, p.Signs, p.Fields, p.Named, p.Words = m.Records, m.Signs, m.Fields, m.Names, r.Words()
	p.Have = map[string]int{}
	for _, rec := range s.got.Records {
		if !rec.Age.IsZero() || !rec.Born.IsZero() {
			p.Have["age"]++
		}
		if len(rec.Addresses) > 0 {
			p.Have["addresses"]++
		}
		p.Names = append(append(p.Names, rec.Name), rec.Aliases...)
	}
	return p
}

// weigh looks for what speaks against the pages where absence may have to be
// proven.
func (l *look) weigh(c *Control) {
	if l.complete && (len(l.client.Earlier) > 0 || !l.any(scan.Match)) {
		l.doubt = l.doubted(c)
	}
}

// doubted says what speaks against the pages of the visit as proof of absence,
// or nil. Pages that show the person need no proof.
func (l *look) doubted(c *Control) *scan.Fault {
	for _, s := range l.proofs {
		if why := s.against(c.Frame, l.reader.Reader, home(l.Broker)); why != "" {
			return &scan.Fault{Outcome: scan.Unreadable, Why: why}
		}
	}
	return nil
}

func home(b *brokers.Broker) string {
	if h := b.Home(); h != "" {
		return h
	}
	return "US"
}
