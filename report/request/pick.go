package request

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

// Notes on a broker that the person picked.
const (
	noteUnseen = "Nobody can look whether it has you: the letter tells it your name, which it may not have had. Pick only those that matter to you."
	noteChecks = "It checks identities for banks or health care; without its record you may have to prove yourself there in another way."
)

// picks makes one opt-out for each broker that the person picked and that
// nobody can look at: with the person's name and the reply address, and
// nothing else that was not chosen (disclosure rule 9).
func (p *planner) picks() []report.Request {
	var requests []report.Request
	for _, id := range p.Choices.Pick {
		r, why := p.pick(id)
		if why != "" {
			p.skip(id, why)
			continue
		}
		requests = append(requests, r)
	}
	return requests
}

func (p *planner) pick(id string) (report.Request, string) {
	b, ok := p.Brokers(id)
	name := openName(p.Subject)
	var no report.Request
	switch {
	case !ok:
		return no, unknownBroker
	case p.kits[id] != nil:
		return no, "it lists you, so it is asked about that"
	case b.Status == brokers.Retired:
		return no, "it is closed, by what the catalogue knows"
	case p.dropReaches(b):
		return no, "California's platform reaches it, and tells it no name: `whohasme drop sheet`"
	case name == "" || p.guard.text(name):
		return no, "there is no name of yours that may be told"
	}
	if _, visible := b.Look(); visible {
		return no, "it can be looked at first, which tells it less than a letter: `whohasme scan --broker " + id + "`"
	}
	if err := p.Subject.Authority.Covers(string(brokers.OptOutOfSale), id, p.Today); err != nil {
		return no, err.Error()
	}
	k := &kit{broker: b}
	r, why := p.pickBy(k)
	if why != "" {
		return no, why
	}
	r.Besides, r.Note = true, noteUnseen
	if b.Category == brokers.IdentityCheck {
		r.Note += " " + noteChecks
	}
	tell(&r, report.Told{Kind: PrintedName, Fact: name, Chosen: true})
	return r, ""
}

// pickBy asks on an act where the person chose to tell where they live, and
// else on the broker's own policy.
func (p *planner) pickBy(k *kit) (report.Request, string) {
	for _, g := range p.covering(k, brokers.OptOutOfSale) {
		if g.Act.Kind == statute.AtRisk {
			continue
		}
		if c, why := p.claim(k, brokers.OptOutOfSale, g); why == "" {
			return p.byLaw(k, c), ""
		}
	}
	for _, route := range []*brokers.OptOut{best(k.broker, brokers.OptOutOfSale, written), best(k.broker, brokers.Suppress, written),
		best(k.broker, "", []brokers.Channel{brokers.ByEmail, brokers.ByPost})} {
		if route != nil {
			return p.request(k, brokers.OptOutOfSale, *route), ""
		}
	}
	if slices.ContainsFunc(k.broker.OptOut, func(o brokers.OptOut) bool { return !o.Bounced.IsZero() }) {
		return report.Request{}, bounces
	}
	return report.Request{}, noRoute
}
