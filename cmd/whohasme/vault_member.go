package main

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) vaultMember() *cobra.Command {
	return group("member", "Who can open the vault, and what for", p.memberAdd(), p.memberList(), p.memberRemove())
}

func (p *program) memberAdd() *cobra.Command {
	var m vault.Member
	var role string
	c := &cobra.Command{
		Use: "add ID --role ROLE --recipient age1...", Short: "Let somebody open the vault", Args: exactArgs(1, "an id for the member"),
		Long: `Let somebody open the vault with their own age identity (--identity FILE). They
make it with age-keygen or "whohasme vault identity", keep the file, and send you
the recipient, the line that begins with age1. Only a supervisor may.

The id stands in the journal: of a-z, 0-9 and hyphens, and no part of a name. Roles:

  supervisor   opens every client, assigns them, adds and removes members, purges
  caseworker   opens the clients assigned to them, and those they file
  auditor      opens no client; checks the journal, reads what the clinic did
  worker       a machine that looks for all clients, and does nothing else`,
		RunE: func(c *cobra.Command, args []string) error {
			m.ID, m.Role = args[0], vault.Role(role)
			if err := m.Valid(); err != nil {
				return usage("add member: %w", err)
			}
			book, err := p.staffBook(c.Context())
			if err != nil {
				return err
			}
			if err := book.AddMember(c.Context(), m); err != nil {
				return err
			}
			p.say("%s can open the vault, as %s.", m.ID, m.Role)
			return nil
		},
	}
	c.Flags().StringVar(&role, "role", "", "supervisor, caseworker, auditor or worker")
	c.Flags().StringVar(&m.Recipient, "recipient", "", "the member's age recipient (age1...)")
	return c
}

func (p *program) memberList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "List who can open the vault", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.openVault(c.Context()); err != nil {
				return err
			}
			list, err := p.vault.Members(c.Context())
			if err != nil {
				return err
			}
			var rows [][]string
			for _, m := range list {
				if asJSON {
					if err := render.JSON(p.out, m); err != nil {
						return err
					}
					continue
				}
				you := ""
				if m == p.vault.Me() {
					you = "you"
				}
				rows = append(rows, []string{m.ID, string(m.Role), m.Recipient, you})
			}
			if asJSON {
				return nil
			}
			return render.Table(p.out, p.width(), []string{"member", "role", "recipient", ""}, rows)
		},
	}
	jsonFlag(c, &asJSON)
	return c
}

func (p *program) memberRemove() *cobra.Command {
	var to string
	c := &cobra.Command{
		Use: "remove ID [--to ID]", Short: "End that somebody can open the vault", Args: exactArgs(1, "a member's id"),
		Long: `End that somebody can open the vault. With --to the clients assigned to them are
handed to another caseworker first; without, one whom clients are assigned to alone
is not removed. The last supervisor stays. Only a supervisor may.

This takes nothing back: whoever could open the vault could have copied its keys,
and with those and a copy of the store they can read the clients they could read
before, also what comes later. Take their access to the machine, the database and
the backups, too.`,
		RunE: func(c *cobra.Command, args []string) error {
			book, err := p.staffBook(c.Context())
			if err != nil {
				return err
			}
			return p.removeMember(c.Context(), book, args[0], to)
		},
	}
	c.Flags().StringVar(&to, "to", "", "caseworker who gets the clients")
	return c
}

func (p *program) removeMember(ctx context.Context, book *casebook.Casebook, id, to string) error {
	if to != "" {
		handed, err := book.HandOver(ctx, id, to)
		if len(handed) > 0 {
			p.say("%s handed to %s.", plural(len(handed), "client", "clients"), to)
		}
		if err != nil {
			return err
		}
	}
	if err := book.RemoveMember(ctx, id); err != nil {
		return err
	}
	p.say("%s cannot open the vault any more. What they have copied they can still read: take their access\nto the machine, the database and the backups, too.", id)
	return nil
}

// staffBook opens the vault for what is done with it as a whole, for which no
// catalogue is needed.
func (p *program) staffBook(ctx context.Context) (*casebook.Casebook, error) {
	if err := p.checkNow(); err != nil {
		return nil, err
	}
	if err := p.openVault(ctx); err != nil {
		return nil, err
	}
	return p.newCasebook(nil)
}
