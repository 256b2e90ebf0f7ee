package main

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// openOne opens the one page of a file that is to be read. Of an archive of
// several it is the one at --url, or the only one of the site that is named or
// known: what a page loads into its frames is of others.
func (p *program) openOne(file string, f readFlags) (*crawl.Page, error) {
	var said *url.URL
	if f.url != "" {
		var err error
		if said, err = url.Parse(f.url); err != nil || said.Host == "" || said.Scheme != "http" && said.Scheme != "https" {
			return nil, usage("--url: want the address that the page came from, beginning with http:// or https://")
		}
	}
	pages, err := crawl.OpenAll(file)
	if err != nil {
		return nil, err
	}
	if len(pages) == 1 {
		if said != nil {
			pages[0].URL = said
		}
		return pages[0].Page, pages[0].Err()
	}
	ours, err := p.ofSite(f, said)
	if err != nil {
		return nil, err
	}
	var picked []crawl.Saved
	for _, s := range pages {
		if s.URL == nil || !ours(s.URL) {
			continue
		}
		if n := len(picked); n > 0 && samePlace(picked[n-1].URL, s.URL) {
			picked[n-1] = s // asked for once more, as after a check
			continue
		}
		picked = append(picked, s)
	}
	switch {
	case len(picked) == 1:
		return picked[0].Page, picked[0].Err()
	case said != nil:
		return nil, several("the archive holds %d pages, and %s is at the address of --url", len(pages), map[bool]string{true: "none", false: "more than one"}[len(picked) == 0])
	}
	return nil, several("the archive holds %d pages; say with --url which one, or read all of them with `whohasme scan --page`", len(pages))
}

func several(format string, args ...any) error {
	return &scan.Fault{Outcome: scan.Unreadable, Why: fmt.Sprintf(format, args...)}
}

// ofSite reports whether an address is the one that is said, else one of the
// broker that is named, else one of any broker that is known.
func (p *program) ofSite(f readFlags, said *url.URL) (func(*url.URL) bool, error) {
	if said != nil {
		return func(u *url.URL) bool { return samePlace(u, said) }, nil
	}
	if f.broker != "" || f.definition != "" {
		b, err := p.definitionFor(nil, f)
		if err != nil {
			return nil, err
		}
		return b.Serves, nil
	}
	cat, err := p.loadCatalogue()
	if err != nil {
		return nil, err
	}
	return func(u *url.URL) bool { return cat.ByAddress(u) != nil }, nil
}

// samePlace compares addresses without their fragments.
func samePlace(a, b *url.URL) bool {
	return strings.EqualFold(a.Host, b.Host) && strings.TrimSuffix(a.Path, "/") == strings.TrimSuffix(b.Path, "/") && a.RawQuery == b.RawQuery
}

// tellUnread says why a file cannot be read, for programs also as the one object
// that they expect.
func (p *program) tellUnread(err error, f readFlags) error {
	var fault *scan.Fault
	if !errors.As(err, &fault) || !f.json || f.suggest {
		return err
	}
	r := pageRead{Broker: f.broker, Outcome: fault.Outcome, Why: fault.Why, Control: scan.ControlNone, Records: []scan.Judged{}}
	if f.definition != "" {
		if b, err := brokers.ReadFile(f.definition); err == nil {
			r.Broker = b.ID
		}
	}
	return errors.Join(render.JSON(p.out, r), err)
}
