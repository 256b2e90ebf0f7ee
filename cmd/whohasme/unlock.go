package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"github.com/whohasme/whohasme/scan/vault"
)

// errNoPassphrase says that there is no way to ask for one.
var errNoPassphrase = &exitError{exitUsage, errors.New("open vault: no passphrase; set WHOHASME_PASSPHRASE, or use --passphrase-file or --identity")}

// openVault opens the vault once.
func (p *program) openVault(ctx context.Context) error {
	if p.vault != nil {
		return nil
	}
	if err := p.there(ctx); err != nil {
		return err
	}
	u, err := p.unlock(false)
	if err != nil {
		return err
	}
	p.vault, err = vault.Open(ctx, p.vaultWhere(), u)
	if errors.Is(err, vault.ErrWrongKey) && p.remembered {
		err = p.openWithoutKeyring(ctx)
	}
	if err != nil {
		return err
	}
	return p.admit(p.vault)
}

// openWithoutKeyring asks for the passphrase after the keyring gave a wrong one.
func (p *program) openWithoutKeyring(ctx context.Context) (err error) {
	if !isTerminal(p.in) {
		return fmt.Errorf("open vault: %w; it came from the keyring, `whohasme vault keyring forget` takes it from there", vault.ErrWrongKey)
	}
	p.say("The keyring remembers another passphrase than this vault's.")
	p.vault, err = vault.Open(ctx, p.vaultWhere(), vault.Unlock{Passphrase: func() (string, error) { return p.askPassphrase(false) }})
	return err
}

// typesPassphrase reports whether the passphrase is typed and not given by the
// environment or a file.
func (p *program) typesPassphrase() bool {
	return p.set.identity == "" && p.set.passphraseFile == "" && p.env["WHOHASME_PASSPHRASE"] == "" && isTerminal(p.in)
}

// unlock gathers what opens the vault: an identity file, or a passphrase from
// the environment, a file, the keyring or the terminal. A new passphrase is asked for twice.
func (p *program) unlock(fresh bool) (vault.Unlock, error) {
	if p.set.identity != "" {
		return p.identityFile()
	}
	return vault.Unlock{Passphrase: func() (string, error) { return p.passphrase(fresh) }, WorkFactor: workFactor}, nil
}

func (p *program) identityFile() (vault.Unlock, error) {
	f, err := os.Open(p.set.identity)
	if err != nil {
		return vault.Unlock{}, usage("open identity file %s: no such file, or not readable", p.set.identity)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 1<<20))
	if err != nil {
		return vault.Unlock{}, usage("open identity file %s: no such file, or not readable", p.set.identity)
	}
	if r, ok := vault.ParseRecovery(string(data)); ok { // also as it was typed off paper
		return vault.Unlock{Identities: []age.Identity{r.Identity()}, Recipients: []age.Recipient{r.Recipient()}}, nil
	}
	ids, err := age.ParseIdentities(bytes.NewReader(data))
	if err != nil {
		return vault.Unlock{}, usage("read identity file %s: not an age identity file", p.set.identity)
	}
	u := vault.Unlock{Identities: ids}
	for _, id := range ids {
		if x, ok := id.(*age.X25519Identity); ok {
			u.Recipients = append(u.Recipients, x.Recipient())
		}
	}
	if len(u.Recipients) == 0 {
		return vault.Unlock{}, usage("read identity file %s: it holds no X25519 identity", p.set.identity)
	}
	return u, nil
}

func (p *program) passphrase(fresh bool) (string, error) {
	if s, err := p.givenPassphrase("WHOHASME_PASSPHRASE", p.set.passphraseFile); s != "" || err != nil {
		return s, err
	}
	if !fresh {
		if s, ok := p.fromKeyring(); ok {
			p.remembered = true
			return s, nil
		}
	}
	return p.askPassphrase(fresh)
}

// givenPassphrase reads a passphrase from a variable of the environment or the
// first line of a file; it is empty when neither is there.
func (p *program) givenPassphrase(variable, file string) (string, error) {
	if s := p.env[variable]; s != "" || file == "" {
		return s, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", usage("read passphrase file %s: no such file, or not readable", file)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return "", usage("read passphrase file %s: its first line is empty", file)
	}
	return line, nil
}

// newTries is how often a new passphrase may be mistyped.
const newTries = 5

func (p *program) askPassphrase(fresh bool) (string, error) {
	if !isTerminal(p.in) {
		return "", errNoPassphrase
	}
	if !fresh {
		return p.askSecret("Passphrase of the vault: ")
	}
	p.say("\nThe passphrase seals the vault. Four or five words that have nothing to do with\neach other are good and can be remembered. What you type is not shown.")
	for try := 1; ; try++ {
		s, err := p.askNew()
		if err == nil || try == newTries || !errors.Is(err, errUnfit) {
			return s, err
		}
		text := strings.TrimPrefix(err.Error(), errUnfit.Error()+": ")
		fmt.Fprintf(p.errOut, "  %s.\n", strings.ToUpper(text[:1])+text[1:])
	}
}

// errUnfit says that a new passphrase is to be typed once more.
var errUnfit = errors.New("new passphrase")

func (p *program) askNew() (string, error) {
	first, err := p.askSecret("New passphrase: ")
	switch {
	case err != nil:
		return "", err
	case len(first) < 8:
		return "", usage("%w: the passphrase has fewer than 8 characters; whoever gets the files can try short ones quickly", errUnfit)
	}
	second, err := p.askSecret("The same again: ")
	if err == nil && first != second {
		return "", usage("%w: the two passphrases differ", errUnfit)
	}
	return first, err
}
