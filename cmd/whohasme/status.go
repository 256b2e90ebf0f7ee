package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan/vault"
)

// status is the bare command: where you stand, and what to do next.
func (p *program) status(c *cobra.Command, _ []string) error {
	if err := p.checkPlace(); err != nil && err != errNoHome {
		return err
	}
	if errors.Is(vault.Probe(c.Context(), p.vaultWhere()), vault.ErrNoVault) {
		fmt.Fprintln(p.out, "There is no vault yet.")
		fmt.Fprintln(p.out, "  whohasme demo     shows the whole loop with an invented person; nothing leaves this machine")
		fmt.Fprintln(p.out, "  whohasme init     makes a vault and asks a few questions")
		return nil
	}
	book, err := p.casebook(c.Context())
	if err != nil {
		return err
	}
	list, err := book.Report(c.Context(), "", book.Today())
	if err != nil {
		return err
	}
	for _, r := range list {
		fmt.Fprintf(p.out, "%s, %s\n", r.Subject, r.AsOf)
		for _, a := range render.Alarms(r) {
			fmt.Fprintln(p.out, "  ALARM: "+a)
		}
		for _, s := range render.Standing(r) {
			fmt.Fprintln(p.out, "  "+s)
		}
		for _, s := range render.InShort(r) {
			fmt.Fprintln(p.out, "  "+s)
		}
		if n := len(r.Changes); n > 0 {
			fmt.Fprintf(p.out, "  %s since %s: `whohasme report` tells which.\n", plural(n, "change", "changes"), r.Since)
		}
	}
	clocks, err := book.Due(c.Context(), "", book.Today())
	if err != nil {
		return err
	}
	late := 0
	for _, k := range clocks {
		if k.State == report.Overdue {
			late++
		}
	}
	if len(clocks) > 0 {
		fmt.Fprintf(p.out, "%s running, %d overdue: `whohasme due`\n", plural(len(clocks), "clock", "clocks"), late)
	}
	fmt.Fprintln(p.out, "Next: "+nextStep(list))
	return nil
}

// nextStep names the command that helps most now. A safe fact that is shown
// goes before all else; what is gone, or may be anybody's, asks for nothing.
func nextStep(list []report.Report) string {
	for _, r := range list {
		if len(render.Alarms(r)) > 0 {
			return "a site shows what you keep safe: read `whohasme report` with somebody you trust before anything is sent"
		}
	}
	for _, r := range list {
		if r.Totals.Asked == 0 {
			return "`whohasme scan --dry-run`, then `whohasme scan`"
		}
	}
	for _, r := range list {
		if r.Totals.Answered == 0 {
			return "nobody answered; `whohasme scan --fresh` asks again"
		}
		if len(r.Next) > 0 {
			return commandFor(r.Next[0])
		}
	}
	return "`whohasme report`; scan again in a few days"
}

func commandFor(n report.Next) string {
	switch n.Is {
	case report.DoReview:
		return "`whohasme review`"
	case report.DoDrop:
		return "`whohasme drop sheet`"
	case report.DoLook:
		return "`whohasme due` says when to look a second time"
	case report.DoAssist:
		return "`whohasme scan --assisted`"
	}
	return "`whohasme plan`, then `whohasme letters`"
}
