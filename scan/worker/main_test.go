package worker

import (
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"filippo.io/age"
	"github.com/whohasme/whohasme/scan/vault"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) { pgtest.Close(); os.Exit(code) }))
}

// identity is one that opens vaults of a test.
func identity(t testing.TB) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// ownVault is a vault in a folder.
func ownVault(t testing.TB) *vault.Vault { return newVault(t, filepath.Join(t.TempDir(), "vault")) }

// newVault makes a vault, open until the test's end.
func newVault(t testing.TB, where string) *vault.Vault {
	t.Helper()
	id := identity(t)
	v, err := vault.Create(t.Context(), where, vault.Unlock{Identities: []age.Identity{id}, Recipients: []age.Recipient{id.Recipient()}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return v
}
