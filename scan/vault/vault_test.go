package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
	"go.uber.org/goleak"
)

// TestMain lets the test program also play the processes that some tests
// start, kill or starve.
func TestMain(m *testing.M) {
	if role := os.Getenv("VAULT_TEST_ROLE"); role != "" {
		if err := play(role); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) { pgtest.Close(); os.Exit(code) }))
}

var noon = time.Date(2026, 11, 1, 12, 0, 0, 123456000, time.UTC)

// asked returns an Unlock with a passphrase and how often it was asked for.
func asked(pass string) (Unlock, *int) {
	n := new(int)
	return Unlock{WorkFactor: 10, Passphrase: func() (string, error) { *n++; return pass, nil }}, n
}

func pass(s string) Unlock { u, _ := asked(s); return u }

func identity(t testing.TB) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	ok(t, err)
	return id
}

// made returns a new vault in a place of its own, and what opens it.
func made(t testing.TB, subjects ...string) (v *Vault, path string, u Unlock) {
	t.Helper()
	path = where(t)
	u = Unlock{Identities: []age.Identity{identity(t)}}
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	t.Cleanup(func() { _ = v.Close() })
	for _, id := range subjects {
		ok(t, v.AddSubject(t.Context(), id))
	}
	return v, path, u
}

func opened(t testing.TB, path string, u Unlock) *Vault {
	t.Helper()
	v, err := Open(context.Background(), path, u)
	ok(t, err)
	t.Cleanup(func() { _ = v.Close() })
	return v
}

func envelope(subject string, i int) Envelope {
	return Envelope{Kind: scan.VisitMade, Subject: subject, Broker: "example-people",
		At: noon.Add(time.Duration(i) * time.Minute), Payload: fmt.Appendf(nil, "payload %d of %s", i, subject)}
}

func filled(t testing.TB, v *Vault, subject string, n int) {
	t.Helper()
	for i := range n {
		ok(t, v.Append(t.Context(), envelope(subject, i+1)))
	}
}

func read(t testing.TB, v *Vault, subject string, kinds ...scan.Kind) (out []Entry) {
	t.Helper()
	for e, err := range v.Events(context.Background(), subject, kinds...) {
		ok(t, err)
		out = append(out, e)
	}
	return out
}

func clean(t testing.TB, v *Vault) {
	t.Helper()
	damage, err := v.Verify(context.Background())
	ok(t, err)
	if len(damage) > 0 {
		t.Fatalf("damage where there is none: %v", damage)
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wants(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got error %v, want %v", err, want)
	}
}
