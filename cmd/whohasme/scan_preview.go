package main

import (
	"context"
	"fmt"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// previewScan prints every address that would be asked, each on its own line,
// and what it tells; it asks nobody.
func (p *program) previewScan(ctx context.Context, book *casebook.Casebook, s casebook.Scope) error {
	list, sum, err := book.Preview(ctx, s)
	if err != nil {
		return err
	}
	if err := p.sayShown(s.Assisted); err != nil {
		return err
	}
	for _, pv := range list {
		if pv.Why != "" {
			p.say("\n%s for %s: not asked: %s", pv.Broker.ID, pv.Subject, pv.Why)
			p.printOpens(pv)
			continue
		}
		p.say("\n%s for %s:%s", pv.Broker.ID, pv.Subject, unconfirmed(pv.Broker))
		if pv.Robots != "" {
			fmt.Fprintln(p.out, pv.Robots)
		}
		for _, c := range pv.Controls {
			fmt.Fprintln(p.out, c)
		}
		if len(pv.Controls) > 0 {
			p.say("  (control looks for common and invented names; they tell nothing about you)")
		}
		for _, q := range pv.Searches {
			fmt.Fprintln(p.out, q.URL.String())
			fmt.Fprintf(p.out, "  tells %s\n", joinComma(q.Tells))
		}
		if pv.Got > 0 {
			p.say("  (%s answered before the interruption, and not made again)", plural(pv.Got, "search was", "searches were"))
		}
		if pv.Partial {
			p.say("  (there are more names and places; one visit asks for %d)", scan.MaxSearches)
		}
		for _, u := range pv.Profiles {
			fmt.Fprintln(p.out, u)
		}
		p.say("  and the further pages and records that its answers link to")
	}
	if len(list) == 0 && sum.Nobody() {
		return nobodyAsked(sum.Refused)
	}
	p.sayRefused(sum.Refused)
	p.sayBlind(sum.Blind)
	if len(list) == 0 {
		p.say("Nothing is due: everything was visited in the last 24 hours. With `--fresh` it would be asked again.")
	}
	return nil
}

// sayShown says what a visit shows of the machine, whatever is asked. Where a
// person goes along their browser shows itself.
func (p *program) sayShown(assisted bool) error {
	if p.set.proxy != "" {
		p.say("Nobody is asked now. A visit shows each site the proxy's network address, and the proxy yours.")
	} else {
		p.say("Nobody is asked now. A visit also shows each site this machine's network address, hence roughly where you are.")
	}
	if assisted {
		p.say("You are the visitor: your browser shows itself as it always does, its own User-Agent included; it starts empty, and what it kept is wiped afterwards.")
		return nil
	}
	agent, err := crawl.UserAgent(version, contact)
	if err != nil {
		return err
	}
	p.say("Every request calls itself %s; it sends no Referer, and cookies end with the visit.", agent)
	return nil
}

// printOpens prints what the person themself would open and tell at a site that
// no program asks.
func (p *program) printOpens(pv casebook.Preview) {
	for _, q := range pv.Opens {
		fmt.Fprintf(p.out, "  you would open %s\n    and tell %s\n", q.URL, joinComma(q.Tells))
	}
	if pv.Broker.Search.Way == brokers.Assisted && len(pv.Opens) > 0 {
		p.say("  with your own browser, which shows itself and your network address")
	}
}

func unconfirmed(b *brokers.Broker) string {
	if b.Checked.IsZero() {
		return " (definition never confirmed live)"
	}
	return ""
}
