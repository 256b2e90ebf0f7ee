package request

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// Drop is one request to a state's platform, which every broker of its
// register must carry out. It tells brokers nothing that they do not hold.
type Drop struct {
	Act    string   `json:"act"`    // id
	Covers []string `json:"covers"` // of the brokers that list the person now, those it reaches
}

// DropFirst returns the request to a state's platform that comes before all
// others, and false for people whose law has none. What it reaches it does
// not surely clear: what a site shows from public records it leaves alone, so
// nothing else is spared by it. Where the person lives in the place of a safe
// address and of no other, even its name would tell that, so that it is not
// spoken of unasked.
func DropFirst(in Input) (Drop, bool) {
	p := planner{Input: in}
	act, ok := p.platform(&brokers.Broker{})
	if !ok || hidden(in.Subject) || in.Subject.Authority.Covers(string(brokers.Delete), "", in.Today) != nil {
		return Drop{}, false
	}
	d := Drop{Act: act}
	for _, f := range in.Findings {
		b, known := in.Brokers(f.Broker)
		if known && f.Subject == in.Subject.ID && f.Verdict == scan.Match && f.Open() && !slices.Contains(d.Covers, b.ID) && p.dropReaches(b) {
			d.Covers = append(d.Covers, b.ID)
		}
	}
	slices.Sort(d.Covers)
	return d, true
}

// platform returns the act whose platform the person can use.
func (p *planner) platform(b *brokers.Broker) (string, bool) {
	q := statute.Question{
		Ask: brokers.Delete, Day: p.Today, Person: statute.PersonOf(p.Subject, p.Today), Broker: statute.BrokerOf(b), Origin: origin,
	}
	for _, g := range p.Book.Weigh(q) {
		if g.Right.Through == brokers.ByDROP && g.Standing != statute.NotAtAll {
			return g.Act.ID, true
		}
	}
	return "", false
}

// dropReaches reports whether the person's platform is known to reach a broker.
func (p *planner) dropReaches(b *brokers.Broker) bool {
	id, ok := p.platform(b)
	if !ok || hidden(p.Subject) {
		return false
	}
	act, ok := p.Book.Act(id)
	return ok && act.Reaches(statute.BrokerOf(b), p.Today)
}
