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

On PostgreSQL a supervisor opens the vault for --all, and its tables are dropped.

On a terminal you are asked to type what is to go, instead of --yes.`,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case all == (subject != ""):
				return usage("say what: --subject ID, or --all")
			case !sure && !isTerminal(p.in):
				return usage("this throws it away for good; say --yes")
			case all:
				return p.purgeAll(c.Context(), sure)
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

func (p *program) purgeAll(ctx context.Context, sure bool) error {
	if err := p.checkPlace(); err != nil {
		return err
	}
	if p.onPostgres() {
		return p.purgeDatabase(ctx, sure)
	}
	switch err := vault.Probe(ctx, p.vaultPath()); { // before the question
	case errors.Is(err, vault.ErrForeign), errors.Is(err, vault.ErrNewer):
		return fmt.Errorf("purge: %w", err)
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

// purgeDatabase throws a vault on PostgreSQL away, which a supervisor must have
// opened: whoever only reaches the database may not.
func (p *program) purgeDatabase(ctx context.Context, sure bool) error {
	if err := p.openVault(ctx); err != nil {
		return err
	}
	if err := p.confirm(sure, "the word", "everything"); err != nil {
		return err
	}
	if err := p.vault.Destroy(ctx); err != nil {
		return err
	}
	p.say("The vault is gone from the database. The server's own log and backups, and those that you had\nwritten elsewhere, still open with what opened it: have them destroyed, too.")
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
