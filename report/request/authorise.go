package request

import (
	"slices"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
)

// notePermission says what to do with a permission.
const notePermission = "The person signs it before anything else is sent; it goes with the agent's letters and not alone."

// authorise puts before the first request that an agent sends to a broker the
// permission which the person signs for all that the agent asks there.
func authorise(requests []report.Request) []report.Request {
	var all []report.Request
	done := map[string]bool{}
	for _, r := range requests {
		if r.By == report.ByAgent && !done[r.Broker] {
			done[r.Broker] = true
			all = append(all, permission(r.Broker, requests))
		}
		all = append(all, r)
	}
	return all
}

// permission is what an agent needs to be signed for what it sends to a
// broker. It tells what those letters tell to find the record, and nothing
// else. It goes back to the agent and to nobody else, so it has no recipient.
func permission(broker string, requests []report.Request) report.Request {
	var mine []report.Request
	for _, r := range requests {
		if r.By == report.ByAgent && r.Broker == broker {
			mine = append(mine, r)
		}
	}
	slices.SortStableFunc(mine, func(a, b report.Request) int {
		return slices.Index(brokers.Asks, a.Ask) - slices.Index(brokers.Asks, b.Ask)
	})
	first, agent := mine[0], *mine[0].Agent
	agent.Asks = nil
	out := report.Request{
		ID: first.Subject + "." + broker + "." + string(first.Ask) + "." + string(report.Authorisation), Subject: first.Subject, Broker: broker, Ask: first.Ask,
		Kind: report.Authorisation, Route: brokers.OptOut{Ask: first.Ask, By: brokers.ByEmail}, Origin: first.Origin, Agent: &agent, Clears: []string{broker}, Proven: true, Minutes: 2, Note: notePermission,
	}
	for _, r := range mine {
		if !slices.Contains(agent.Asks, string(r.Ask)) {
			agent.Asks = append(agent.Asks, string(r.Ask))
		}
		for _, id := range r.Findings {
			if !slices.Contains(out.Findings, id) {
				out.Findings = append(out.Findings, id)
			}
		}
		var find []report.Told
		for _, t := range r.Tells {
			if slices.Contains([]string{ListingAddress, PrintedName, City, State}, t.Kind) || t.Kind == ReplyAddress && agent.Reply == "" {
				find = append(find, t)
			}
		}
		tell(&out, find...)
	}
	return out
}
