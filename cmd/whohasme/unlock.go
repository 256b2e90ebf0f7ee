package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"filippo.io/age"
	"github.com/whohasme/whohasme/scan/vault"
	"golang.org/x/term"
)

// errNoPassphrase says that there is no way to ask for one.
var errNoPassphrase = &exitError{exitUsage, errors.New("open vault: no passphrase; set WHOHASME_PASSPHRASE, or use --passphrase-file or --identity")}

// openVault opens the vault once.
func (p *program) openVault(ctx context.Context) error {
	if p.vault != nil {
		return nil
	}
	if p.vaultPath() == "" {
		return errNoHome
	}
	if errors.Is(vault.Probe(p.vaultPath()), vault.ErrNoVault) {
		return fmt.Errorf("open vault: there is none at %s; `whohasme init` makes one", p.vaultPath())
	}
	u, err := p.unlock(false)
	if err != nil {
		return err
	}
	p.vault, err = vault.Open(ctx, p.vaultPath(), u)
	return err
}

// unlock gathers what opens the vault: an identity file, or a passphrase from
// the environment, a file or the terminal. A new passphrase is asked for twice.
func (p *program) unlock(fresh bool) (vault.Unlock, error) {
	if p.set.identity != "" {
		return p.identityFile()
	}
	return vault.Unlock{Passphrase: func() (string, error) { return p.passphrase(fresh) }}, nil
}

func (p *program) identityFile() (vault.Unlock, error) {
	f, err := os.Open(p.set.identity)
	if err != nil {
		return vault.Unlock{}, usage("open identity file %s: no such file, or not readable", p.set.identity)
	}
	defer f.Close()
	ids, err := age.ParseIdentities(f)
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
	if s := p.env["WHOHASME_PASSPHRASE"]; s != "" {
		return s, nil
	}
	if p.set.passphraseFile != "" {
		b, err := os.ReadFile(p.set.passphraseFile)
		if err != nil {
			return "", usage("read passphrase file %s: no such file, or not readable", p.set.passphraseFile)
		}
		line, _, _ := strings.Cut(string(b), "\n")
		if line = strings.TrimRight(line, "\r"); line == "" {
			return "", usage("read passphrase file %s: its first line is empty", p.set.passphraseFile)
		}
		return line, nil
	}
	if !isTerminal(p.in) {
		return "", errNoPassphrase
	}
	return p.askPassphrase(fresh)
}

func (p *program) askPassphrase(fresh bool) (string, error) {
	first, err := p.askSecret("Passphrase of the vault: ")
	if err != nil || !fresh {
		return first, err
	}
	if len(first) < 8 {
		return "", usage("make vault: the passphrase has fewer than 8 characters; whoever gets the files can try short ones quickly")
	}
	second, err := p.askSecret("The same again: ")
	if err == nil && first != second {
		return "", usage("make vault: the two passphrases differ")
	}
	return first, err
}

func (p *program) askSecret(prompt string) (string, error) {
	fmt.Fprint(p.errOut, prompt)
	b, err := term.ReadPassword(int(p.in.(*os.File).Fd()))
	fmt.Fprintln(p.errOut)
	if err != nil {
		return "", errNoPassphrase
	}
	return string(b), nil
}

// ask reads one line from the person; a piped answer works as well.
func (p *program) ask(r *bufio.Reader, prompt string) (string, error) {
	fmt.Fprint(p.errOut, prompt)
	s, err := r.ReadString('\n')
	if err != nil && s == "" {
		return "", errors.New("read answer: the input ended")
	}
	return strings.TrimSpace(s), nil
}
