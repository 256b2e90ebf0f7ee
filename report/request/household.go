package request

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// Why no letter is made about a page of somebody else.
const (
	pageGone     = "the page of somebody else is no longer shown, or you said since that it is yours; so there is nothing to take your name out of"
	pageNameless = "the page of somebody else does not name you as you gave your name; so nothing of yours could be taken out of it"
	pageUnsafe   = "the page of somebody else cannot be named without telling a safe fact; only a form on the site itself, filled in by hand, could ask"
	pageForeign  = "the address of the page is not on the broker's own site"
)

// households makes the letters that the person wants about pages of somebody
// else which name them. Each asks on the site's own policy to take the
// person's name out, and says nothing of whose page it is.
func (p *planner) households() []report.Request {
	var requests []report.Request
	for _, c := range p.Choices.Pages {
		r, why := p.household(c)
		if why != "" {
			p.skip(c.Page.Broker, why)
			continue
		}
		requests = append(requests, r)
	}
	return requests
}

func (p *planner) household(c report.Choice) (report.Request, string) {
	b, ok := p.Brokers(c.Page.Broker)
	if !ok {
		return report.Request{}, unknownBroker
	}
	if err := p.Subject.Authority.Covers(string(brokers.Suppress), b.ID, p.Today); err != nil {
		return report.Request{}, err.Error()
	}
	route := householdRoute(b)
	if route == nil {
		return report.Request{}, noRoute
	}
	r := report.Request{
		ID:      p.Subject.ID + "." + b.ID + "." + string(brokers.Suppress) + "." + string(report.Household) + strings.TrimPrefix(c.Of, b.ID),
		Subject: p.Subject.ID, Broker: b.ID, Ask: brokers.Suppress, Kind: report.Household, Route: *route, Origin: string(origin),
		Clears: []string{b.ID}, Proven: true, Besides: true, Minutes: minutes(*route),
	}
	why := ""
	if c.Page.Finding != "" {
		why = p.pageOf(&r, c.Page.Finding, b)
	} else {
		why = p.pageAt(&r, c.Page.URL, b)
	}
	if reply := p.Subject.ReplyTo; why == "" && p.guard.tellableReply(reply) {
		r.Tells = append(r.Tells, report.Told{Kind: ReplyAddress, Fact: reply})
	}
	p.sender(&r, nil)
	return r, why
}

// householdRoute is the way to ask a site to take a name out of a page.
func householdRoute(b *brokers.Broker) *brokers.OptOut {
	for _, r := range []*brokers.OptOut{best(b, brokers.Suppress, written), best(b, brokers.Delete, written), best(b, "", []brokers.Channel{brokers.ByEmail, brokers.ByPost})} {
		if r != nil {
			return r
		}
	}
	return nil
}

// pageOf tells the page and the name of a record that the person saw to be
// somebody else's.
func (p *planner) pageOf(r *report.Request, finding string, b *brokers.Broker) string {
	i := slices.IndexFunc(p.Findings, func(f scan.Finding) bool {
		return f.ID == finding && f.Subject == p.Subject.ID && f.Broker == b.ID && f.Verdict == scan.Other && f.Reviewed && f.Open()
	})
	if i < 0 {
		return pageGone
	}
	f := p.Findings[i]
	name := NamedAmong(p.Subject, f)
	switch _, ok := pageAddress(f.Record.URL); {
	case name == "":
		return pageNameless
	case !ok || p.guard.onPage(f.Record.URL, b) || p.guard.text(name):
		return pageUnsafe
	}
	r.Findings = []string{f.ID}
	r.Tells = []report.Told{{Kind: ListingAddress, Fact: f.Record.URL, ShownAt: f.Record.URL}, {Kind: PrintedName, Fact: name, ShownAt: f.Record.URL}}
	return ""
}

// pageAt tells a page that the person found, and the name that it should be
// looked through for. Nothing of ours has seen it, so both are chosen.
func (p *planner) pageAt(r *report.Request, address string, b *brokers.Broker) string {
	name := openName(p.Subject)
	switch {
	case !PageOn(address, b):
		return pageForeign
	case name == "":
		return pageNameless
	case p.guard.onPage(address, b) || p.guard.text(name):
		return pageUnsafe
	}
	r.Tells = []report.Told{{Kind: ListingAddress, Fact: address, Chosen: true}, {Kind: PrintedName, Fact: name, Chosen: true}}
	return ""
}

// onPage reports whether the address of a page holds a safe fact. That it
// names whose page it is cannot be helped: the site knows.
func (g *guard) onPage(address string, b *brokers.Broker) bool {
	u, ok := pageAddress(address)
	if !ok {
		return true
	}
	said := parts(u, b)
	return g.text(said) || g.place(said)
}

// PageOn reports whether an address is one of a page on a broker's own site.
func PageOn(address string, b *brokers.Broker) bool {
	u, ok := pageAddress(address)
	if !ok {
		return false
	}
	hosts := append([]string{b.Domain}, b.Mirrors...)
	return slices.ContainsFunc(hosts, func(h string) bool {
		h = strings.ToLower(h)
		return h != "" && (strings.EqualFold(u.Host, h) || strings.HasSuffix(strings.ToLower(u.Host), "."+h))
	})
}

// NamedAmong returns the person's own name as a record prints it among
// relatives or other names, "" where it does not.
func NamedAmong(s scan.Subject, f scan.Finding) string {
	g := newGuard(s)
	names := slices.Concat(f.Record.Relatives, f.Record.Aliases)
	i := slices.IndexFunc(names, func(n string) bool {
		return len(words(n)) > 1 && plainLine(n) && digits(n) == "" && !g.text(n) && g.allOwn(n)
	})
	if i < 0 {
		return ""
	}
	return names[i]
}

// allOwn reports whether a printed name has the first and last of one of the
// person's open names and no word that is not in it.
func (g *guard) allOwn(printed string) bool {
	ws := words(printed)
	return g.own(printed) && slices.ContainsFunc(g.subject.Names, func(n scan.Name) bool {
		mine := words(n.String())
		return !g.subject.Safe.IsName(n) && !slices.ContainsFunc(ws, func(w string) bool { return !slices.Contains(mine, w) })
	})
}

// openName is the name that the person goes by, none that is safe.
func openName(s scan.Subject) string {
	for _, n := range s.Names {
		if !s.Safe.IsName(n) && n.First != "" && n.Last != "" {
			return n.First + " " + n.Last
		}
	}
	return ""
}
