package sweep

import (
	"net/url"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// Asks reports whether a visit to the broker asks the site anything.
func Asks(b *brokers.Broker, m Means) bool { return unasked(b, m) == nil }

// Foresight is what a visit would ask. Pages that follow from answers, such as
// the next page of a list, cannot be foreseen.
type Foresight struct {
	Searches []scan.Search
	Controls []string      // addresses
	Robots   string        // address
	Profiles []string      // own pages of earlier findings
	Why      string        // why nothing is asked
	Opens    []scan.Search // what the person would open, and fill in, where nothing is asked
	Got      int           // searches that were answered before an interruption and are not made again
	Partial  bool          // more names and places than one visit asks for
}

// Foresee says what a visit on a day would ask, and asks nobody. All common
// names are listed; the second is asked only where the first reads as nothing.
func Foresee(t Task, c Client, day brokers.Date, m Means) Foresight {
	searches, whole, err := scan.Searches(c.Subject, t.Broker, day)
	if f := unasked(t.Broker, m); f != nil {
		return Foresight{Why: f.Why, Opens: searches}
	}
	if err != nil {
		return Foresight{Why: "the search address needs a fact that is not given or may not be told"}
	}
	if m.Person {
		return Foresight{Searches: searches, Partial: !whole} // nothing is asked beside what the person sees
	}
	f := Foresight{Robots: robotsOf(searches[0].URL), Partial: !whole}
	for _, s := range searches {
		if got(c.Begun, s.URL) {
			f.Got++
			continue
		}
		f.Searches = append(f.Searches, s)
	}
	for _, e := range c.Earlier {
		if e.Record.URL != "" {
			f.Profiles = append(f.Profiles, e.Record.URL)
		}
	}
	if t.Control.Fits(t.Broker, day) {
		return f
	}
	invented := commonNames(t.Broker.Country)[0]
	invented.First, invented.Last = Invented(t.Broker.ID, day)
	for _, q := range append(slices.Clone(commonNames(t.Broker.Country)), invented) {
		if u, err := t.Broker.Search.URL.Address(q, t.Broker.Search.Ages); err == nil && !got(t.Begun, u) {
			f.Controls = append(f.Controls, u.String())
		}
	}
	return f
}

// got reports whether an interrupted visit has the answer to an address.
func got(begun []*crawl.Page, u *url.URL) bool {
	return slices.ContainsFunc(begun, func(p *crawl.Page) bool {
		return p.Asked != nil && p.Asked.String() == u.String() && keepable(p, p.Fault())
	})
}

func robotsOf(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}).String()
}
