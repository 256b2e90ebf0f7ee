package request

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan"
)

// What is given up where an act covers the person and is not cited.
const (
	keptSafe = "Citing a law would tell where you live, which is kept safe; so the site is asked on its own policy, and the law's deadline is given up."
	keptHome = "The listing does not show the state you live in; so no law is cited, the site is asked on its own policy, and the law's deadline is given up."
)

// ground finds the acts a broker may be asked on. Citing one tells where the
// person lives, so the listing must show it already, and it must not be the
// place of a safe address and of no other.
func (p *planner) ground(k *kit) {
	covering := p.Book.Covering(statute.Question{
		Ask: brokers.OptOutOfSale, Day: p.Today, Person: statute.PersonOf(p.Subject, p.Today), Broker: statute.BrokerOf(k.broker),
	})
	if len(covering) == 0 {
		return
	}
	if hidden(p.Subject) {
		k.kept = keptSafe
		return
	}
	for _, g := range covering {
		at := slices.IndexFunc(k.tellable, func(l listing) bool { return showsPlace(l.finding.Record.Record, g.Act) })
		if at < 0 {
			continue
		}
		k.acts = []statute.Ground{g}
		k.residence = report.Told{Kind: Residence, Fact: g.Tells.Place, ShownAt: k.tellable[at].shownAt}
		break
	}
	if len(k.acts) == 0 {
		k.kept = keptHome
	}
}

// hidden reports whether the place where a subject lives is that of a safe
// address and of no other. A safe address without a state may be anywhere.
func hidden(s scan.Subject) bool {
	in := func(a scan.Address) bool { return at(a, s.Residence) }
	maybe := func(a scan.Address) bool { return in(a) || a.State == "" }
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
