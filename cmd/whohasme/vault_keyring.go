package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) vaultKeyring() *cobra.Command {
	remember := &cobra.Command{
		Use: "remember", Short: "Let the system's keyring give the passphrase", Args: noArgs,
		Long: `Let the keyring of your system (Keychain, Credential Manager, GNOME Keyring,
KWallet) remember the vault's passphrase. From then on nobody is asked for it while
your session is unlocked: whoever sits down at it, and every program that runs as
you, can open the vault. For a device that is shared or threatened, go without.

What --identity, WHOHASME_PASSPHRASE or --passphrase-file give goes first.`,
		RunE: func(c *cobra.Command, _ []string) error { return p.keyringRemember(c.Context()) },
	}
	forget := &cobra.Command{
		Use: "forget", Short: "Take the passphrase from the keyring again", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			had, err := p.forget()
			switch {
			case err != nil:
				return fmt.Errorf("take the passphrase from the keyring: %w", err)
			case !had:
				p.say("The keyring remembers nothing for this vault.")
			default:
				p.say("The keyring does not remember the passphrase any more.")
			}
			return nil
		},
	}
	return group("keyring", "The passphrase in the system's keyring", remember, forget)
}

func (p *program) keyringRemember(ctx context.Context) error {
	if p.set.identity != "" {
		return usage("the keyring remembers passphrases; an identity file opens the vault without one")
	}
	if !p.hasKeyring() {
		return fmt.Errorf("remember passphrase: %w", errKeyring)
	}
	secret, err := p.currentPassphrase()
	if err != nil {
		return err
	}
	if _, typed := vault.ParseRecovery(secret); typed {
		return usage("that is a recovery key; it belongs on paper and nowhere else")
	}
	v, err := vault.Open(ctx, p.vaultWhere(), vault.Unlock{Passphrase: func() (string, error) { return secret, nil }})
	if err != nil {
		return err
	}
	if err := errors.Join(v.Close(), p.remember(secret)); err != nil {
		return fmt.Errorf("remember passphrase: %w", err)
	}
	p.say("The keyring remembers the passphrase of this vault. `whohasme vault keyring forget` takes it back.")
	return nil
}
