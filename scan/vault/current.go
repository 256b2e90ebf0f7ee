package vault

import (
	"bytes"
	"slices"
)

// current notices, once a transaction, what others have changed of members and
// subjects since: a subject that was assigned away or purged does not open any
// longer, and who was removed is told so.
func (v *Vault) current(t *tx) error {
	if t.roster != nil {
		return nil
	}
	sum, found, err := t.meta(rosterRow)
	if err != nil {
		return err
	}
	if !found {
		return ErrDamaged
	}
	v.mu.Lock()
	known := bytes.Equal(v.roster, sum)
	v.mu.Unlock()
	if !known {
		members, err := t.members()
		if err != nil {
			return err
		}
		if !slices.Contains(members, v.me) {
			return ErrRemoved
		}
		v.mu.Lock()
		v.roster, v.opened = sum, map[string]chainKeys{}
		v.mu.Unlock()
	}
	t.roster = sum
	return nil
}

// may returns nil when the member who opened the vault has one of some roles.
func (v *Vault) may(t *tx, roles ...Role) error {
	if err := v.current(t); err != nil {
		return err
	}
	if !slices.Contains(roles, v.me.Role) {
		return ErrRole
	}
	return nil
}

// writes returns nil when the member who opened the vault may write at all.
func (v *Vault) writes() error {
	if v.me.Role == Auditor {
		return ErrRole
	}
	return nil
}

// subjectKeys is chainKeys for a subject.
func (v *Vault) subjectKeys(t *tx, subject string) (chainKeys, error) {
	if subject == "" {
		return chainKeys{}, ErrNoSubject
	}
	return v.chainKeys(t, subject)
}
