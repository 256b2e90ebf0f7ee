package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) vaultCommand() *cobra.Command {
	return group("vault", "The sealed store, and who can open it",
		p.vaultVerify(), p.vaultPassphrase(), p.vaultRecovery(), p.vaultKeyring(), p.vaultMember(), p.vaultIdentity(),
		p.vaultBackup(), p.vaultRestore(), p.vaultPurge(), p.vaultRetention())
}

// place says which chain, and which of its entries, a damage is about.
func place(d vault.Damage) string {
	if d.N > 0 {
		return fmt.Sprintf("%s, entry %d", orElse(d.Chain, "vault"), d.N)
	}
	return orElse(d.Chain, "vault")
}

func (p *program) vaultVerify() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "verify", Short: "Check every entry of the journal (exit 3 if there is damage)", Args: noArgs,
		Long: `Check that no entry of the journal was changed, moved, lost or cut off, and print
the end of each chain: compare them with those on earlier reports, since a whole
vault put back to an earlier day is whole, too. Entries of clients that your role
does not open are checked by their links; what stands in them is not opened.

Exit codes: 0 the journal is whole; 3 damage is listed; 1 it could not be checked.`,
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
			if len(damage) > 0 {
				return p.printDamage(damage, asJSON)
			}
			if err := p.printHeads(heads, asJSON); err != nil {
				return err
			}
			p.say("The journal is whole.")
			return nil
		},
	}
	jsonFlag(c, &asJSON)
	return c
}

func (p *program) printDamage(list []vault.Damage, asJSON bool) error {
	for _, d := range list {
		if asJSON {
			if err := render.JSON(p.out, d); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(p.out, "%s: %s\n", place(d), d.Text)
	}
	p.say("%s found. What is listed cannot be trusted; the rest can.", plural(len(list), "damage", "damages"))
	return exit(exitListed)
}

func (p *program) printHeads(list []vault.Head, asJSON bool) error {
	for _, h := range list {
		if asJSON {
			if err := render.JSON(p.out, h); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(p.out, "%s: %d entries, head %s\n", orElse(h.Chain, "vault"), h.Count, h.Link)
	}
	return nil
}
