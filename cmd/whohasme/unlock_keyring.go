package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/whohasme/whohasme/scan/vault"
	"github.com/zalando/go-keyring"
)

// keyringService is what the system's keyring knows us by.
const keyringService = "whohasme"

// keyringTime is how long a keyring may take to answer. One that hangs, or that
// waits for somebody to unlock it, holds nothing up: the passphrase is asked for.
const keyringTime = 2 * time.Second

// errKeyring says that there is no keyring, or none that answers.
var errKeyring = errors.New("no keyring answers in this session")

// hasKeyring reports whether the system could keep a secret for this session.
// Where there is no session bus the library below would start one.
func (p *program) hasKeyring() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	if p.env["DBUS_SESSION_BUS_ADDRESS"] != "" {
		return p.env["DBUS_SESSION_BUS_ADDRESS"] == os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	}
	run := p.env["XDG_RUNTIME_DIR"]
	if run == "" || run != os.Getenv("XDG_RUNTIME_DIR") {
		return false
	}
	_, err := os.Stat(filepath.Join(run, "bus"))
	return err == nil
}

// fromKeyring returns the passphrase that the keyring remembers for the vault,
// if it was told to.
func (p *program) fromKeyring() (passphrase string, ok bool) {
	id, err := vault.ID(p.vaultPath())
	if err != nil || id == "" {
		return "", false
	}
	passphrase, err = p.askKeyring(func() (string, error) { return keyring.Get(keyringService, id) })
	if err != nil {
		if p.set.verbose {
			p.say("Keyring: %v; the passphrase is asked for.", err)
		}
		return "", false
	}
	return passphrase, passphrase != ""
}

// askKeyring calls the keyring, and leaves it waiting when it takes too long:
// the program is about to end in a while.
func (p *program) askKeyring(call func() (string, error)) (string, error) {
	if !p.hasKeyring() {
		return "", errKeyring
	}
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		text, err := call()
		got <- answer{text, err}
	}()
	select {
	case a := <-got:
		return a.text, keyringFault(a.err)
	case <-time.After(keyringTime):
		return "", fmt.Errorf("the keyring does not answer within %v; it may be locked", keyringTime)
	case <-p.during().Done():
		return "", p.during().Err()
	}
}

// keyringFault leaves out what a keyring says in words of its own.
func keyringFault(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return errors.New("the keyring remembers nothing for this vault")
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return errors.New("the passphrase is longer than the keyring takes")
	}
	return errKeyring
}

// remember has the keyring keep the vault's passphrase.
func (p *program) remember(passphrase string) error {
	if !p.hasKeyring() { // before the vault is given an id for nothing
		return errKeyring
	}
	id, err := vault.NewID(p.vaultPath())
	if err != nil {
		return err
	}
	_, err = p.askKeyring(func() (string, error) { return "", keyring.Set(keyringService, id, passphrase) })
	return err
}

// forget takes the vault's passphrase from the keyring. There being none is fine.
func (p *program) forget() (had bool, err error) {
	id, err := vault.ID(p.vaultPath())
	if err != nil {
		return false, err
	}
	if had, err = p.forgetID(id); err != nil || id == "" {
		return had, err
	}
	return had, vault.ForgetID(p.vaultPath())
}

// forgetID is forget for a vault that may be gone.
func (p *program) forgetID(id string) (had bool, err error) {
	if id == "" {
		return false, nil
	}
	gone := false
	_, err = p.askKeyring(func() (string, error) {
		err := keyring.Delete(keyringService, id)
		if gone = errors.Is(err, keyring.ErrNotFound); gone {
			err = nil
		}
		return "", err
	})
	return err == nil && !gone, err
}
