package casebook_test

import (
	"path/filepath"
	"testing"

	"filippo.io/age"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan/vault"
)

// clinic is a vault that several people work with, and the casebook of each: by
// the id of a member, "owner" for the supervisor who made it. All go by one clock.
type clinic struct {
	*office
	path    string
	key     age.Identity // of the owner
	members map[string]*office
}

// clinicOf opens a clinic with members of the roles given by their ids' first
// letters: c for caseworker, a for auditor, w for worker, s for supervisor.
func clinicOf(t *testing.T, ids []string, files ...string) *clinic {
	t.Helper()
	c := &clinic{path: filepath.Join(t.TempDir(), "vault"), members: map[string]*office{}}
	key, err := age.GenerateX25519Identity()
	ok(t, err)
	v, err := vault.Create(t.Context(), c.path, vault.Unlock{Identities: []age.Identity{key}})
	ok(t, err)
	law, err := statute.Load()
	ok(t, err)
	c.key = key
	now := &office{t: t, now: noon}
	seat := func(v *vault.Vault) *office {
		t.Cleanup(func() { ok(t, v.Close()) })
		o := &office{t: t}
		o.Casebook = &casebook.Casebook{Vault: v, Catalogue: catalogue(t, files...), Statutes: law, Now: now.clock}
		return o
	}
	c.office = now
	now.Casebook = seat(v).Casebook
	c.members["owner"] = now
	roles := map[byte]vault.Role{'c': vault.Caseworker, 'a': vault.Auditor, 'w': vault.Worker, 's': vault.Supervisor}
	for _, id := range ids {
		key, err := age.GenerateX25519Identity()
		ok(t, err)
		ok(t, v.AddMember(t.Context(), vault.Member{ID: id, Role: roles[id[0]], Recipient: key.Recipient().String()}))
		theirs, err := vault.Open(t.Context(), c.path, vault.Unlock{Identities: []age.Identity{key}})
		ok(t, err)
		c.members[id] = seat(theirs)
	}
	return c
}
