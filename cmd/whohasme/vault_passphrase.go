package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) vaultPassphrase() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "passphrase [--new-passphrase-file FILE]", Short: "Change the passphrase", Args: noArgs,
		Long: `Change the passphrase: the one that is used now is asked for, then the new one,
twice. For programs the new one comes from WHOHASME_NEW_PASSPHRASE or the first line
of --new-passphrase-file. Whenever this is cut short, the old or the new one opens
the vault.

Who has forgotten the passphrase types the recovery key in its place, and sets a
new one. Backups and other copies of the vault still open with the passphrase that
they were made under: destroy those that you do not want opened with it.`,
		RunE: func(c *cobra.Command, _ []string) error { return p.changePassphrase(c.Context(), file) },
	}
	c.Flags().StringVar(&file, "new-passphrase-file", "", "file whose first line is the new passphrase")
	return c
}

func (p *program) changePassphrase(ctx context.Context, file string) error {
	u := vault.Unlock{Passphrase: p.currentPassphrase}
	if p.set.identity != "" {
		var err error
		if u, err = p.identityFile(); err != nil {
			return err
		}
	}
	var next string
	fresh := func() (s string, err error) {
		if next, err = p.givenPassphrase("WHOHASME_NEW_PASSPHRASE", file); next == "" && err == nil {
			next, err = p.askPassphrase(true)
		}
		if errors.Is(err, errNoPassphrase) {
			err = usage("no new passphrase; set WHOHASME_NEW_PASSPHRASE, or use --new-passphrase-file")
		}
		if _, key := vault.ParseRecovery(next); err == nil && key {
			err = usage("a recovery key is no passphrase; it belongs on paper and nowhere else")
		}
		return next, err
	}
	if err := vault.ChangePassphrase(ctx, p.vaultWhere(), u, fresh); err != nil {
		return err
	}
	p.say("The passphrase is changed. Backups and other copies made before still open with the old one.")
	if id, err := vault.ID(p.vaultPath()); err != nil || id == "" {
		return nil
	}
	if err := p.remember(next); err != nil {
		return fmt.Errorf("tell the keyring the new passphrase: %w", err)
	}
	p.say("The keyring remembers the new one.")
	return nil
}

// currentPassphrase is the one that is used now, not from the keyring: whoever
// changes it, or hands it on, is to know it.
func (p *program) currentPassphrase() (string, error) {
	if s, err := p.givenPassphrase("WHOHASME_PASSPHRASE", p.set.passphraseFile); s != "" || err != nil {
		return s, err
	}
	return p.askPassphrase(false)
}
