package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"filippo.io/age"
)

// Role says what a member of a vault may open and do.
type Role string

// The roles. A person's own vault has a supervisor only.
const (
	Supervisor Role = "supervisor" // opens every subject, assigns them, admits members
	Caseworker Role = "caseworker" // opens the subjects assigned to them
	Auditor    Role = "auditor"    // opens no subject; checks the journal and reads the vault's own chain
	Worker     Role = "worker"     // a machine that looks for all subjects
)

// Member is somebody who can open a vault.
type Member struct {
	ID        string `json:"member"` // has no part of a name in it
	Role      Role   `json:"role"`
	Recipient string `json:"recipient"` // age's text form of the key that the vault is wrapped to
}

// owner is the member who made a vault, and recovery the key on paper.
const (
	ownerID    = "owner"
	recoveryID = "recovery"
)

// opens reports whether the member can open a subject with these keepers.
func (m Member) opens(keepers []string) bool {
	switch m.Role {
	case Supervisor, Worker:
		return true
	case Caseworker:
		return slices.Contains(keepers, m.ID)
	}
	return false
}

// Me is the member who opened the vault.
func (v *Vault) Me() Member { return v.me }

// Members lists who can open the vault, by id.
func (v *Vault) Members(ctx context.Context) (list []Member, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		list, err = t.members()
		return err
	})
	return list, fault("list members", err)
}

// founders are the members of a new vault: whoever makes it, and the keys that
// open it besides, such as one on paper.
func founders(recipients []string, own int) []Member {
	list := make([]Member, len(recipients))
	for i, r := range recipients {
		id, n := ownerID, i+1
		if i >= own {
			id, n = recoveryID, i-own+1
		}
		if n > 1 {
			id = fmt.Sprintf("%s-%d", id, n)
		}
		list[i] = Member{id, Supervisor, r}
	}
	return list
}

// recognise finds the member to whom one of some identities belongs. One that
// does not tell its recipient is taken for the owner of a vault that has
// supervisors only.
func recognise(members []Member, ids []age.Identity) (Member, error) {
	for _, id := range ids {
		r := recipientOf(id)
		if r == nil {
			continue
		}
		if i := slices.IndexFunc(members, func(m Member) bool { return m.Recipient == r.String() }); i >= 0 {
			return members[i], nil
		}
	}
	if len(members) == 0 {
		return Member{}, ErrDamaged
	}
	silent := slices.ContainsFunc(ids, func(id age.Identity) bool { return recipientOf(id) == nil })
	if silent && !slices.ContainsFunc(members, func(m Member) bool { return m.Role != Supervisor }) {
		return members[0], nil
	}
	return Member{}, ErrWrongKey
}

// recipientOf returns the recipient of an identity that tells its own, or nil.
func recipientOf(id age.Identity) fmt.Stringer {
	switch id := id.(type) {
	case *age.X25519Identity:
		return id.Recipient()
	case *age.HybridIdentity:
		return id.Recipient()
	}
	return nil
}

// recipientsFor are whom a subject's key is wrapped to.
func recipientsFor(members []Member, keepers []string) ([]age.Recipient, error) {
	var lines []string
	for _, m := range members {
		if m.opens(keepers) {
			lines = append(lines, m.Recipient)
		}
	}
	if len(lines) == 0 {
		return nil, ErrDamaged
	}
	return parse(lines)
}

// Keepers returns the caseworkers that a subject is assigned to, by id.
func (v *Vault) Keepers(ctx context.Context, subject string) (keepers []string, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		row, found, err := t.subject(subject)
		if err == nil && (!found || !v.me.opens(row.keepers)) {
			err = ErrNoSubject
		}
		keepers = row.keepers
		return err
	})
	return keepers, fault("list keepers", err)
}

// others is the error for a subject that this member cannot open: nobody is
// told whether it is there.
type others struct{}

func (others) Error() string        { return ErrNoSubject.Error() }
func (others) Is(target error) bool { return target == ErrNoSubject }

var errOthers = others{}

func (t *tx) addMember(m Member) error {
	n, err := t.exec(`INSERT INTO members (id, role, recipient) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, m.ID, string(m.Role), m.Recipient)
	if err == nil && n == 0 {
		return errors.New("there is such a member already")
	}
	return err
}

func (t *tx) members() (list []Member, err error) {
	err = t.each(`SELECT id, role, recipient FROM members ORDER BY id`, nil, func(r *sql.Rows) error {
		var m Member
		err := r.Scan(&m.ID, &m.Role, &m.Recipient)
		list = append(list, m)
		return err
	})
	return list, err
}

// joinIDs and splitIDs keep ids, which have no space in them, in one column.
func joinIDs(ids []string) string { return strings.Join(ids, " ") }

func splitIDs(s string) []string { return strings.Fields(s) }
