package request

import (
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
)

// wanted makes the requests to one broker that the person chose besides: on
// the strongest act that can be cited, else politely.
func (p *planner) wanted(k *kit, made []report.Request) []report.Request {
	if k.broker == nil || len(k.tellable) == 0 {
		return nil
	}
	var requests []report.Request
	for _, w := range p.Choices.Also {
		same := func(r report.Request) bool { return r.Broker == k.broker.ID && r.Ask == w.Ask }
		if w.Broker != "" && w.Broker != k.broker.ID || slices.ContainsFunc(made, same) || slices.ContainsFunc(requests, same) {
			continue
		}
		r, why := p.want(k, w.Ask)
		if why != "" {
			p.skip(k.broker.ID, why)
			continue
		}
		requests = append(requests, r)
	}
	return requests
}

func (p *planner) want(k *kit, ask brokers.Ask) (report.Request, string) {
	if err := p.Subject.Authority.Covers(string(ask), k.broker.ID, p.Today); err != nil {
		return report.Request{}, err.Error()
	}
	if wrong, _ := p.corrections(k); ask == brokers.Correct && len(wrong) == 0 {
		return report.Request{}, "to correct needs what is wrong there: `whohasme request correct FINDING` says it; mostly a removal is better, because a correction adds to the file"
	}
	kept := ""
	for _, g := range p.covering(k, ask) {
		c, why := p.claim(k, ask, g)
		if why == "" {
			r := p.byLaw(k, c)
			r.Besides = true
			p.correct(&r, k)
			return r, ""
		}
		if kept == "" {
			kept = why
		}
	}
	if ask == brokers.Object {
		return report.Request{}, "no law that can be cited there gives a right to object; to suppress or to opt out asks for the same"
	}
	route := best(k.broker, ask, written)
	if route == nil {
		route = best(k.broker, "", []brokers.Channel{brokers.ByEmail, brokers.ByPost})
	}
	if route == nil {
		return report.Request{}, noRoute
	}
	r := p.request(k, ask, *route)
	r.Besides, r.Kept = true, kept
	if kept == "" {
		r.Kept = p.limited(k, ask)
	}
	p.correct(&r, k)
	return r, ""
}

// limited says why the law where the person lives does not give an ask that
// others give.
func (p *planner) limited(k *kit, ask brokers.Ask) string {
	for _, g := range p.Book.Weigh(p.question(k, ask)) {
		if g.Standing == statute.NotAtAll && g.Right.Of != statute.AllData && g.Right.Ask == ask && g.Act.Protects(p.Subject.Residence) &&
			len(g.Act.Whom.Roles) == 0 && len(g.Act.Reach.Categories) == 0 {
			return fmt.Sprintf("%s is not cited. %s", g.Act.Name, g.Why[0])
		}
	}
	if doubt := p.doubt(k, ask); doubt != "" {
		return doubt
	}
	return p.without(k)
}

// correct adds what is wrong and what is right, and tells it.
func (p *planner) correct(r *report.Request, k *kit) {
	if r.Ask != brokers.Correct {
		return
	}
	var at []listing
	r.Correct, at = p.corrections(k)
	for i, c := range r.Correct {
		tell(r, report.Told{Kind: report.ToldWrong, Fact: c.Shown, ShownAt: at[i].shownAt})
		if c.Right != "" {
			tell(r, report.Told{Kind: report.ToldRight, Fact: c.Right, Chosen: true})
		}
	}
}
