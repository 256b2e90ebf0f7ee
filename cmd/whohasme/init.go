package main

import (
	"bufio"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) initCommand() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use: "init [--from subject.yaml]", Short: "Make a vault and its first subject", Args: noArgs,
		Long: `Make a vault and file its first subject, from a file or by a few questions.
An existing vault is left as it is (exit 1).`,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.checkNow(); err != nil {
				return err
			}
			if p.vaultPath() == "" {
				return errNoHome
			}
			if err := vacant(p.vaultPath()); err != nil {
				return err
			}
			s, document, err := p.subjectFrom(from)
			if err != nil {
				return err
			}
			if err := casebook.Admissible(s, document); err != nil {
				return err
			}
			u, err := p.unlock(true)
			if err != nil {
				return err
			}
			if p.vault, err = vault.Create(c.Context(), p.vaultPath(), u); err != nil {
				return err
			}
			if err := p.addSubject(c, s, document); err != nil {
				return err
			}
			p.say("Vault made at %s.", p.vaultPath())
			p.say("Next: `whohasme scan --dry-run` shows what would be asked of whom; `whohasme scan` asks.")
			return nil
		},
	}
	c.Flags().StringVar(&from, "from", "", "subject file; without it, questions are asked")
	return c
}

// vacant says why no vault can be made at path, as far as looking tells.
func vacant(path string) error {
	switch err := vault.Probe(path); {
	case errors.Is(err, vault.ErrNoVault):
		return nil
	case err == nil, errors.Is(err, vault.ErrNewer):
		return fmt.Errorf("make vault: there is one at %s already; it was left as it is", path)
	case errors.Is(err, vault.ErrForeign):
		return fmt.Errorf("make vault: what is at %s is not a vault; it was left as it is", path)
	case errors.Is(err, vault.ErrDenied):
		return fmt.Errorf("make vault: you may not look into %s; nothing was made", path)
	default:
		return fmt.Errorf("make vault at %s: %w", path, err)
	}
}

// subjectFrom reads the subject file, or asks.
func (p *program) subjectFrom(file string) (*scan.Subject, []byte, error) {
	if file == "" {
		if !isTerminal(p.in) {
			return nil, nil, usage("add subject: no subject file; use --from FILE (README shows one)")
		}
		s, err := p.askSubject(bufio.NewReader(p.in))
		return s, nil, err
	}
	s, err := scan.ReadSubject(file)
	if err != nil {
		return nil, nil, err
	}
	document, err := casebook.Document(s, file)
	return s, document, err
}

func (p *program) addSubject(c *cobra.Command, s *scan.Subject, document []byte) error {
	book, err := p.newCasebook(nil)
	if err != nil {
		return err
	}
	if err := book.AddSubject(c.Context(), s, document); err != nil {
		return err
	}
	p.say("Subject %q filed: %d names, %d addresses, authority %s.", s.ID, len(s.Names), len(s.Addresses), s.Authority.Kind)
	return nil
}
