package vault

import (
	"context"
	"regexp"
	"slices"
	"strings"
)

// memberID is the form of a member's id. It stands in the journal in the clear,
// so it should have no part of a name in it.
var memberID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// maxMemberID is how long a member's id may be.
const maxMemberID = 40

// Valid returns nil for a member that can be added to a vault.
func (m Member) Valid() error {
	if !memberID.MatchString(m.ID) || len(m.ID) > maxMemberID {
		return ErrMemberID
	}
	if !slices.Contains([]Role{Supervisor, Caseworker, Auditor, Worker}, m.Role) {
		return ErrNoRole
	}
	to, err := parse([]string{m.Recipient})
	if err != nil || len(to) != 1 || strings.TrimSpace(m.Recipient) != m.Recipient {
		return ErrRecipient
	}
	return nil
}

// paper reports whether the member is a key on paper, which is nobody who could
// look after a vault.
func (m Member) paper() bool {
	return m.ID == recoveryID || strings.HasPrefix(m.ID, recoveryID+"-")
}

// AddMember lets somebody open the vault, and, by their role, its subjects; the
// notes are appended with it. Only a supervisor may. It fails with ErrMember
// when the id or the key is a member's already.
func (v *Vault) AddMember(ctx context.Context, m Member, notes ...Envelope) error {
	if err := m.Valid(); err != nil {
		return fault("add member", err)
	}
	events := packAll(notes)
	return fault("add member", v.store.update(ctx, func(t *tx) error {
		if err := t.holdFor(events); err != nil {
			return err
		}
		if err := v.may(t, Supervisor); err != nil {
			return err
		}
		members, err := t.members()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(members, func(o Member) bool { return o.ID == m.ID || o.Recipient == m.Recipient }) {
			return ErrMember
		}
		if err := v.append(t, events); err != nil {
			return err
		}
		if err := t.addMember(m); err != nil {
			return err
		}
		if m.opens(nil) { // all subjects
			if err := v.rewrapSubjects(t, nil); err != nil {
				return err
			}
		}
		if err := signRoster(t, v.keys.roster); err != nil {
			return err
		}
		return v.rewrap(t) // last: a crash leaves a key too many in the file, and nobody without
	}))
}

// RemoveMember ends that somebody can open the vault; the notes are appended
// with it. Only a supervisor may. It fails with ErrNoMember, with ErrLast for
// the last supervisor, and with ErrKeeps for a caseworker to whom subjects are
// assigned that no other caseworker has.
//
// Who could open the vault could keep its keys: this ends what is given to
// them, and takes back nothing that they have.
func (v *Vault) RemoveMember(ctx context.Context, id string, notes ...Envelope) error {
	events := packAll(notes)
	err := v.store.update(ctx, func(t *tx) error {
		if err := t.holdFor(events); err != nil {
			return err
		}
		if err := v.may(t, Supervisor); err != nil {
			return err
		}
		gone, err := leaver(t, id)
		if err != nil {
			return err
		}
		if err := v.append(t, events); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM members WHERE id = $1`, id); err != nil {
			return err
		}
		if err := v.release(t, gone); err != nil {
			return err
		}
		if err := signRoster(t, v.keys.roster); err != nil {
			return err
		}
		return t.setMeta(wrappedRow, []byte{}) // the file follows, so that a crash leaves nobody out who should be in
	})
	if err == nil {
		err = v.mendIfAble(ctx)
	}
	return fault("remove member", err)
}

// holdFor locks the list of members and subjects, and the chains that a change
// of it writes to.
func (t *tx) holdFor(events []packed, more ...string) error {
	if err := t.holdRoster(); err != nil {
		return err
	}
	if chains := append(chainsOf(events), more...); len(chains) > 0 {
		return t.hold(chains...)
	}
	return nil
}

// leaver finds a member who may be removed.
func leaver(t *tx, id string) (Member, error) {
	members, err := t.members()
	if err != nil {
		return Member{}, err
	}
	i := slices.IndexFunc(members, func(m Member) bool { return m.ID == id })
	if i < 0 {
		return Member{}, ErrNoMember
	}
	others := slices.Delete(slices.Clone(members), i, i+1)
	stays := func(m Member) bool { return m.Role == Supervisor && !m.paper() }
	if stays(members[i]) && !slices.ContainsFunc(others, stays) {
		return Member{}, ErrLast
	}
	return members[i], nil
}

// release wraps anew what a member who was removed could open.
func (v *Vault) release(t *tx, gone Member) error {
	if gone.opens(nil) {
		return v.rewrapSubjects(t, nil)
	}
	rows, err := t.subjects()
	if err != nil {
		return err
	}
	for _, s := range rows {
		if !slices.Contains(s.keepers, gone.ID) {
			continue
		}
		if len(s.keepers) == 1 {
			return ErrKeeps
		}
		s.keepers = slices.DeleteFunc(s.keepers, func(id string) bool { return id == gone.ID })
		if err := v.rewrapSubjects(t, []subjectRow{s}); err != nil {
			return err
		}
	}
	return nil
}

// Assign says which caseworkers a subject is assigned to, all of them; the notes
// are appended with it. A supervisor may, and a caseworker who has the subject:
// a hand-over. It fails with ErrNoSubject, and with ErrNoMember for an id that
// is no caseworker's.
func (v *Vault) Assign(ctx context.Context, subject string, caseworkers []string, notes ...Envelope) error {
	events := packAll(notes)
	return fault("assign subject", v.store.update(ctx, func(t *tx) error {
		if err := t.holdFor(events, subject); err != nil {
			return err
		}
		if err := v.may(t, Supervisor, Caseworker); err != nil {
			return err
		}
		if _, err := v.subjectKeys(t, subject); err != nil {
			return err
		}
		members, err := t.members()
		if err != nil {
			return err
		}
		keepers := slices.Compact(slices.Sorted(slices.Values(caseworkers)))
		for _, id := range keepers {
			if !slices.ContainsFunc(members, func(m Member) bool { return m.ID == id && m.Role == Caseworker }) {
				return ErrNoMember
			}
		}
		if err := v.append(t, events); err != nil { // first: afterwards it may be somebody else's
			return err
		}
		row, _, err := t.subject(subject)
		if err != nil {
			return err
		}
		row.keepers = keepers
		if err := v.rewrapSubjects(t, []subjectRow{row}); err != nil {
			return err
		}
		return signRoster(t, v.keys.roster)
	}))
}

// Kept lists the subjects that are assigned to a caseworker. Only a supervisor
// may ask for another's.
func (v *Vault) Kept(ctx context.Context, member string) ([]string, error) {
	if v.me.Role != Supervisor && v.me.ID != member {
		return nil, fault("list subjects", ErrRole)
	}
	return v.listSubjects(ctx, func(s subjectRow) bool { return slices.Contains(s.keepers, member) })
}

// rewrapSubjects wraps the keys of subjects, nil for all, to those who can open
// them now.
func (v *Vault) rewrapSubjects(t *tx, rows []subjectRow) error {
	members, err := t.members()
	if err != nil {
		return err
	}
	if rows == nil {
		if rows, err = t.subjects(); err != nil {
			return err
		}
	}
	for _, s := range rows {
		key, err := v.openSubject(s.wrapped)
		if err != nil {
			return err
		}
		to, err := recipientsFor(members, s.keepers)
		if err != nil {
			return err
		}
		if s.wrapped, err = encrypt(key[:], to...); err != nil {
			return err
		}
		if err := t.setSubject(s); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) setSubject(s subjectRow) error {
	_, err := t.exec(`UPDATE subjects SET wrapped = $1, keepers = $2 WHERE id = $3`, s.wrapped, joinIDs(s.keepers), s.id)
	return err
}
