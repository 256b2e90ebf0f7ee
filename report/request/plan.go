package request

import (
	"cmp"
	"maps"
	"slices"
	"strings"

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
	Hubs     func(id string) []*brokers.Broker       // the brokers whose opt-out is known to clear one; nil: none is
	Book     *statute.Book
	Today    brokers.Date
	Choices  Choices
}

// Skip is a broker, or one listing there, that no request reaches, and why.
// Why says what can be done instead and carries no fact about a person.
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
	var open []option
	for _, id := range p.listed() {
		k := p.kits[id]
		p.prepare(k)
		open = append(open, p.options(k)...)
	}
	chosen, uncleared := once(p.listed(), open)
	var requests []report.Request
	spared := clearedElsewhere(chosen)
	for _, id := range p.listed() {
		i := slices.IndexFunc(chosen, func(o option) bool { return o.id == id })
		switch {
		case i >= 0:
			requests = append(requests, p.ask(p.kits[id], &chosen[i])...)
		case !spared[id]:
			requests = append(requests, p.ask(p.kits[id], nil)...)
		}
		requests = append(requests, p.wanted(p.kits[id], requests)...)
	}
	for _, id := range uncleared {
		if k := p.kits[id]; len(k.tellable) > 0 || k.broker == nil {
			p.skip(id, k.why)
		}
	}
	p.sort(requests)
	requests = slices.Concat(requests, p.picks(), p.households())
	return authorise(requests), p.skipped
}

// clearedElsewhere returns the brokers that a chosen request to another broker
// is proven to clear.
func clearedElsewhere(chosen []option) map[string]bool {
	spared := map[string]bool{}
	for _, o := range chosen {
		for _, id := range o.clears {
			if id != o.id && !slices.Contains(o.believed, id) {
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
	legal     []claim // what can be asked by law, best first
	kept      string  // what is given up where no law is cited
	doubt     string  // a notice by an act that is not cited without the person's yes
	why       string  // why it cannot be asked at all
}

// skip notes, once, why a broker is not asked for something.
func (p *planner) skip(broker, why string) {
	if s := (Skip{broker, why}); !slices.Contains(p.skipped, s) {
		p.skipped = append(p.skipped, s)
	}
}

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
	if k.broker == nil {
		k.why = unknownBroker
		return
	}
	for _, f := range k.findings {
		l, ok := p.guard.listing(f, k.broker)
		if !ok {
			p.skip(id, "a listing there cannot be named without telling a safe fact; only a form on the site itself, filled in by hand, could ask")
			continue
		}
		k.tellable = append(k.tellable, l)
	}
	if len(k.tellable) == 0 {
		return
	}
	k.policy, k.policyAsk, k.why = p.policyRoute(k.broker)
	p.claims(k)
}

// options are the broker's places in the choice of the smallest set: by its
// own way out, and by that of a broker whose opt-out is proven to be its too.
// A request by another's way out is still about the listing that was found,
// and tells the company nothing that its own site does not show.
func (p *planner) options(k *kit) []option {
	if len(k.tellable) == 0 {
		return nil
	}
	var all []option
	if k.policy != nil {
		all = append(all, p.option(k, k.broker, *k.policy, k.policyAsk))
	}
	for _, hub := range p.hubs(k.broker) {
		o := p.option(k, hub, *best(hub, brokers.Suppress, written), brokers.Suppress)
		if o.via = hub; len(o.clears) > 1 || k.policy == nil {
			all = append(all, o)
		}
	}
	if len(all) == 0 && len(k.legal) > 0 {
		// What is asked by law alone is not known to clear anybody else.
		all = append(all, option{id: k.broker.ID, clears: []string{k.broker.ID}, minutes: minutes(k.legal[0].route)})
	}
	return all
}

// option is one way out, and which of the brokers found it clears.
func (p *planner) option(k *kit, hub *brokers.Broker, route brokers.OptOut, ask brokers.Ask) option {
	o := option{id: k.broker.ID, clears: []string{k.broker.ID}, minutes: minutes(route), route: &route, ask: ask}
	for _, s := range hub.Suppresses {
		if _, shown := p.kits[s.ID]; !shown || slices.Contains(o.clears, s.ID) {
			continue
		}
		o.clears = append(o.clears, s.ID)
		if !proven(s) {
			o.unproven++
			o.believed = append(o.believed, s.ID)
		}
	}
	return o
}

// ask makes the requests to one broker: by every law that can be claimed, and
// on its policy where the broker is in the chosen set. Where both ask for the
// same, one request does for both.
func (p *planner) ask(k *kit, o *option) []report.Request {
	onPolicy := o != nil && o.route != nil
	var requests []report.Request
	for i, c := range k.legal {
		r := p.byLaw(k, c)
		switch {
		case onPolicy && c.ask == o.ask:
			r.Clears, r.Believed, r.Proven = o.clears, o.believed, o.unproven == 0
			onPolicy = false
		case k.policy != nil || onPolicy || i > 0:
			r.Besides = true
		}
		requests = append(requests, r)
	}
	if !onPolicy {
		return requests
	}
	r := p.request(k, o.ask, *o.route)
	r.Clears, r.Believed, r.Proven = o.clears, o.believed, o.unproven == 0
	r.Kept = k.doubt
	if len(k.legal) == 0 {
		r.Kept = strings.TrimSpace(k.kept + " " + k.doubt)
	}
	if o.via != nil {
		r.Note = strings.TrimSpace("Its way out is that of " + o.via.Name + ". " + r.Note)
	}
	return append(requests, r)
}

func (p *planner) byLaw(k *kit, c claim) report.Request {
	r := p.request(k, c.ask, c.route)
	r.Ground, r.Certain, r.Proven = []string{c.ground.Act.ID}, c.ground.Certain(), true
	if days := c.ground.Act.DaysIn(p.Subject.Residence).ID; days != c.ground.Act.Calendar {
		r.Days = days // as the letter counts
	}
	if slices.Contains(p.Choices.Cite, c.ground.Act.ID) {
		r.Yes = []string{c.ground.Act.ID}
	}
	tell(&r, c.tells...)
	p.sender(&r, &c.ground)
	r.Note = strings.TrimSpace(r.Note + " " + c.ground.Right.Adds)
	return r
}

// request makes a request without a ground.
func (p *planner) request(k *kit, ask brokers.Ask, route brokers.OptOut) report.Request {
	r := report.Request{
		ID:      p.Subject.ID + "." + k.broker.ID + "." + string(ask),
		Subject: p.Subject.ID, Broker: k.broker.ID, Ask: ask, Route: route, Origin: string(origin),
		Clears: []string{k.broker.ID}, Proven: true, Tells: p.tells(k, route), Minutes: minutes(route),
	}
	for _, l := range k.tellable {
		r.Findings = append(r.Findings, l.finding.ID)
	}
	p.sender(&r, nil)
	return r
}

// tell adds facts to a request; the answer's address stays last.
func tell(r *report.Request, facts ...report.Told) {
	at := slices.IndexFunc(r.Tells, func(t report.Told) bool { return t.Kind == ReplyAddress })
	if at < 0 {
		at = len(r.Tells)
	}
	for _, f := range facts {
		if !slices.Contains(r.Tells, f) {
			r.Tells = slices.Insert(r.Tells, at, f)
			at++
		}
	}
}

// sort puts first what removes most risk per minute of the person's time:
// what the brokers cleared show. What is asked only besides comes after it,
// because it removes nothing where the first request does.
func (p *planner) sort(requests []report.Request) {
	rate := func(r report.Request) float64 {
		risk := 0
		for _, id := range r.Clears {
			risk++
			for _, f := range p.kits[id].findings {
				risk += shown(f.Record.Record)
			}
		}
		return float64(risk) / float64(r.Minutes)
	}
	late := func(r report.Request) int {
		if r.Besides {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(requests, func(a, b report.Request) int {
		return cmp.Or(cmp.Compare(late(a), late(b)), cmp.Compare(rate(b), rate(a)), cmp.Compare(a.Broker, b.Broker),
			cmp.Compare(slices.Index(brokers.Asks, a.Ask), slices.Index(brokers.Asks, b.Ask)))
	})
}

// shown weighs what a record shows: most what leads to the person's door or
// telephone, or into their accounts. The weights are ours.
func shown(r scan.Record) int {
	n := 0
	for _, part := range []struct {
		there  bool
		weight int
	}{
		{slices.ContainsFunc(r.Addresses, func(a scan.Address) bool { return a.Street != "" }), 4},
		{len(r.Phones) > 0, 3}, {r.Born.Day != 0, 3}, {len(r.Emails) > 0, 2}, {len(r.Relatives) > 0, 2},
		{r.Name != "", 1}, {!r.Age.IsZero(), 1}, {!r.Born.IsZero(), 1}, {len(r.Aliases) > 0, 1}, {len(r.Addresses) > 0, 1},
	} {
		if part.there {
			n += part.weight
		}
	}
	return n
}
