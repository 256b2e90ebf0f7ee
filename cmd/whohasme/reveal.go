package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) revealCommand() *cobra.Command {
	return &cobra.Command{
		Use: "reveal FINDING", Short: "Show one record as its page has it, unmasked", Args: exactArgs(1, "a finding"),
		Long: `Show one record as its page has it, with what you did not list: telephone
numbers, addresses, relatives. Safe facts stay labels here too.

It asks for the passphrase again, whatever opens the vault otherwise, shows one
record at a time, and the journal notes that it did. There is no way to show all.`,
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.openAgain(c.Context()); err != nil {
				return err
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			r, err := book.Reveal(c.Context(), args[0])
			if err != nil {
				return err
			}
			p.printRevealed(r)
			return nil
		},
	}
}

// openAgain opens the vault with a passphrase that is asked for now. On a
// terminal nothing else will do; a program without one gives it anew by the
// environment or a file. A vault that only an identity file opens has none.
func (p *program) openAgain(ctx context.Context) error {
	if err := p.there(ctx); err != nil {
		return err
	}
	u, err := p.unlockAgain()
	if err != nil {
		return err
	}
	if p.vault, err = vault.Open(ctx, p.vaultWhere(), u); err != nil {
		return err
	}
	return p.admit(p.vault)
}

func (p *program) unlockAgain() (vault.Unlock, error) {
	given := p.env["WHOHASME_PASSPHRASE"] != "" || p.set.passphraseFile != ""
	switch {
	case p.set.identity != "":
		return p.identityFile()
	case isTerminal(p.in):
		return vault.Unlock{Passphrase: func() (string, error) { return p.askSecret("Passphrase of the vault, to show one record unmasked: ") }}, nil
	case given:
		return vault.Unlock{Passphrase: func() (string, error) { return p.passphrase(false) }}, nil
	}
	return vault.Unlock{}, errNoPassphrase
}

// printRevealed prints a record, one fact a line, with nothing that a terminal
// would obey.
func (p *program) printRevealed(r *casebook.Revealed) {
	show := func(what string, texts ...string) {
		for _, t := range texts {
			t = strings.Join(strings.Fields(render.Clean(t)), " ")
			if t != "" {
				fmt.Fprintf(p.out, "  %-9s %s\n", what, t)
			}
		}
	}
	fmt.Fprintf(p.out, "%s, last seen %s\n", r.Finding.ID, r.Finding.Last.In(p.now().Location()).Format("2006-01-02"))
	for _, a := range r.Alarms {
		fmt.Fprintf(p.out, "ALARM: %s shows %s\n", r.Finding.Broker, a)
	}
	show("name", r.Record.Name)
	show("also as", r.Record.Aliases...)
	if !r.Record.Age.IsZero() {
		show("age", r.Record.Age.String())
	}
	show("born", r.Record.Born.String())
	for _, a := range r.Record.Addresses {
		show("address", a.String())
	}
	show("phone", r.Record.Phones...)
	show("e-mail", r.Record.Emails...)
	show("relative", r.Record.Relatives...)
	show("at", r.Record.URL)
	p.say("The journal notes that this record was shown. Other people may stand in it: keep it to yourself.")
}
