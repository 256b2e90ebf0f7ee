package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/whohasme/whohasme/scan/owner"
	"github.com/whohasme/whohasme/scan/vault"
)

var recoveryQuestion = question{
	key: "recovery", label: "recovery key", ask: "Do you want a recovery key to write down, in case you forget the passphrase?",
	why:     "Nobody can reset a passphrase. The key opens the vault without it, so keep the paper where nobody finds it whom the vault must be safe from; if there is no such place, go without.",
	choices: []choice{{no, "no"}, {yes, "yes, show me one before the vault is made"}},
}

// recoveryKey is the recovery key that a new vault gets, if one is wanted: in a
// new file, or shown to the person.
type recoveryKey struct {
	file   string
	wanted bool
	talk   *talk
	key    *vault.Recovery
	notYet string // what is told of the vault when the key cannot be handed over
}

// attach makes the key, hands it over, and adds it to what opens the vault.
func (k *recoveryKey) attach(p *program, u *vault.Unlock) (err error) {
	if k.file == "" && !k.wanted {
		return nil
	}
	if k.key, err = vault.NewRecovery(); err != nil {
		return err
	}
	u.Recipients = append(u.Recipients, k.key.Recipient())
	if k.file == "" {
		return k.show()
	}
	err = owner.WriteFile(k.file, []byte(k.key.String()+"\n"))
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("write recovery key: %s is there already; nothing is overwritten, and %s", k.file, k.notYet)
	case err != nil:
		return fmt.Errorf("write recovery key: %s cannot be written; %s", k.file, k.notYet)
	}
	return nil
}

// show lets the person write the key down, and asks for its end to be sure.
func (k *recoveryKey) show() error {
	lines := k.key.Lines()
	last := lines[len(lines)-1]
	k.talk.say("\nThe recovery key. Write it down on paper now; it is shown once and kept nowhere:\n")
	for _, line := range lines {
		k.talk.say("    %s", line)
	}
	k.talk.say("\nIn place of the passphrase, typed, it opens the vault. Large and small letters\nare the same, and spaces do not count.")
	for {
		text, err := k.talk.line("Written down? Type its last line to go on: ")
		if err != nil {
			return fmt.Errorf("hand over recovery key: %w; %s, and the key shown opens nothing", err, k.notYet)
		}
		if strings.EqualFold(strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(last, " ", "")) {
			return nil
		}
		k.talk.say("  That is not the last line of the key.")
	}
}

// discard takes back the file of a key whose vault was not made.
func (k *recoveryKey) discard() error {
	if k.file == "" || k.key == nil {
		return nil
	}
	return os.Remove(k.file)
}

func (k *recoveryKey) sayKept(p *program) {
	switch {
	case k.key == nil && p.set.identity == "":
		p.say("There is no recovery key: without the passphrase nobody can open the vault.")
	case k.file != "":
		p.say("The recovery key is in %s. Print it or move it off this machine: whoever has it and the vault can read everything.", k.file)
	case k.key != nil:
		p.say("Clear this window: the recovery key stands in it. Whoever has it and the vault can read everything.")
	}
}
