package vault

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"
	"github.com/whohasme/whohasme/scan"
)

// person is a member as a test needs them.
type person struct {
	Member
	id *age.X25519Identity
}

func (p person) unlock() Unlock { return Unlock{Identities: []age.Identity{p.id}} }

func newPerson(t testing.TB, id string, role Role) person {
	key := identity(t)
	return person{Member{id, role, key.Recipient().String()}, key}
}

// clinic is a vault with a member of each role, and two caseworkers; each
// caseworker has a subject, and "shared" is nobody's.
func clinic(t testing.TB) (v *Vault, path string, staff map[string]person) {
	t.Helper()
	v, path, _ = made(t, "shared")
	staff = map[string]person{}
	for id, role := range map[string]Role{"anna": Caseworker, "ben": Caseworker, "cleo": Supervisor, "audit": Auditor, "machine-1": Worker} {
		p := newPerson(t, id, role)
		ok(t, v.AddMember(t.Context(), p.Member, staffNote("member-added")))
		staff[id] = p
	}
	for _, id := range []string{"anna", "ben"} {
		w := opened(t, path, staff[id].unlock())
		ok(t, w.AddSubject(t.Context(), "of-"+id, Envelope{Kind: scan.SubjectAdded, Subject: "of-" + id, At: noon, Payload: []byte("fact of " + id)}))
	}
	return v, path, staff
}

func staffNote(kind scan.Kind) Envelope {
	return Envelope{Kind: kind, At: noon, Payload: []byte("note")}
}

func subjects(t testing.TB, v *Vault) []string {
	t.Helper()
	list, err := v.Subjects(context.Background())
	ok(t, err)
	return list
}

func storeWhoOpensWhat(t *testing.T) {
	v, path, staff := clinic(t)
	all := []string{"of-anna", "of-ben", "shared"}
	for id, want := range map[string][]string{"anna": {"of-anna"}, "ben": {"of-ben"}, "cleo": all, "audit": nil, "machine-1": all} {
		w := opened(t, path, staff[id].unlock())
		if got := subjects(t, w); !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", id, got, want)
		}
		for _, s := range append(all, "nobody") {
			err := last(w.Events(t.Context(), s))
			if slices.Contains(want, s) {
				ok(t, err)
			} else {
				wants(t, err, ErrNoSubject)
			}
			_, err = w.Keepers(t.Context(), s)
			if slices.Contains(want, s) != (err == nil) {
				t.Errorf("%s asks who has %s: %v", id, s, err)
			}
		}
		if got := len(read(t, w, "")); got != 5 {
			t.Errorf("%s reads %d of 5 events of the vault's own", id, got)
		}
		clean(t, w)
	}
	clean(t, v)
}

// last goes to the end and returns the error there.
func last(events func(func(Entry, error) bool)) (err error) {
	for _, err = range events {
	}
	return err
}

// A key that is not wrapped to somebody does not open with what they have, at
// the level of bytes.
func storeSubjectKeysAreWrappedApart(t *testing.T) {
	v, _, staff := clinic(t)
	for subject, owner := range map[string]string{"of-anna": "anna", "of-ben": "ben", "shared": ""} {
		row := rowOf(t, v, subject)
		for id, p := range staff {
			_, err := unwrap(row.wrapped, []age.Identity{p.id})
			if can := id == owner || p.Role == Supervisor || p.Role == Worker; can != (err == nil) {
				t.Errorf("%s opens the key of %s: %v", id, subject, err)
			}
		}
	}
}

func rowOf(t testing.TB, v *Vault, subject string) (row subjectRow) {
	t.Helper()
	ok(t, v.store.view(t.Context(), func(tx *tx) (err error) {
		row, _, err = tx.subject(subject)
		return err
	}))
	return row
}

func storeAssign(t *testing.T) {
	_, path, staff := clinic(t)
	anna, ben, cleo := opened(t, path, staff["anna"].unlock()), opened(t, path, staff["ben"].unlock()), opened(t, path, staff["cleo"].unlock())
	if got := len(read(t, anna, "of-anna")); got != 1 {
		t.Fatalf("%d events", got)
	}
	ok(t, anna.Assign(t.Context(), "of-anna", []string{"ben"}, staffNote("subject-assigned"),
		Envelope{Kind: scan.SubjectChanged, Subject: "of-anna", At: noon, Payload: []byte("handed over")}))

	wants(t, last(anna.Events(t.Context(), "of-anna")), ErrNoSubject) // in the vault that was open
	wants(t, anna.Append(t.Context(), envelope("of-anna", 1)), ErrNoSubject)
	wants(t, anna.Assign(t.Context(), "of-anna", []string{"anna"}), ErrNoSubject)
	if _, err := unwrap(rowOf(t, cleo, "of-anna").wrapped, []age.Identity{staff["anna"].id}); err == nil {
		t.Error("the key still opens for who had it")
	}
	if got := read(t, ben, "of-anna"); len(got) != 2 || string(got[0].Payload) != "fact of anna" {
		t.Errorf("the new keeper reads %v", got)
	}
	ok(t, cleo.Assign(t.Context(), "of-anna", []string{"anna", "ben", "anna"}))
	keepers, err := ben.Keepers(t.Context(), "of-anna")
	ok(t, err)
	if !slices.Equal(keepers, []string{"anna", "ben"}) {
		t.Errorf("kept by %v", keepers)
	}
	if got := len(read(t, anna, "of-anna")); got != 2 {
		t.Errorf("back with anna, who reads %d events", got)
	}
	ok(t, cleo.Assign(t.Context(), "of-anna", nil))
	wants(t, last(ben.Events(t.Context(), "of-anna")), ErrNoSubject)
	clean(t, cleo)
}

func storeWhatRolesMayNot(t *testing.T) {
	_, path, staff := clinic(t)
	fresh := newPerson(t, "dora", Caseworker)
	all := opened(t, path, staff["cleo"].unlock())
	ok(t, all.AddSubject(t.Context(), "cleos"))
	for id, p := range staff {
		w := opened(t, path, p.unlock())
		boss := p.Role == Supervisor
		for what, err := range map[string]error{
			"add":    w.AddMember(t.Context(), newPerson(t, "of-"+id, Auditor).Member),
			"remove": w.RemoveMember(t.Context(), "nobody"),
			"purge":  w.Purge(t.Context(), map[bool]string{true: "cleos", false: "shared"}[boss]),
		} {
			switch {
			case boss && what == "remove":
				wants(t, err, ErrNoMember)
			case boss:
				ok(t, err)
			case what == "purge" && p.Role != Worker:
				wants(t, err, ErrNoSubject)
			default:
				wants(t, err, ErrRole)
			}
		}
	}
	audit := opened(t, path, staff["audit"].unlock())
	wants(t, audit.Append(t.Context(), staffNote("x")), ErrRole)
	wants(t, audit.AddSubject(t.Context(), "new"), ErrRole)
	wants(t, audit.Memory("room").Save(t.Context(), map[string][]byte{"a": {1}}), ErrRole)
	_, err := audit.PutPage(t.Context(), "", "", []byte("page"), noon)
	wants(t, err, ErrRole)
	cleo := opened(t, path, staff["cleo"].unlock())
	wants(t, cleo.AddMember(t.Context(), Member{"cleo", Auditor, fresh.Recipient}), ErrMember)
	wants(t, cleo.AddMember(t.Context(), Member{"dora", Auditor, staff["anna"].Recipient}), ErrMember)
	wants(t, cleo.Assign(t.Context(), "of-anna", []string{"audit"}), ErrNoMember)
	wants(t, cleo.Assign(t.Context(), "of-anna", []string{"nobody"}), ErrNoMember)
	wants(t, cleo.Assign(t.Context(), "", nil), ErrNoSubject)
	for what, want := range map[string]error{
		"Anna": ErrMemberID, "anna smith": ErrMemberID, "": ErrMemberID, "-a": ErrMemberID, "a--b": ErrMemberID, "é": ErrMemberID, "a\n": ErrMemberID,
		string(bytes.Repeat([]byte("a"), 41)): ErrMemberID,
	} {
		wants(t, cleo.AddMember(t.Context(), Member{what, Auditor, fresh.Recipient}), want)
	}
	wants(t, cleo.AddMember(t.Context(), Member{"dora", "boss", fresh.Recipient}), ErrNoRole)
	for _, r := range []string{"", "age1", "AGE-SECRET-KEY-1", fresh.Recipient + "\n" + staff["ben"].Recipient, " " + fresh.Recipient, "ssh-ed25519 AAAA"} {
		wants(t, cleo.AddMember(t.Context(), Member{"dora", Auditor, r}), ErrRecipient)
	}
	clean(t, cleo)
}

func storeRemoveMember(t *testing.T) {
	v, path, staff := clinic(t)
	wants(t, v.RemoveMember(t.Context(), "anna"), ErrKeeps)
	anna := opened(t, path, staff["anna"].unlock())
	ok(t, v.Assign(t.Context(), "of-anna", []string{"anna", "ben"}))
	ok(t, v.RemoveMember(t.Context(), "anna", staffNote("member-removed")))
	wants(t, last(anna.Events(t.Context(), "of-anna")), ErrRemoved) // in the vault that was open
	wants(t, anna.Append(t.Context(), staffNote("x")), ErrRemoved)
	_, err := anna.Subjects(t.Context())
	wants(t, err, ErrRemoved)
	_, err = anna.Everyone(t.Context())
	wants(t, err, ErrRemoved)
	_, err = Open(t.Context(), path, staff["anna"].unlock())
	wants(t, err, ErrWrongKey)
	keepers, err := v.Keepers(t.Context(), "of-anna")
	ok(t, err)
	if !slices.Equal(keepers, []string{"ben"}) {
		t.Errorf("kept by %v", keepers)
	}
	for _, id := range []string{"machine-1", "audit"} {
		ok(t, v.RemoveMember(t.Context(), id))
		_, err := Open(t.Context(), path, staff[id].unlock())
		wants(t, err, ErrWrongKey)
		if _, err := unwrap(rowOf(t, v, "shared").wrapped, []age.Identity{staff[id].id}); err == nil {
			t.Errorf("%s still opens a subject's key", id)
		}
	}
	cleo := opened(t, path, staff["cleo"].unlock())
	ok(t, cleo.RemoveMember(t.Context(), "owner"))
	wants(t, v.Append(t.Context(), staffNote("x")), ErrRemoved)
	wants(t, cleo.RemoveMember(t.Context(), "cleo"), ErrLast)
	clean(t, cleo)
}

// The key on paper is nobody who could look after a vault.
func storeRecoveryIsNoLastSupervisor(t *testing.T) {
	r, err := NewRecovery()
	ok(t, err)
	u := pass("p")
	u.Recipients = []age.Recipient{r.Recipient()}
	path := where(t)
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	t.Cleanup(func() { _ = v.Close() })
	wants(t, v.RemoveMember(t.Context(), "owner"), ErrLast)
	next := newPerson(t, "next", Supervisor)
	ok(t, v.AddMember(t.Context(), next.Member))
	ok(t, v.RemoveMember(t.Context(), "owner"))
	clean(t, opened(t, path, next.unlock()))
	if identityOf(t, opened(t, path, next.unlock())) != nil {
		t.Error("the sealed identity of who left is still there")
	}
	_, err = Open(t.Context(), path, u)
	wants(t, err, ErrNoKey)
	clean(t, opened(t, path, Unlock{Identities: []age.Identity{r.Identity()}}))
	clean(t, opened(t, path, next.unlock()))
}

// Wherever a change of members is cut short, whoever should opens the vault, and
// the next who does so mends it.
func TestMemberChangeCutShort(t *testing.T) {
	v, path, staff := clinic(t)
	file := filepath.Join(path, keyFile)
	before, err := os.ReadFile(file)
	ok(t, err)
	fresh := newPerson(t, "dora", Caseworker)
	ok(t, v.AddMember(t.Context(), fresh.Member))
	after, err := os.ReadFile(file)
	ok(t, err)
	ok(t, v.RemoveMember(t.Context(), "dora"))
	_, err = Open(t.Context(), path, fresh.unlock())
	wants(t, err, ErrWrongKey)

	// The file was written and the list was not; the list, and the file was not.
	for name, left := range map[string][]byte{"added": after, "removed": after, "restored": before} {
		ok(t, os.WriteFile(file, left, 0o600))
		damage, _, err := Check(t.Context(), path, staff["audit"].unlock())
		ok(t, err)
		if len(damage) != 1 {
			t.Errorf("%s: %v", name, damage)
		}
		_, err = Open(t.Context(), path, fresh.unlock())
		wants(t, err, ErrWrongKey)
		for _, p := range staff {
			clean(t, opened(t, path, p.unlock()))
		}
		if now, err := os.ReadFile(file); err != nil || bytes.Equal(now, left) {
			t.Errorf("%s: not mended: %v", name, err)
		}
	}
}
