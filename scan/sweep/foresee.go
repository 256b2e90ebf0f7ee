package sweep

import (
	"net/url"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Asks reports whether a visit to the broker asks the site anything.
func Asks(b *brokers.Broker, m Means) bool { return unasked(b, m) == nil }

// Foresight is what a visit would ask. Pages that follow from answers, such as
// the next page of a list, cannot be foreseen.
type Foresight struct {
	Searches []scan.Search
	Controls []string // addresses
	Robots   string   // address
	Profiles []string // own pages of earlier findings
	Why      string   // why nothing is asked
}

// Foresee says what a visit on a day would ask, and asks nobody. All common
// names are listed; the second is asked only where the first reads as nothing.
func Foresee(t Task, c Client, day brokers.Date, m Means) Foresight {
	if f := unasked(t.Broker, m); f != nil {
		return Foresight{Why: f.Why}
	}
	searches, _, err := scan.Searches(c.Subject, t.Broker, day)
	if err != nil {
		return Foresight{Why: "the search address needs a fact that is not given or may not be told"}
	}
	if m.Person {
		return Foresight{Searches: searches} // nothing is asked beside what the person sees
	}
	f := Foresight{Searches: searches, Robots: robotsOf(searches[0].URL)}
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
	for _, q := range append(commonNames(t.Broker.Country), invented) {
		if u, err := t.Broker.Search.URL.Address(q, t.Broker.Search.Ages); err == nil {
			f.Controls = append(f.Controls, u.String())
		}
	}
	return f
}

func robotsOf(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}).String()
}
