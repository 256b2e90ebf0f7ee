package sweep

import (
	"context"
	"fmt"
	"net/url"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract"
)

// Means say by what else than plain requests pages can be reached.
type Means struct {
	Browser bool // there is a browser on this machine
	Person  bool // a person sits before it: every broker is looked at with them
}

// means are those of a setup.
func (s Setup) means() Means {
	return Means{Browser: s.Browser != nil, Person: s.Browser != nil && s.Person != nil}
}

// open begins a look by the definition's way; end ends it. kept finds what an
// earlier look kept of a page; nil: nothing.
func (w *sweep) open(kept func(context.Context, *url.URL) (crawl.Kept, bool)) (p source, end func()) {
	if w.Broker.Search.Way != brokers.Browser || w.Browser == nil {
		v := w.Crawler.Visit(w.Broker)
		v.Remember(kept)
		return v, func() {}
	}
	v := w.Browser.Visit(w.Broker, w.listSight(), w.ownSight)
	return v, v.Close
}

// ownPage brings a record's own page.
func ownPage(ctx context.Context, p source, u *url.URL) (*crawl.Page, error) {
	if b, ok := p.(interface {
		Own(context.Context, *url.URL) (*crawl.Page, error)
	}); ok {
		return b.Own(ctx, u)
	}
	return p.Get(ctx, u)
}

// listSight says what a page of results that is being drawn would read as.
func (w *sweep) listSight() func(string, *url.URL) (string, bool) {
	var wait *extract.Sign
	if s := w.Broker.Search.Wait; s != "" {
		wait, _ = extract.CompileSign(s) // one that cannot be used is waited for in vain
	}
	return func(html string, at *url.URL) (string, bool) {
		got, err := w.reader.Read(html, at)
		if err == nil && wait != nil && !got.Nothing && !wait.On(html) {
			return "", false
		}
		if err != nil || got.Blocks == 0 && !got.Nothing && got.Total != 0 {
			return "", false
		}
		names := ""
		for _, r := range got.Records {
			names += r.Name + "\n"
		}
		return fmt.Sprint(got.Blocks, got.Total, got.Nothing, got.Next, got.More, names), got.Blocks == 0
	}
}

// ownSight says what a record's own page that is being drawn would read as.
func (w *sweep) ownSight(html string, at *url.URL) (string, bool) {
	r, gone, err := w.reader.Profile(html, at)
	switch {
	case err != nil:
		return "", false
	case gone:
		return "gone", true
	case r != nil:
		return fmt.Sprint(r.Name, len(r.Phones), len(r.Emails), len(r.Addresses), len(r.Relatives), len(r.Aliases)), false
	}
	return "", false
}
