package vault

import (
	"errors"
	"strings"

	"filippo.io/age"
)

// Recovery is a key on paper: an age identity that a vault's keys are wrapped
// to besides the person's own, so that it opens the vault when the passphrase
// is forgotten. It is kept nowhere.
type Recovery struct{ id *age.X25519Identity }

// NewRecovery makes a recovery key. Its Recipient goes into Unlock.Recipients
// of Create.
func NewRecovery() (*Recovery, error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, errors.New("make recovery key: there is no randomness")
	}
	return &Recovery{id}, nil
}

// Recipient is what a vault's keys are wrapped to.
func (r *Recovery) Recipient() age.Recipient { return r.id.Recipient() }

// Identity is what opens the vault, in Unlock.Identities.
func (r *Recovery) Identity() age.Identity { return r.id }

// String returns the key as age writes it, in one piece.
func (r *Recovery) String() string { return r.id.String() }

// keyStart begins every key of age's; a key has 58 more letters and digits, the
// last six of which are a checksum (Bech32, BIP 173).
const keyStart = "AGE-SECRET-KEY-1"

// Lines returns the key for writing down: groups of four, four to a line,
// without what every key begins with. ParseRecovery reads it.
func (r *Recovery) Lines() []string {
	rest := strings.TrimPrefix(r.String(), keyStart)
	var lines []string
	for len(rest) > 0 {
		var groups []string
		for len(groups) < 4 && len(rest) > 0 {
			n := min(4, len(rest))
			groups, rest = append(groups, rest[:n]), rest[n:]
		}
		lines = append(lines, strings.Join(groups, " "))
	}
	return lines
}

// misread are letters that no key has, for the ones they look like by hand.
var misread = strings.NewReplacer("O", "0", "B", "8", "I", "L", "1", "L")

// ParseRecovery reads a key as people type it off paper: with or without its
// beginning, spaces, dots, hyphens and line breaks, in either case. ok is false
// for any other text, one with a slip of the hand included.
func ParseRecovery(text string) (r *Recovery, ok bool) {
	if len(text) > 1000 {
		return nil, false
	}
	bare := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z':
			return c - 'a' + 'A'
		case c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
			return c
		case strings.ContainsRune(" \t\r\n.-_\u00a0\u2010\u2011\u2013", c):
			return -1
		}
		return '?' // no key has it
	}, text)
	bare = strings.TrimPrefix(bare, strings.ReplaceAll(keyStart, "-", ""))
	id, err := age.ParseX25519Identity(keyStart + misread.Replace(bare))
	if err != nil {
		return nil, false
	}
	return &Recovery{id}, true
}
