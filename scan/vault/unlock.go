package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"
)

// Unlock is what opens a vault: identities, or else a passphrase.
type Unlock struct {
	// Passphrase is asked at most once, and only when Identities is empty. Open
	// takes a recovery key in its place.
	Passphrase func() (string, error)
	// Identities open the vault without a passphrase.
	Identities []age.Identity
	// Recipients may open a new vault besides the person's own identity. Only
	// Create looks at them; they must be of age's own X25519 or hybrid kind.
	Recipients []age.Recipient
	// WorkFactor is log2 of scrypt's N for a new vault; 0 means age's default.
	WorkFactor int
}

// The hardest passphrase file we are willing to work on: 2^20 takes about four
// seconds and 1 GiB. A higher figure is no file of ours.
const hardest = 20

// errNoPassphrase is for a vault that was made with an identity file.
var errNoPassphrase = fmt.Errorf("it opens with an identity file only: %w", ErrNoKey)

// passphrase asks, and brings what was typed into one form: the same letters
// can arrive composed or decomposed, depending on the keyboard.
func (u Unlock) passphrase() (string, error) {
	if u.Passphrase == nil {
		return "", ErrNoKey
	}
	p, err := u.Passphrase()
	if err != nil {
		return "", err
	}
	if p == "" {
		return "", ErrNoKey
	}
	return norm.NFC.String(p), nil
}

// sealed is a new vault's key in its two wrappings.
type sealed struct {
	key        []byte // key.age
	identity   []byte // identity.age; nil when the vault is made with an identity file
	identities []age.Identity
	members    []Member
}

// wrap encrypts a new vault's key to the person's identity and the recipients.
func (u Unlock) wrap(master secret) (sealed, error) {
	var out sealed
	var err error
	if out.identities = u.Identities; len(u.Identities) == 0 {
		if out.identity, out.identities, err = u.newIdentity(); err != nil {
			return sealed{}, err
		}
	}
	recipients, own, err := names(out.identities, u.Recipients)
	if err != nil {
		return sealed{}, err
	}
	out.members = founders(recipients, own)
	to, err := parse(recipients)
	if err != nil {
		return sealed{}, err
	}
	if out.key, err = encrypt(master[:], to...); err != nil {
		return sealed{}, err
	}
	// A vault that its maker cannot open must not come into being.
	_, err = unwrap(out.key, out.identities)
	return out, err
}

// newIdentity makes an age identity and its file, sealed under the passphrase.
func (u Unlock) newIdentity() (file []byte, _ []age.Identity, err error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, nil, err
	}
	file, err = u.sealIdentity(id)
	return file, []age.Identity{id}, err
}

// sealIdentity makes identity.age: an identity sealed under the passphrase.
func (u Unlock) sealIdentity(id *age.X25519Identity) ([]byte, error) {
	p, err := u.passphrase()
	if err != nil {
		return nil, err
	}
	lock, err := age.NewScryptRecipient(p)
	if err != nil {
		return nil, err
	}
	if u.WorkFactor > 0 {
		lock.SetWorkFactor(u.WorkFactor)
	}
	return encrypt([]byte(id.String()+"\n"), lock)
}

// openIdentity reads the person's identity out of identity.age.
func openIdentity(file []byte, passphrase string) ([]age.Identity, error) {
	key, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	key.SetMaxWorkFactor(hardest)
	plain, err := decrypt(file, key)
	if err != nil {
		return nil, err
	}
	ids, err := age.ParseIdentities(bytes.NewReader(plain))
	if err != nil {
		return nil, ErrDamaged // its text would quote the identity
	}
	return ids, nil
}

// unwrap reads a 256-bit key out of an age file.
func unwrap(file []byte, ids []age.Identity) (secret, error) {
	b, err := decrypt(file, ids...)
	if err != nil {
		return secret{}, err
	}
	if len(b) != len(secret{}) {
		return secret{}, ErrDamaged
	}
	return secret(b), nil
}

func encrypt(plain []byte, to ...age.Recipient) ([]byte, error) {
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to...)
	if err != nil {
		return nil, fmt.Errorf("encrypt key: %w", err)
	}
	if _, err = w.Write(plain); err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("encrypt key: %w", err)
	}
	return b.Bytes(), nil
}

// decrypt tells a wrong key from a damaged file, as far as age can.
func decrypt(file []byte, ids ...age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(file), ids...)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, ErrWrongKey
	}
	if err != nil {
		return nil, ErrDamaged
	}
	plain, err := io.ReadAll(io.LimitReader(r, 1<<16))
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

// names lists the recipients a vault's keys are wrapped to, in their text
// form, each once: those of the identities that know theirs, how many those
// are, then the others.
func names(ids []age.Identity, more []age.Recipient) (out []string, own int, _ error) {
	add := func(r age.Recipient) error {
		s, ok := r.(fmt.Stringer)
		if !ok {
			return errors.New("a recipient is of a kind that a vault cannot keep")
		}
		if line := s.String(); !slices.Contains(out, line) {
			out = append(out, line)
		}
		return nil
	}
	for _, id := range ids {
		if r, ok := recipientOf(id).(age.Recipient); ok {
			_ = add(r)
		}
	}
	own = max(len(out), 1) // the first of the others, for an identity that does not tell its own
	for _, r := range more {
		if err := add(r); err != nil {
			return nil, 0, err
		}
	}
	if len(out) == 0 {
		return nil, 0, errors.New("the identity does not tell its recipient; give the recipient too")
	}
	return out, own, nil
}

func parse(recipients []string) ([]age.Recipient, error) {
	to, err := age.ParseRecipients(strings.NewReader(strings.Join(recipients, "\n")))
	if err != nil {
		return nil, errors.New("a recipient is of a kind that a vault cannot keep")
	}
	return to, nil
}
