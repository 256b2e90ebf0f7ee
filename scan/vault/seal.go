package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
)

// secret is 256 bits of key.
type secret [32]byte

// Format keeps a key out of logs and errors.
func (secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "secret") }

// newSecret draws from the system's randomness, which in Go never fails.
func newSecret() (s secret) {
	_, _ = rand.Read(s[:])
	return s
}

// derive makes the key for one use out of a random one (HKDF, RFC 5869).
func (s secret) derive(use string) secret {
	b, err := hkdf.Key(sha256.New, s[:], nil, "whohasme vault 1 "+use, len(s))
	if err != nil {
		panic(err) // only for lengths beyond 255 hashes
	}
	return secret(b)
}

// mac is HMAC-SHA256 (RFC 2104) over the framed parts.
func (s secret) mac(parts ...[]byte) []byte {
	h := hmac.New(sha256.New, s[:])
	for _, p := range parts {
		h.Write(number(int64(len(p))))
		h.Write(p)
	}
	return h.Sum(nil)
}

// sealer is a secret made ready to seal with, which costs more than sealing a
// line of text.
type sealer struct{ aead cipher.AEAD }

// Format keeps a key out of logs and errors.
func (sealer) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "sealer") }

// seal encrypts with AES-256-GCM under a random nonce, which stands first.
// place is not kept: the same place must be named to open.
func (s sealer) seal(plain, place []byte) []byte {
	return s.aead.Seal(make([]byte, 0, len(plain)+s.aead.Overhead()), nil, plain, place)
}

// open returns what seal was given, or ErrDamaged.
func (s sealer) open(sealed, place []byte) ([]byte, error) {
	plain, err := s.aead.Open(nil, nil, sealed, place)
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

func (s secret) sealer() sealer {
	block, err := aes.NewCipher(s[:])
	if err != nil {
		panic(err) // only for keys of another length
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // only for ciphers of another block size
	}
	return sealer{aead}
}

// frame joins parts so that no two lists of parts read the same: each is
// preceded by its length.
func frame(parts ...[]byte) []byte {
	size := 0
	for _, p := range parts {
		size += 8 + len(p)
	}
	b := make([]byte, 0, size)
	for _, p := range parts {
		b = append(binary.BigEndian.AppendUint64(b, uint64(len(p))), p...)
	}
	return b
}

func text(s string) []byte { return []byte(s) }

func number(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// keys are the vault's own, one per use.
type keys struct {
	master, file, link, roster secret

	head sealer
	own  chainKeys // of the vault's own chain
}

func newKeys(master secret) keys {
	return keys{
		master: master,
		file:   master.derive("file"),
		link:   master.derive("link"),
		head:   master.derive("head").sealer(),
		roster: master.derive("roster"),
		own:    newChainKeys(master.derive("own events")),
	}
}

// chainKeys seal what stands in one chain.
type chainKeys struct {
	event, page, remember sealer
	pageID, memoryID      secret
}

func newChainKeys(s secret) chainKeys {
	return chainKeys{
		event: s.derive("event").sealer(), page: s.derive("page").sealer(), remember: s.derive("memory").sealer(),
		pageID: s.derive("page id"), memoryID: s.derive("memory id"),
	}
}
