package sweep

import (
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/extract"
	"github.com/whohasme/whohasme/scan/extract/agree"
	"github.com/whohasme/whohasme/scan/sweep/doubt"
	"golang.org/x/net/html"
)

// site is how one broker's pages are read.
type site struct {
	*extract.Reader
	def   *brokers.Definition
	watch agree.Watch
	frame *doubt.Frame // of the day's control; nil: not known yet
}

// rot is what a page shows that the definition does not read.
type rot struct {
	why     string // empty: nothing
	missing bool   // records are missing
}

// rot holds what the definition read against what the page says without it.
func (d *site) rot(doc *html.Node, p *crawl.Page, got *extract.Reading, names []scan.Name) rot {
	return rotOf(d.watch.Check(agree.Page{Doc: doc, URL: p.URL, Country: d.Country, Names: names, Definition: d.def, Reading: got}))
}

// rotOwn does so for a record's own page.
func (d *site) rotOwn(doc *html.Node, p *crawl.Page, got *scan.Record, names []scan.Name) rot {
	if d.def.Profile == nil {
		return rot{}
	}
	return rotOf(agree.Own(agree.Page{Doc: doc, URL: p.URL, Country: d.Country, Names: names, Definition: d.def}, *got))
}

func rotOf(list []agree.Rot) rot {
	var out rot
	var parts []string
	for _, r := range list {
		out.missing = out.missing || r.Missing
		parts = append(parts, r.String())
	}
	out.why = strings.Join(parts, "; ")
	return out
}

// add keeps what was seen first, and above it what is missing.
func (r *rot) add(other rot) {
	if r.why == "" || !r.missing && other.missing {
		*r = other
	}
}

// beside adds the rot to the reason of an outcome that does not tell it yet.
func (r *rot) beside(why string) string {
	if strings.Contains(why, r.why) {
		return why
	}
	return join(why, r.why)
}

// known are the names to read a subject's pages by, safe ones included: none
// of them leaves the machine by it.
func known(s *scan.Subject) []scan.Name {
	if s == nil {
		return nil
	}
	return append(append([]scan.Name{}, s.Names...), s.Safe.Names...)
}
