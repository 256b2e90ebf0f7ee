package request

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// origin is where brokers have their facts from: a broker is a company that
// the person has no relation with.
const origin = statute.ThirdParty

// claim is an ask that an act gives a right to, with the way it goes and what
// citing the act tells.
type claim struct {
	ask    brokers.Ask
	ground statute.Ground
	route  brokers.OptOut
	tells  []report.Told
}

// preferred are the asks to make of a broker by law, the best first, with
// what the act must be for it. Deletion comes late: where it reaches only what
// a company collected from the person it reaches nothing that a broker has,
// and elsewhere a broker may answer it as an opt-out.
var preferred = []struct {
	ask  brokers.Ask
	fits func(statute.Ground) bool
}{
	{brokers.Object, func(g statute.Ground) bool { return slices.Contains(erasing, g.Act.ID) }},
	{brokers.Suppress, func(g statute.Ground) bool { return g.Act.Kind != statute.AtRisk }},
	{brokers.OptOutOfSale, anyGround},
	{brokers.Delete, func(g statute.Ground) bool { return g.Right.Of == statute.AllData }},
	{brokers.Object, anyGround},
	{brokers.Delete, anyGround},
}

func anyGround(statute.Ground) bool { return true }

// erasing are the acts whose objection asks for erasure in the same letter.
var erasing = []string{"eu-gdpr", "uk-gdpr", "ch-fadp"}

// claims finds what a broker can be asked by law: a notice by the strongest
// act for people at risk, and the best of the other asks. Of what cannot be
// cited it notes what is given up.
func (p *planner) claims(k *kit) {
	var missed []string // why acts that cover the person are not cited
	take := func(ask brokers.Ask, fits func(statute.Ground) bool) bool {
		for _, g := range p.covering(k, ask) {
			if !fits(g) {
				continue
			}
			c, why := p.claim(k, ask, g)
			if why == "" {
				k.legal = append(k.legal, c)
				return true
			}
			missed = append(missed, why)
		}
		return false
	}
	if home(k) && !take(brokers.Suppress, func(g statute.Ground) bool { return g.Act.Kind == statute.AtRisk }) && len(missed) == 0 {
		k.doubt = p.doubt(k, brokers.Suppress)
	}
	for _, want := range preferred {
		noticed := slices.ContainsFunc(k.legal, func(c claim) bool { return c.ask == want.ask })
		if !noticed && take(want.ask, want.fits) {
			break
		}
	}
	if k.policy != nil && !slices.ContainsFunc(k.legal, func(c claim) bool { return c.ask == k.policyAsk }) {
		take(k.policyAsk, func(g statute.Ground) bool { return g.Act.Kind != statute.AtRisk }) // what is asked anyway
	}
	switch {
	case len(k.legal) > 0:
	case len(missed) > 0:
		k.kept = missed[0]
	default:
		k.kept = p.without(k)
	}
}

// covering returns the acts that a request to a broker may cite, the best
// first: a notice before all, and then what is known well. A notice is about a
// home address or a telephone number, so a listing must show one.
func (p *planner) covering(k *kit, ask brokers.Ask) []statute.Ground {
	all := p.Book.Covering(p.question(k, ask))
	if !home(k) {
		all = slices.DeleteFunc(all, func(g statute.Ground) bool { return g.Act.Kind == statute.AtRisk })
	}
	rank := func(g statute.Ground) int {
		switch {
		case g.Act.Kind == statute.AtRisk:
			return 0
		case g.Act.Confidence == statute.High:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(all, func(a, b statute.Ground) int { return rank(a) - rank(b) })
	return all
}

// question asks which acts a request to a broker may rest on. A letter's
// writer asks the same again.
func (p *planner) question(k *kit, ask brokers.Ask) statute.Question {
	return statute.Question{
		Ask: ask, Day: p.Today, Person: statute.PersonOf(p.Subject, p.Today), Broker: statute.BrokerOf(k.broker),
		Origin: origin, Home: home(k), Yes: p.Choices.Cite,
	}
}

// home reports whether a listing shows a home address or telephone number.
func home(k *kit) bool {
	return slices.ContainsFunc(k.tellable, func(l listing) bool {
		r := l.finding.Record.Record
		return len(r.Phones) > 0 || slices.ContainsFunc(r.Addresses, func(a scan.Address) bool { return a.Street != "" })
	})
}

// claim makes a claim of a ground, or says what is given up because the ground
// cannot be cited: citing an act tells where the person lives, so a listing
// must show it already, and it must not be the place of a safe address and of
// no other (disclosure rule 3).
func (p *planner) claim(k *kit, ask brokers.Ask, g statute.Ground) (claim, string) {
	c := claim{ask: ask, ground: g}
	if g.Tells.Place != "" {
		told, why := p.residence(k, g)
		if why != "" {
			return c, why
		}
		c.tells = append(c.tells, told)
	}
	if g.Tells.Class != "" {
		c.tells = append(c.tells, report.Told{Kind: report.ToldClass, Fact: g.Tells.Class, Chosen: true})
	}
	route := p.legalRoute(k.broker, ask, g.Act.Kind == statute.AtRisk)
	if route == nil {
		return c, keptRoute
	}
	c.route = *route
	return c, ""
}

func (p *planner) residence(k *kit, g statute.Ground) (report.Told, string) {
	if safeOnly(g.Act, &p.Subject) {
		return report.Told{}, keptSafe
	}
	told := report.Told{Kind: Residence, Fact: g.Tells.Place}
	if at := slices.IndexFunc(k.tellable, func(l listing) bool { return showsPlace(l.finding.Record.Record, g.Act) }); at >= 0 {
		told.ShownAt = k.tellable[at].shownAt
		return told, ""
	}
	switch {
	case p.Choices.TellResidence:
	case g.Tells.Role != "" && !g.Act.Within(p.Subject.Residence):
		return report.Told{}, keptOffice
	default:
		return report.Told{}, keptHome
	}
	told.Chosen = true
	return told, ""
}

// What is given up where no act is cited, and the way to choose otherwise.
const (
	keptSafe   = "Citing a law would tell where you live, which is kept safe; so the site is asked on its own policy, and the law's deadline is given up. It can be cited once your subject file lists another address there that is not safe."
	keptHome   = "The listing does not show the state or country you live in; so no law is cited, the site is asked on its own policy, and the law's deadline is given up. --tell-residence tells it and cites the law."
	keptOffice = "The listing does not show the state of the office that a law protects; so no law is cited, the site is asked on its own policy, and the law's deadline is given up. --tell-residence tells that state and cites the law."
	keptRoute  = "A law covers this, but neither a mailbox nor a postal address for a letter is known there; so the site is asked on its own policy, and the law's deadline is given up. An address you find can be added to the catalogue folder."
	keptPlace  = "Your subject file does not say where you live; so no law is cited. `residence: {country: US, state: OH}`, with your own, lets the laws be looked up."
	keptLand   = "Your subject file names where you live and no country that could be told by it; so no law is cited. `residence` takes the country too, by its two letters."
	keptState  = "Your subject file names your country and no state, and most of its laws are the states'; so no law is cited. `residence` takes the state too."
	keptChild  = "For a child a law is cited only when a parent or guardian asks; so the site is asked on its own policy. A subject file with `authority: {kind: guardian}` lets the law be cited."
	keptDead   = "These laws protect the living; so the site is asked on its own policy, for the estate. Some countries' own law lets heirs do more; a lawyer there can say."
)

// without says why no law is cited although nothing of what it tells is in the
// way, and what can be done; "" where no law gives a right there.
func (p *planner) without(k *kit) string {
	person := statute.PersonOf(p.Subject, p.Today)
	switch {
	case person.Dead:
		return keptDead
	case p.Subject.Residence == (scan.Place{}):
		return keptPlace
	}
	if !p.placed() {
		return keptLand
	}
	grown := person
	grown.Age = scan.Age{}
	for _, ask := range []brokers.Ask{brokers.OptOutOfSale, brokers.Object, brokers.Delete} {
		if doubt := p.doubt(k, ask); doubt != "" {
			return doubt
		}
		q := p.question(k, ask)
		q.Person = grown
		if len(p.Book.Covering(q)) > 0 {
			return keptChild
		}
	}
	if p.Subject.Residence.State == "" && p.Subject.Residence.Country == "US" {
		return keptState
	}
	return ""
}

// placed reports whether the country where the person lives is known.
func (p *planner) placed() bool {
	place := p.Subject.Residence
	return place.Country != "" || slices.ContainsFunc(p.Book.Acts(), func(a *statute.Act) bool { return !a.Whom.AnyPlace && a.Within(place) })
}

// doubt names the act that would be cited if the person said so, and why it
// is not without it; "" where there is none.
func (p *planner) doubt(k *kit, ask brokers.Ask) string {
	for _, g := range p.Book.Weigh(p.question(k, ask)) {
		if g.Standing == statute.AskFirst && g.Right.Through == "" && (g.Right.Of == statute.AllData || g.Right.Of == statute.Contact) {
			return fmt.Sprintf("%s might cover this and is not cited without your yes. %s --cite %s cites it.", g.Act.Name, strings.Join(g.Why, " "), g.Act.ID)
		}
	}
	return ""
}

// hidden reports whether the place where a subject lives is that of a safe
// address and of no other. A safe address without a state may be anywhere in
// its country.
func hidden(s scan.Subject) bool {
	in := func(a scan.Address) bool { return at(a, s.Residence) }
	maybe := func(a scan.Address) bool {
		return in(a) || a.State == "" && (a.Country == "" || s.Residence.Country == "" || strings.EqualFold(a.Country, s.Residence.Country))
	}
	return slices.ContainsFunc(s.Safe.Addresses, maybe) && !slices.ContainsFunc(s.Open(), in)
}

// safeOnly reports whether the place whose law an act is, is that of a safe
// address and of no other; for people at risk it need not be the residence.
func safeOnly(act *statute.Act, s *scan.Subject) bool {
	in := func(a scan.Address) bool { return act.Within(scan.Place{Country: a.Country, State: a.State}) }
	maybe := func(a scan.Address) bool {
		return in(a) || a.State == "" && (a.Country == "" || strings.EqualFold(a.Country, act.Jurisdiction.Country))
	}
	return slices.ContainsFunc(s.Safe.Addresses, maybe) && !slices.ContainsFunc(s.Open(), in)
}

func at(a scan.Address, p scan.Place) bool {
	if p.State == "" {
		return strings.EqualFold(a.Country, p.Country)
	}
	return stateOf(a) == strings.ToUpper(p.State) && (a.Country == "" || p.Country == "" || strings.EqualFold(a.Country, p.Country))
}

// showsPlace reports whether a record shows an address where an act is law.
func showsPlace(r scan.Record, act *statute.Act) bool {
	return slices.ContainsFunc(r.Addresses, func(a scan.Address) bool {
		return act.Within(scan.Place{Country: a.Country, State: a.State})
	})
}

// stateOf returns the postal code of an address' state, or the state as it is.
func stateOf(a scan.Address) string {
	if code, ok := brokers.StateCode(a.State); ok {
		return code
	}
	return strings.ToUpper(strings.TrimSpace(a.State))
}
