package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) initCommand() *cobra.Command {
	var from, recovery string
	c := &cobra.Command{
		Use: "init [--from subject.yaml]", Short: "Make a vault and its first subject", Args: noArgs,
		Long: `Make a vault and file its first subject, from a file or by a few questions. The
answers are shown at the end, and each can be changed; before you say yes
nothing is made. An existing vault is left as it is (exit 1).

A recovery key opens the vault when its passphrase is forgotten. The questions
offer one to write down; --recovery-key writes one to a new file instead.`,
		RunE: func(c *cobra.Command, _ []string) error { return p.init(c.Context(), from, recovery) },
	}
	c.Flags().StringVar(&from, "from", "", "subject file; without it, questions are asked")
	c.Flags().StringVar(&recovery, "recovery-key", "", "write a key that opens the vault without its passphrase to this new file")
	return c
}

func (p *program) init(ctx context.Context, from, recovery string) error {
	if err := p.checkNow(); err != nil {
		return err
	}
	if err := p.checkPlace(); err != nil {
		return err
	}
	if err := p.vacant(ctx); err != nil {
		return err
	}
	if err := p.canUnlock(); err != nil {
		return err
	}
	s, document, key, err := p.firstSubject(from, recovery)
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
	if err := key.attach(p, &u); err != nil {
		return err
	}
	// From here on it is done in one go: a vault without its subject would be
	// half-made.
	ctx = context.WithoutCancel(ctx)
	if p.vault, err = vault.Create(ctx, p.vaultWhere(), u); err != nil {
		return errors.Join(err, key.discard())
	}
	if err := p.addSubject(ctx, s, document); err != nil {
		return err
	}
	p.say("Vault made at %s.", p.vaultPath())
	key.sayKept(p)
	if s.Safe.Any() {
		p.say("Every site sees this machine's network address, hence roughly where you are. With safe facts a scan\nwants another way out, such as Tor Browser while it is open (--proxy socks5://127.0.0.1:9150; some\nsites turn it away), or --direct, which says on purpose that they may see it.")
	}
	p.say("Next: `whohasme scan --dry-run` shows what would be asked of whom; `whohasme scan` asks.")
	return nil
}

// canUnlock says before the first question what would be missed after the
// last: a way to give the passphrase.
func (p *program) canUnlock() error {
	if p.set.identity == "" && p.set.passphraseFile == "" && p.env["WHOHASME_PASSPHRASE"] == "" && !isTerminal(p.in) {
		return errNoPassphrase
	}
	return nil
}

// vacant says why no vault can be made, as far as looking tells.
func (p *program) vacant(ctx context.Context) error {
	path := p.vaultPath()
	switch err := vault.Probe(ctx, p.vaultWhere()); {
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

// firstSubject reads the subject file, or asks, and learns what recovery key is
// wanted.
func (p *program) firstSubject(from, recovery string) (*scan.Subject, []byte, recoveryKey, error) {
	key := recoveryKey{file: recovery, notYet: "no vault was made"}
	if from != "" {
		s, document, err := readSubjectFile(from)
		return s, document, key, err
	}
	t := p.talk()
	t.say("A few questions. You can skip what is optional, %q goes back by one, and all is\nshown at the end to change it. Nothing leaves this machine now, and before you\nsay yes nothing is made.", back)
	f := &form{talk: t, questions: p.subjectQuestions(true, "client-1"), yes: "makes the vault"}
	if recovery == "" && p.set.identity == "" {
		f.questions = append(f.questions, recoveryQuestion)
	}
	s, given, err := p.askSubject(f)
	if err != nil {
		return nil, nil, key, fmt.Errorf("init: %w", err)
	}
	key.talk, key.wanted = t, given.one("recovery") == yes
	document, err := casebook.Document(s, "answers")
	return s, document, key, err
}

func readSubjectFile(file string) (*scan.Subject, []byte, error) {
	s, err := scan.ReadSubject(file)
	if err != nil {
		return nil, nil, err
	}
	document, err := casebook.Document(s, file)
	return s, document, err
}

func (p *program) addSubject(ctx context.Context, s *scan.Subject, document []byte) error {
	book, err := p.newCasebook(nil)
	if err != nil {
		return err
	}
	if err := book.AddSubject(ctx, s, document); err != nil {
		return err
	}
	p.say("Subject %q filed: %s, %s, authority %s.", s.ID, plural(len(s.Names), "name", "names"), plural(len(s.Addresses), "address", "addresses"), s.Authority.Kind)
	return nil
}
