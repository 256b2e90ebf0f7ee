package sweep

import (
	"context"
	"net/http"
	"net/url"

	"github.com/whohasme/whohasme/scan"
)

// own is what a record's own page says.
type own struct {
	record *scan.Record
	state  scan.Outcome // Found, Absent, or why it could not be told
	page   string       // its hash
}

// profile opens a record's own page, once in a visit.
func (l *look) profile(ctx context.Context, address string) (own, error) {
	if o, done := l.opened[address]; done {
		return o, nil
	}
	o, err := l.openProfile(ctx, address)
	if err == nil {
		l.opened[address] = o
	}
	return o, err
}

func (l *look) openProfile(ctx context.Context, address string) (own, error) {
	u, err := url.Parse(address)
	if err != nil {
		return own{state: scan.UnknownOutcome}, nil
	}
	p, err := ownPage(ctx, l.pages, u)
	if p != nil {
		l.evidence(p)
	}
	if p != nil && (p.Status == http.StatusNotFound || p.Status == http.StatusGone) {
		return own{state: scan.Absent}, nil
	}
	if err != nil {
		f, stop := asFault(ctx, err)
		if stop != nil {
			return own{}, stop
		}
		return own{state: f.Outcome}, nil
	}
	doc, err := p.Document()
	if err != nil {
		return own{state: scan.Unreadable}, nil
	}
	r, gone, err := l.reader.ProfileDocument(doc, p.URL)
	switch {
	case err != nil:
		return own{state: scan.Unreadable}, nil
	case gone && r == nil:
		return own{state: scan.Absent}, nil
	case r != nil && !gone && r.Name != "":
		l.rotten.add(l.reader.rotOwn(doc, p, r, known(l.client.Subject)))
		return own{r, scan.Found, p.Hash()}, nil
	case r != nil && !gone:
		return own{r, scan.UnknownOutcome, p.Hash()}, nil
	}
	return own{state: scan.Unreadable}, nil
}

// recheck says what this visit saw of every finding made earlier. Old addresses
// are asked for only where the site may be.
func (l *look) recheck(ctx context.Context, fault *scan.Fault, c *Control, ask bool) error {
	for i := range l.client.Earlier {
		f := &l.client.Earlier[i]
		r := scan.Recheck{ID: f.ID, Search: l.bySearch(f, fault, c)}
		if f.Record.URL != "" && ask {
			address, err := l.byAddress(ctx, f)
			if err != nil {
				return err
			}
			r.Address = address
		}
		l.visit.Rechecks = append(l.visit.Rechecks, r)
	}
	return nil
}

func (l *look) bySearch(f *scan.Finding, fault *scan.Fault, c *Control) scan.Outcome {
	for _, j := range l.judged {
		if j.earlier == f {
			return scan.Found
		}
	}
	switch {
	case fault != nil:
		return fault.Outcome
	case l.complete && l.doubt == nil && !l.hidden && (c.State == scan.ControlWorked || c.State == scan.ControlLookAlike):
		return scan.Absent
	}
	return scan.UnknownOutcome
}

// byAddress asks for a finding's old address. A page that is there counts as
// the record when it names the person whom the record named.
func (l *look) byAddress(ctx context.Context, f *scan.Finding) (scan.Outcome, error) {
	o, err := l.profile(ctx, f.Record.URL)
	if err != nil {
		return scan.UnknownOutcome, err
	}
	if o.state == scan.Found {
		r := *o.record
		if !names([]scan.Record{r}, "", f.Record.Name) || replaced(f.Record.Record, r, yearsBetween(f.Last, l.Now())) {
			return scan.UnknownOutcome, nil // the address shows somebody else by now
		}
	}
	return o.state, nil
}
