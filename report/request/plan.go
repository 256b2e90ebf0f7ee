package request

import (
	"cmp"
	"maps"
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// Input is all that a plan depends on.
type Input struct {
	Subject  scan.Subject
	Findings []scan.Finding                          // others' findings are ignored
	Brokers  func(id string) (*brokers.Broker, bool) // the catalogue
	Book     *statute.Book
	Today    brokers.Date
}

// Skip is a broker, or one listing there, that no request reaches, and why.
// Why carries no fact about a person.
type Skip struct {
	Broker string `json:"broker"`
	Why    string `json:"why"`
}

// Plan returns the smallest set of requests that clears every broker with an
// open match, the ones that remove most risk per minute first, and what it
// could not ask for.
//
// Each chosen broker is asked on its own policy; an opt-out at one broker
// counts for those it is known to suppress. Where an act covers the subject
// and the listing shows it, a broker is asked on the act besides, unless a
// request to another one is proven to clear it. A request goes only to brokers
// that show the person.
func Plan(in Input) ([]report.Request, []Skip) {
	p := planner{Input: in, guard: newGuard(in.Subject), kits: map[string]*kit{}}
	p.gather()
	var requests []report.Request
	var open []option
	for _, id := range p.listed() {
		k := p.kits[id]
		p.prepare(k)
		if k.policy != nil {
			open = append(open, p.option(k))
		}
	}
	chosen, uncleared := cover(p.listed(), open)
	spared := clearedElsewhere(chosen)
	for _, id := range p.listed() {
		if k := p.kits[id]; k.legal != nil && !spared[id] {
			requests = append(requests, p.onAct(k))
		}
	}
	for _, o := range chosen {
		if k := p.kits[o.id]; k.policyAsk != brokers.OptOutOfSale || k.legal == nil {
			requests = append(requests, p.onPolicy(k, o))
		}
	}
	for _, id := range uncleared {
		if k := p.kits[id]; k.legal == nil && len(k.tellable) > 0 {
			p.skip(id, k.why)
		}
	}
	p.sort(requests)
	return requests, p.skipped
}

// clearedElsewhere returns the brokers that a chosen request to another broker
// is proven to clear.
func clearedElsewhere(chosen []option) map[string]bool {
	spared := map[string]bool{}
	for _, o := range chosen {
		for _, id := range o.clears {
			if id != o.id && o.unproven == 0 {
				spared[id] = true
			}
		}
	}
	for _, o := range chosen {
		delete(spared, o.id)
	}
	return spared
}

// planner holds what is worked out while a plan is made.
type planner struct {
	Input
	guard   guard
	kits    map[string]*kit // by broker
	skipped []Skip
}

// kit is what is known about asking one broker.
type kit struct {
	broker   *brokers.Broker // nil: not in the catalogue
	findings []scan.Finding
	tellable []listing // those that can be named without a safe fact

	policy    *brokers.OptOut // route on the site's own policy; nil: none
	policyAsk brokers.Ask
	legal     *brokers.OptOut // route for an opt-out by an act; nil: none, or no act
	acts      []statute.Ground
	residence report.Told // told when an act is cited
	kept      string
	why       string // why it cannot be asked
}

func (p *planner) skip(broker, why string) { p.skipped = append(p.skipped, Skip{broker, why}) }

func (p *planner) listed() []string { return slices.Sorted(maps.Keys(p.kits)) }

func (p *planner) gather() {
	for _, f := range p.Findings {
		if f.Subject != p.Subject.ID || f.Verdict != scan.Match || !f.Open() {
			continue
		}
		k := p.kits[f.Broker]
		if k == nil {
			k = &kit{}
			k.broker, _ = p.Brokers(f.Broker)
			p.kits[f.Broker] = k
		}
		k.findings = append(k.findings, f)
	}
}

// prepare works out how a broker can be asked and what it would be told.
func (p *planner) prepare(k *kit) {
	id := k.findings[0].Broker
	for _, f := range k.findings {
		l, ok := p.guard.listing(f, k.broker)
		if !ok {
			p.skip(id, "a listing there cannot be named without telling a safe fact")
			continue
		}
		k.tellable = append(k.tellable, l)
	}
	switch {
	case k.broker == nil:
		k.why = "the broker is not in the catalogue"
		return
	case len(k.tellable) == 0:
		return
	}
	k.policy, k.policyAsk, k.why = p.policyRoute(k.broker)
	p.ground(k)
	if len(k.acts) > 0 {
		k.legal = p.legalRoute(k.broker)
	}
	if k.legal == nil {
		k.acts = nil
	}
}

// option is the broker's place in the choice of the smallest set.
func (p *planner) option(k *kit) option {
	o := option{id: k.broker.ID, clears: []string{k.broker.ID}, minutes: minutes(*k.policy)}
	// A request that is sent anyway, on an act, costs nothing more.
	o.free = k.legal != nil && k.policyAsk == brokers.OptOutOfSale
	for _, s := range k.broker.Suppresses {
		if _, shown := p.kits[s.ID]; !shown || slices.Contains(o.clears, s.ID) {
			continue
		}
		o.clears = append(o.clears, s.ID)
		if s.Evidence == "" || s.Date.IsZero() {
			o.unproven++
		}
	}
	return o
}

func (p *planner) onPolicy(k *kit, o option) report.Request {
	r := p.request(k, k.policyAsk, *k.policy)
	r.Clears, r.Proven, r.Kept = o.clears, o.unproven == 0, k.kept
	return r
}

func (p *planner) onAct(k *kit) report.Request {
	r := p.request(k, brokers.OptOutOfSale, *k.legal)
	r.Clears, r.Proven, r.Certain = []string{k.broker.ID}, true, true
	if k.policy != nil && k.policyAsk == brokers.OptOutOfSale {
		o := p.option(k)
		r.Clears, r.Proven = o.clears, o.unproven == 0
	}
	for _, a := range k.acts {
		r.Ground = append(r.Ground, a.Act.ID)
		r.Certain = r.Certain && a.Certain()
	}
	// The answer's address stays last.
	at := slices.IndexFunc(r.Tells, func(t report.Told) bool { return t.Kind == ReplyAddress })
	if at < 0 {
		at = len(r.Tells)
	}
	r.Tells = slices.Insert(r.Tells, at, k.residence)
	return r
}

func (p *planner) request(k *kit, ask brokers.Ask, route brokers.OptOut) report.Request {
	r := report.Request{
		ID:      p.Subject.ID + "." + k.broker.ID + "." + string(ask),
		Subject: p.Subject.ID, Broker: k.broker.ID, Ask: ask, Route: route,
		Tells: p.tells(k), Minutes: minutes(route),
	}
	for _, l := range k.tellable {
		r.Findings = append(r.Findings, l.finding.ID)
	}
	return r
}

// sort puts first what removes most risk per minute: the brokers cleared and
// the facts they show, by the person's time.
func (p *planner) sort(requests []report.Request) {
	rate := func(r report.Request) float64 {
		risk := len(r.Clears)
		for _, id := range r.Clears {
			for _, f := range p.kits[id].findings {
				risk += shown(f.Record.Record)
			}
		}
		return float64(risk) / float64(r.Minutes)
	}
	slices.SortStableFunc(requests, func(a, b report.Request) int {
		return cmp.Or(cmp.Compare(rate(b), rate(a)), cmp.Compare(a.Broker, b.Broker),
			cmp.Compare(slices.Index(brokers.Asks, a.Ask), slices.Index(brokers.Asks, b.Ask)))
	})
}

// shown counts the kinds of fact a record shows.
func shown(r scan.Record) int {
	n := 0
	for _, there := range []bool{r.Name != "", !r.Age.IsZero(), !r.Born.IsZero(), len(r.Aliases) > 0, len(r.Addresses) > 0,
		len(r.Phones) > 0, len(r.Emails) > 0, len(r.Relatives) > 0} {
		if there {
			n++
		}
	}
	return n
}
