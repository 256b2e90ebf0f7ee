package request

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
)

// unknownBroker, noRoute and bounces say why nothing can be put in writing to a
// broker, and what is left.
const (
	unknownBroker = "the broker is not in the catalogue; a file of it in the catalogue folder makes it known"

	noRoute = "no form, mailbox or postal address for a request is known; look for a privacy page on the site, and add what you find to the catalogue folder"
	bounces = "the only mailbox known there sends mail back, and neither form nor postal address is known; look for a privacy page on the site, and add what you find to the catalogue folder"
	byDROP  = "; California's platform reaches it: `whohasme drop sheet`"
)

// withheld are the demands of brokers that whohasme never meets. A way out
// with such a demand is taken only where there is no other.
var withheld = []string{"id-document", "national-e-id", "date-of-birth", "age-or-birth-year", "phone-verification", "account", "ssn", "payment"}

// policyRoute returns the way to ask a broker on its own policy, and what to
// ask: suppression by its own way; else the opt-out of sale it offers; else
// suppression by the form, mailbox or address it keeps for another ask. The
// last result says why there is none.
func (p *planner) policyRoute(b *brokers.Broker) (*brokers.OptOut, brokers.Ask, string) {
	why := noRoute
	if slices.ContainsFunc(b.OptOut, func(o brokers.OptOut) bool { return !o.Bounced.IsZero() }) {
		why = bounces
	}
	for _, try := range []struct {
		by       brokers.Ask // the ask that the route is for; empty: any
		ask      brokers.Ask
		channels []brokers.Channel
	}{
		{brokers.Suppress, brokers.Suppress, written},
		{brokers.OptOutOfSale, brokers.OptOutOfSale, written},
		{brokers.Delete, brokers.Suppress, written},
		{"", brokers.Suppress, []brokers.Channel{brokers.ByEmail, brokers.ByPost}},
	} {
		route := best(b, try.by, try.channels)
		if route == nil {
			continue
		}
		if err := p.Subject.Authority.Covers(string(try.ask), b.ID, p.Today); err != nil {
			why = err.Error()
			continue
		}
		return route, try.ask, ""
	}
	if p.dropReaches(b) {
		why += byDROP
	}
	return nil, "", why
}

// hubs returns the brokers whose opt-out is proven to be a broker's too, and
// takes a suppression in writing.
func (p *planner) hubs(b *brokers.Broker) (hubs []*brokers.Broker) {
	if p.Hubs == nil || p.Subject.Authority.Covers(string(brokers.Suppress), b.ID, p.Today) != nil {
		return nil
	}
	for _, hub := range p.Hubs(b.ID) {
		linked := slices.ContainsFunc(hub.Suppresses, func(s brokers.Suppression) bool { return s.ID == b.ID && proven(s) })
		if linked && hub.ID != b.ID && hub.Status != brokers.Retired && best(hub, brokers.Suppress, written) != nil {
			hubs = append(hubs, hub)
		}
	}
	return hubs
}

// proven reports whether there is dated evidence that an opt-out clears
// another broker.
func proven(s brokers.Suppression) bool { return s.Evidence != "" && !s.Date.IsZero() }

// Hubs returns, for each broker of a catalogue, those whose opt-out is known
// to clear it.
func Hubs(all []*brokers.Broker) func(id string) []*brokers.Broker {
	by := map[string][]*brokers.Broker{}
	for _, b := range all {
		for _, s := range b.Suppresses {
			if s.ID != b.ID {
				by[s.ID] = append(by[s.ID], b)
			}
		}
	}
	return func(id string) []*brokers.Broker { return by[id] }
}

// legalRoute returns the way to ask by an act: the broker's own for the ask,
// else a mailbox, else a postal address that it keeps for another ask. A
// notice to protect somebody at risk goes by letter before it goes by form,
// because a form has no room for it and gives no proof of what was said.
func (p *planner) legalRoute(b *brokers.Broker, ask brokers.Ask, notice bool) *brokers.OptOut {
	if p.Subject.Authority.Covers(string(ask), b.ID, p.Today) != nil {
		return nil
	}
	own, mail := written, []brokers.Channel{brokers.ByEmail}
	if notice {
		own = mail
	}
	for _, r := range []*brokers.OptOut{best(b, ask, own), best(b, "", mail), best(b, "", []brokers.Channel{brokers.ByPost})} {
		if r != nil {
			return r
		}
	}
	if notice {
		return best(b, ask, written)
	}
	return nil
}

// written are the channels a letter can take.
var written = []brokers.Channel{brokers.ByForm, brokers.ByEmail, brokers.ByPost}

// best returns the first of a broker's ways for an ask that demands nothing
// we withhold, else the first. A mailbox that bounces is none of them.
func best(b *brokers.Broker, ask brokers.Ask, channels []brokers.Channel) *brokers.OptOut {
	var first *brokers.OptOut
	for i := range b.OptOut {
		r := &b.OptOut[i]
		if ask != "" && r.Ask != ask || !slices.Contains(channels, r.By) || !r.Bounced.IsZero() || (r.By == brokers.ByForm && r.URL == "") || (r.By != brokers.ByForm && r.To == "") {
			continue
		}
		if !slices.ContainsFunc(r.Requires, func(s string) bool { return slices.Contains(withheld, s) }) {
			return r
		}
		if first == nil {
			first = r
		}
	}
	return first
}

// minutes estimates a person's time for one request. The figures are ours.
func minutes(r brokers.OptOut) int {
	n := map[brokers.Channel]int{brokers.ByForm: 5, brokers.ByEmail: 3, brokers.ByPost: 10}[r.By]
	for _, demand := range r.Requires {
		switch demand {
		case "record-url", "name", "email-address": // are in the letter
		case "id-document", "national-e-id":
			n += 10
		case "account", "payment":
			n += 5
		default: // captcha, email-verification and the like
			n += 2
		}
	}
	return n
}
