package casebook

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/drop"
	"github.com/whohasme/whohasme/report/request"
	"github.com/whohasme/whohasme/scan"
)

// sites lists every broker that was asked, those of one family together.
func (v *view) sites() []report.Site {
	found := map[string][]string{}
	for _, f := range v.Findings {
		if f.Verdict != scan.Other {
			found[f.Broker] = append(found[f.Broker], f.ID)
		}
	}
	var list []report.Site
	for _, id := range slices.Sorted(maps.Keys(v.last)) {
		x, b := v.last[id], v.book.broker(id)
		list = append(list, report.Site{
			Broker: id, Name: b.Name, Family: b.Family, Category: b.Category, Outcome: x.Outcome, Looked: brokers.DateOf(x.At), Why: x.Why, Findings: found[id],
		})
	}
	slices.SortStableFunc(list, func(a, b report.Site) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Family, a.Broker), cmp.Or(b.Family, b.Broker)), cmp.Compare(a.Broker, b.Broker))
	})
	return list
}

// matters are the requests that were sent, each with what the broker claims
// beside what our looks saw.
func (v *view) matters(found []report.Exposure) (list []report.Matter, err error) {
	byID, byBroker := map[string][]int{}, map[string][]int{}
	for i, e := range found {
		byID[e.ID] = append(byID[e.ID], i)
		byBroker[e.Broker] = append(byBroker[e.Broker], i)
	}
	for _, k := range v.Cases {
		if k.Sent.IsZero() {
			continue
		}
		clocks, err := request.Clocks(k, v.book.broker(k.Broker), v.book.Statutes, v.day)
		if err != nil {
			return nil, fmt.Errorf("compute clocks of %s: %w", k.ID, err)
		}
		m := report.Matter{Request: k.ID, Broker: k.Broker, Ask: k.Ask, Sent: k.Sent, Clocks: v.running(clocks),
			State: request.Standing(k, clocks, v.book.Statutes, v.day)}
		claimed := false
		if said := k.Claims(); len(said) > 0 {
			last := said[len(said)-1]
			m.Claim = fmt.Sprintf("%s on %s", last.Is, last.On)
			claimed = last.Removed()
		}
		var about []int
		for _, id := range k.Findings {
			about = append(about, byID[id]...)
		}
		for _, id := range k.Clears {
			about = append(about, byBroker[id]...)
		}
		slices.Sort(about)
		m.Observation, m.Contradicts = observed(found, slices.Compact(about), k.Broker)
		m.Contradicts = m.Contradicts && claimed
		list = append(list, m)
	}
	return list, nil
}

// platformMatter is the request on the state's platform.
func (v *view) platformMatter(d *Drop) report.Matter {
	m := report.Matter{Request: drop.RequestID(v.Subject.ID), Broker: drop.Platform, Ask: brokers.Delete, State: report.Sent, Sent: d.Filing.On, Clocks: d.Clocks}
	if n := len(d.Filing.Answers); n > 0 {
		m.Claim = count(n, "broker", "brokers") + " answered there"
	}
	m.Observation = "not looked at since it was due"
	if !d.Filing.Verified.IsZero() {
		m.Observation = fmt.Sprintf("on %s %s still showed you", d.Filing.Verified, count(d.Filing.Showing, "covered broker", "covered brokers"))
	}
	return m
}

// observed says in a sentence what our looks saw of the records that a request
// is about, and whether its own broker's claim is contradicted.
func observed(found []report.Exposure, about []int, broker string) (s string, contradicts bool) {
	states := map[string]int{}
	for _, i := range about {
		states[found[i].State]++
		contradicts = contradicts || found[i].Contradicts && found[i].Broker == broker
	}
	switch len(about) {
	case 0:
		return "no look knows what it is about any more", false
	case 1:
		return found[about[0]].Observation, contradicts
	}
	var parts []string
	for _, p := range []struct{ state, words string }{
		{string(scan.Listed), "still listed"}, {string(scan.Relisted), "back again"}, {string(scan.Unseen), "not seen once"}, {string(scan.Gone), "gone"},
	} {
		if n := states[p.state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, p.words))
		}
	}
	return fmt.Sprintf("of %d records: %s", len(about), strings.Join(parts, ", ")), contradicts
}
