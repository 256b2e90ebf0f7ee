package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) vaultCommand() *cobra.Command {
	return group("vault", "The sealed store", p.vaultVerify())
}

// place says which chain, and which of its entries, a damage is about.
func place(d vault.Damage) string {
	if d.N > 0 {
		return fmt.Sprintf("%s, entry %d", orElse(d.Chain, "vault"), d.N)
	}
	return orElse(d.Chain, "vault")
}

func (p *program) vaultVerify() *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "Check every entry of the journal (exit 3 if there is damage)", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.checkPlace(); err != nil {
				return err
			}
			u, err := p.unlock(false)
			if err != nil {
				return err
			}
			damage, heads, err := vault.Check(c.Context(), p.vaultWhere(), u)
			if err != nil {
				return err
			}
			for _, d := range damage {
				fmt.Fprintf(p.out, "%s: %s\n", place(d), d.Text)
			}
			if len(damage) > 0 {
				p.say("%s found. What is listed cannot be trusted; the rest can.", plural(len(damage), "damage", "damages"))
				return exit(exitListed)
			}
			for _, h := range heads {
				fmt.Fprintf(p.out, "%s: %d entries, head %s\n", orElse(h.Chain, "vault"), h.Count, h.Link)
			}
			p.say("The journal is whole.")
			return nil
		},
	}
}
