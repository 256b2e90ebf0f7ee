package drop

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// Hash returns what the platform hands to brokers instead of a fact in its
// normal form: SHA-256 in Base64, 44 characters. A telephone number or e-mail
// address can be found out from it by trying: a hash is a fact about the
// person, too.
func Hash(normal string) string {
	sum := sha256.Sum256([]byte(normal))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Composite returns the hash of several normal forms that are compared
// together: of the hashes of each, one after the other.
func Composite(normal ...string) string {
	var b strings.Builder
	for _, n := range normal {
		b.WriteString(Hash(n))
	}
	return Hash(b.String())
}
