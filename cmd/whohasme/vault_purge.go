package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) vaultPurge() *cobra.Command {
	var subject string
	var all, sure bool
	c := &cobra.Command{
		Use: "purge --subject ID|--all", Short: "Throw away a subject, or the whole vault, for good", Args: noArgs,
		Long: `With --subject: throw away all that is kept of a subject, as "whohasme subject
remove" does. Only a supervisor may, and in your own vault you.

With --all: throw away the whole vault, at once, without its passphrase. Its keys
go first, so that nothing opens it from then on, whatever happens next; then the
rest, and what the system's keyring remembers for it. If it is cut short, say it
again. Letters, reports, digests and backups that you had written elsewhere stay:
remove them yourself. On some disks (flash) a trace of the keys can outlast being
overwritten; only an encrypted disk helps against who looks there.

On a terminal you are asked to type what is to go, instead of --yes.`,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case all == (subject != ""):
				return usage("say what: --subject ID, or --all")
			case !sure && !isTerminal(p.in):
				return usage("this throws it away for good; say --yes")
			case all:
				return p.purgeAll(sure)
			}
			return p.purgeSubject(c.Context(), subject, sure)
		},
	}
	c.Flags().StringVar(&subject, "subject", "", "id of the subject")
	c.Flags().BoolVar(&all, "all", false, "the whole vault")
	c.Flags().BoolVar(&sure, "yes", false, "do not ask")
	return c
}

func (p *program) purgeSubject(ctx context.Context, id string, sure bool) error {
	book, err := p.staffBook(ctx)
	if err != nil {
		return err
	}
	if err := p.confirm(sure, "the id", id); err != nil {
		return err
	}
	return p.remove(ctx, book, id)
}

func (p *program) purgeAll(sure bool) error {
	if p.onPostgres() {
		return usage("purge: a vault on PostgreSQL is not destroyed without its keys")
	}
	if p.vaultPath() == "" {
		return errNoHome
	}
	if errors.Is(vault.Probe(p.ctx, p.vaultPath()), vault.ErrNewer) {
		return vault.ErrNewer
	}
	if err := p.confirm(sure, "the word", "everything"); err != nil {
		return err
	}
	id, _ := vault.ID(p.vaultPath())
	err := vault.Destroy(p.vaultPath())
	if errors.Is(err, vault.ErrNoVault) {
		return fmt.Errorf("purge: there is no vault at %s", p.vaultPath())
	}
	if err != nil {
		return err
	}
	p.say("The vault is gone. Letters, reports and backups that you had written elsewhere are not.")
	if _, err := p.forgetID(id); err != nil {
		p.say("The keyring could not be asked to forget its passphrase, which opens nothing any more.")
	}
	return nil
}

// confirm has a word typed before something is thrown away.
func (p *program) confirm(sure bool, what, word string) error {
	if sure {
		return nil
	}
	typed, err := p.talk().line(fmt.Sprintf("This cannot be undone. Type %s %q to throw it away: ", what, word))
	if err != nil {
		return err
	}
	if typed != word {
		return usage("that is not it; nothing was thrown away")
	}
	return nil
}
