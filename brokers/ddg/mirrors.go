package ddg

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
)

// maxMirrors is how many mirror sites of one broker are carried.
const maxMirrors = 500

// mirrors reads the sites that their client counts as found and removed
// together with the broker. A site in the broker's own domain becomes one of
// its hosts; any other is a broker of its own in the same family, because
// nobody has proven that it shows the same pages.
func (o *object) mirrors(b *brokers.Broker, latest *brokers.Date) []brokers.Broker {
	sites := o.objects("mirrorSites")
	if len(sites) > maxMirrors {
		o.lose("mirrorSites", "the rest of them", "too many for one broker")
		sites = sites[:maxMirrors]
	}
	seen := map[string]bool{b.ID: true}
	var out []brokers.Broker
	for _, s := range sites {
		m, ok := s.mirror(b, latest)
		if !ok {
			continue
		}
		if sameOwner(m.Domain, b.Domain) || m.ID == b.ID { // the latter a known host of the broker
			if m.Domain != b.Domain && !slices.Contains(b.Mirrors, m.Domain) {
				b.Mirrors = append(b.Mirrors, m.Domain)
			}
			continue
		}
		if seen[m.ID] {
			s.lose("url", m.Domain, "named before")
			continue
		}
		seen[m.ID] = true
		out = append(out, m)
		if cleared(b, &m) {
			day := dayOf(m.Sources)
			if day.IsZero() {
				day = *latest
			}
			if day.IsZero() {
				s.lose("optOutUrl", m.OptOut[0].URL, "the opt-out page is that of "+b.ID+"; a claim that one clears the other needs a day")
				continue
			}
			b.Suppresses = append(b.Suppresses, brokers.Suppression{ID: m.ID, Evidence: "its opt-out page is this broker's (ddg)", Date: day})
		}
	}
	return out
}

func (o *object) mirror(b *brokers.Broker, latest *brokers.Date) (brokers.Broker, bool) {
	site := o.text("url")
	name := plain(o.text("name"))
	if site == "" {
		site = name // older files name the site only
	}
	m := brokers.Broker{
		ID: o.r.id(hostOf(site)), Name: clip(name), Domain: hostOf(site), Family: b.Family,
		Category: b.Category, Country: b.Country, Status: brokers.Active,
	}
	added, removed := o.day("addedAt"), o.day("removedAt")
	if !removed.IsZero() {
		m.Status = brokers.Unknown
		o.lose("removedAt", removed.String(), "their client left the site on that day; it may live on, and is written as of unknown status")
	}
	if form := o.webAddress("optOutUrl"); form != "" {
		m.OptOut = []brokers.OptOut{{Ask: brokers.Suppress, By: brokers.ByForm, URL: form}}
	}
	o.rest()
	if m.ID == "" {
		o.lose("url", site, "not a host under a public suffix")
		return m, false
	}
	if m.Name == "" {
		m.Name = m.Domain
	}
	day := later(added, removed)
	*latest = later(*latest, day)
	m.Sources = source(day)
	return m, true
}

// cleared reports whether the opt-out page of a mirror lies with the broker.
func cleared(b, m *brokers.Broker) bool {
	if m.Status != brokers.Active || len(m.OptOut) == 0 {
		return false
	}
	_, rest, _ := strings.Cut(m.OptOut[0].URL, "://")
	host := hostOf(rest)
	return host != "" && sameOwner(host, b.Domain)
}

func later(a, b brokers.Date) brokers.Date {
	if b.After(a) {
		return b
	}
	return a
}

// source names the file as the source of a broker, as of the latest day that
// it speaks of.
func source(day brokers.Date) []brokers.Source {
	return []brokers.Source{{Name: "ddg", Date: brokers.When(day.String())}}
}

func dayOf(sources []brokers.Source) brokers.Date {
	d, _ := brokers.ParseDate(string(sources[0].Date))
	return d
}
