package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
)

func (p *program) vaultRetention() *cobra.Command {
	var afterEnd string
	var pages int
	var now, asJSON bool
	c := &cobra.Command{
		Use: "retention [--after-end DAYS|never] [--pages DAYS] [--now]", Short: "Show or set for how long clients and pages are kept", Args: noArgs,
		Long: `Show or set for how long the vault keeps what it could throw away.

--after-end: days that a client stays after their mandate ended or was withdrawn.
Then all that is kept of them is thrown away, for good, at the next scan or watch
that a supervisor runs, or at once with --now. Without a limit they stay until
somebody removes them.
--pages: days that a page is kept which shows nothing of the client, 30 at most;
its hash stays.

Only a supervisor sets limits; the journal notes it.`,
		RunE: func(c *cobra.Command, _ []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			k, err := book.Keeping(c.Context())
			if err != nil {
				return err
			}
			if err := setKeeping(c, &k, afterEnd, pages); err != nil {
				return err
			}
			if c.Flags().Changed("after-end") || c.Flags().Changed("pages") {
				if err := book.SetKeeping(c.Context(), k); err != nil {
					return err
				}
			}
			if err := p.printKeeping(k, asJSON); err != nil || !now {
				return err
			}
			return p.retain(c.Context(), book)
		},
	}
	c.Flags().StringVar(&afterEnd, "after-end", "", "days that a client stays after their authority ended, or \"never\" to throw nobody away")
	c.Flags().IntVar(&pages, "pages", 0, "days that a page without a finding is kept (1 to 30)")
	c.Flags().BoolVar(&now, "now", false, "throw away now what is over its time")
	jsonFlag(c, &asJSON)
	return c
}

func setKeeping(c *cobra.Command, k *casebook.Keeping, afterEnd string, pages int) error {
	if c.Flags().Changed("pages") {
		k.Pages = pages
	}
	if !c.Flags().Changed("after-end") {
		return nil
	}
	if k.AfterEnd = nil; afterEnd == "never" {
		return nil
	}
	days, err := strconv.Atoi(afterEnd)
	if err != nil || days < 0 || days > 36500 {
		return usage("--after-end: want a number of days, or never")
	}
	k.AfterEnd = &days
	return nil
}

func (p *program) printKeeping(k casebook.Keeping, asJSON bool) error {
	if asJSON {
		return render.JSON(p.out, k)
	}
	after := "until they are removed"
	if k.AfterEnd != nil {
		after = plural(*k.AfterEnd, "day", "days")
	}
	return render.Table(p.out, p.width(), []string{"kept", "for"}, [][]string{{"a client after the end of their authority", after}, {"a page that shows nothing of the client", plural(k.Pages, "day", "days")}})
}

// retain keeps to the limits and tells what went.
func (p *program) retain(ctx context.Context, book *casebook.Casebook) error {
	r, err := book.Retain(ctx)
	p.sayRetained(r)
	if err == nil && len(r.Purged) == 0 {
		p.say("No client was over their time.")
	}
	return err
}

// sayRetained tells by id and number which clients were thrown away.
func (p *program) sayRetained(r casebook.Retained) {
	if len(r.Purged) > 0 {
		p.say("%s over their time and thrown away for good: %s.", plural(len(r.Purged), "client was", "clients were"), joinComma(r.Purged))
	}
	if r.Lingers {
		p.say("Another whohasme has the vault open: sealed traces stay in its log until that ends.")
	}
	if len(r.Waiting) > 0 {
		p.say("%s over their time; a supervisor's `whohasme vault retention --now` throws them away: %s.", plural(len(r.Waiting), "client is", "clients are"), joinComma(r.Waiting))
	}
}
