package vault

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"
)

// sealed makes a vault with a passphrase and a recovery key.
func withPassphrase(t testing.TB, p string) (path string, r *Recovery) {
	t.Helper()
	r, err := NewRecovery()
	ok(t, err)
	u := pass(p)
	u.Recipients = []age.Recipient{r.Recipient()}
	path = filepath.Join(t.TempDir(), "vault")
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me", envelope("me", 1)))
	ok(t, v.Close())
	return path, r
}

func says(s string) func() (string, error) { return func() (string, error) { return s, nil } }

func TestChangePassphrase(t *testing.T) {
	path, r := withPassphrase(t, "old")
	_, _ = r, path
	wants(t, ChangePassphrase(t.Context(), path, pass("wrong"), says("new")), ErrWrongKey)
	wants(t, ChangePassphrase(t.Context(), path, pass("old"), says("")), ErrNoKey)
	failed := errors.New("the two differ")
	wants(t, ChangePassphrase(t.Context(), path, pass("old"), func() (string, error) { return "", failed }), failed)
	clean(t, opened(t, path, pass("old")))

	ok(t, os.WriteFile(filepath.Join(path, identityFile+".new"), []byte("left by a crash"), 0o600))
	ok(t, ChangePassphrase(t.Context(), path, pass("old"), says("new")))
	_, err := Open(t.Context(), path, pass("old"))
	wants(t, err, ErrWrongKey)
	v := opened(t, path, pass("new"))
	if got := len(read(t, v, "me")); got != 1 {
		t.Errorf("%d events", got)
	}
	clean(t, v)
	clean(t, opened(t, path, Unlock{Identities: []age.Identity{r.Identity()}}))
}

// Who has forgotten the passphrase sets another with the key on paper, and the
// old one opens nothing of this vault any more.
func TestPassphraseByRecovery(t *testing.T) {
	path, r := withPassphrase(t, "old")
	stale, err := os.ReadFile(filepath.Join(path, identityFile))
	ok(t, err)
	ok(t, ChangePassphrase(t.Context(), path, pass(r.String()), says("new")))
	v := opened(t, path, pass("new"))
	if v.Me().ID != "owner" || v.Me().Role != Supervisor {
		t.Errorf("opened by %v", v.Me())
	}
	members, err := v.Members(t.Context())
	ok(t, err)
	if len(members) != 2 {
		t.Errorf("members %v", members)
	}
	clean(t, v)
	clean(t, opened(t, path, Unlock{Identities: []age.Identity{r.Identity()}}))
	ok(t, ChangePassphrase(t.Context(), path, pass("new"), says("newer")))

	ok(t, os.WriteFile(filepath.Join(path, identityFile), stale, 0o600))
	if _, err := Open(t.Context(), path, pass("old")); err == nil {
		t.Error("the old identity opens the vault")
	}
}

func TestPassphraseWithout(t *testing.T) {
	v, path, u := made(t)
	wants(t, ChangePassphrase(t.Context(), path, u, says("new")), ErrNoPassphrase)
	ok(t, v.Close())

	path, _ = withPassphrase(t, "old")
	cleo := newPerson(t, "cleo", Supervisor)
	v = opened(t, path, pass("old"))
	ok(t, v.AddMember(t.Context(), cleo.Member))
	wants(t, ChangePassphrase(t.Context(), path, cleo.unlock(), says("new")), ErrNoPassphrase)
}
