package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"filippo.io/age"
	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan/owner"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) vaultRecovery() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "recovery [-o FILE]", Short: "Make a recovery key for a vault that has none, or one more", Args: noArgs,
		Long: `Make a key that opens the vault without its passphrase. It is shown once, to be
written down, or written to a new file; it is kept nowhere. "whohasme vault member
list" shows how many there are, and "whohasme vault member remove recovery" takes
one back.

Whoever finds the key and the vault can read everything. If there is no place where
it is safe from whom the vault must be safe from, go without.`,
		RunE: func(c *cobra.Command, _ []string) error {
			book, err := p.staffBook(c.Context())
			if err != nil {
				return err
			}
			if me := book.Vault.Me(); me.Role != vault.Supervisor { // before a key is shown that would open nothing
				return fmt.Errorf("make recovery key: %w", vault.ErrRole)
			}
			return p.addRecovery(c.Context(), book, file)
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "", "write the key to this new file instead of showing it")
	return c
}

func (p *program) addRecovery(ctx context.Context, book *casebook.Casebook, file string) error {
	key := recoveryKey{file: file, wanted: file == "", talk: p.talk(), notYet: "nothing was changed"}
	var u vault.Unlock
	if err := key.attach(p, &u); err != nil {
		return err
	}
	m := vault.Member{Role: vault.Supervisor, Recipient: fmt.Sprint(u.Recipients[0])}
	for n := 1; ; n++ {
		if m.ID = "recovery"; n > 1 {
			m.ID = fmt.Sprintf("recovery-%d", n)
		}
		err := book.AddMember(context.WithoutCancel(ctx), m)
		if errors.Is(err, vault.ErrMember) {
			continue
		}
		if err != nil {
			return errors.Join(err, key.discard())
		}
		key.sayKept(p)
		return nil
	}
}

func (p *program) vaultIdentity() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "identity -o FILE", Short: "Make an age identity file for a member of staff", Args: noArgs,
		Long: `Make an age identity in a new file, as age-keygen does, and print its recipient.
The file stays with whom it belongs to; the recipient, which is no secret, goes to
a supervisor for "whohasme vault member add".`,
		RunE: func(*cobra.Command, []string) error {
			if file == "" {
				return usage("say where with -o FILE")
			}
			return p.makeIdentity(file)
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "", "new file for the identity")
	return c
}

func (p *program) makeIdentity(file string) error {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return errors.New("make identity: there is no randomness")
	}
	text := fmt.Sprintf("# created: %s\n# public key: %s\n%s\n", p.now().UTC().Format(time.RFC3339), id.Recipient(), id)
	err = owner.WriteFile(file, []byte(text))
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("write identity: %s is there already; nothing is overwritten", file)
	case err != nil:
		return fmt.Errorf("write identity: %s cannot be written", file)
	}
	fmt.Fprintln(p.out, id.Recipient())
	p.say("The identity is in %s: keep it where nobody else reads it, and nowhere else.\nThe line above is its recipient.", file)
	return nil
}
