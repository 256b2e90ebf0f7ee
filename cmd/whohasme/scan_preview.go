package main

import (
	"context"
	"fmt"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
)

// previewScan prints every address that would be asked, each on its own line,
// and what it tells; it asks nobody.
func (p *program) previewScan(ctx context.Context, book *casebook.Casebook, s casebook.Scope) error {
	list, sum, err := book.Preview(ctx, s)
	if err != nil {
		return err
	}
	p.say("Nobody is asked now. A visit also shows each site this machine's network address, hence roughly where you are.")
	for _, pv := range list {
		if pv.Why != "" {
			p.say("\n%s for %s: not asked: %s", pv.Broker.ID, pv.Subject, pv.Why)
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

func unconfirmed(b *brokers.Broker) string {
	if b.Checked.IsZero() {
		return " (definition never confirmed live)"
	}
	return ""
}
