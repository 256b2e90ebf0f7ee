package vault

import (
	"bytes"
	"context"
	"errors"
)

// AddSubject gives a subject a random key of their own, wrapped to the
// vault's recipients, and appends the subject's first events, all or nothing.
// It fails with ErrSubject when the vault holds the subject already.
func (v *Vault) AddSubject(ctx context.Context, id string, first ...Envelope) error {
	if id == "" {
		return fault("add subject", errors.New("a subject needs an id"))
	}
	if !isText(id) {
		return fault("add subject", errNotText)
	}
	events := packAll(first)
	err := v.store.update(ctx, func(t *tx) error {
		v.forget(id) // a run before this one had another key
		if err := v.addSubject(t, id); err != nil {
			return err
		}
		return v.append(t, events)
	})
	if err != nil {
		v.forget(id)
	}
	return fault("add subject", err)
}

func (v *Vault) addSubject(t *tx, id string) error {
	if err := t.holdRoster(); err != nil {
		return err
	}
	row := subjectRow{id: id}
	switch v.me.Role {
	case Caseworker:
		row.keepers = []string{v.me.ID}
	case Auditor, Worker:
		return ErrRole
	}
	members, err := t.members()
	if err != nil {
		return err
	}
	to, err := recipientsFor(members, row.keepers)
	if err != nil {
		return err
	}
	key := newSecret()
	if row.wrapped, err = encrypt(key[:], to...); err != nil {
		return err
	}
	added, err := t.addSubject(row)
	if err != nil {
		return err
	}
	if !added {
		return ErrSubject
	}
	if err := t.setHead(id, tip{}.seal(v.keys.head, id)); err != nil {
		return err
	}
	return signRoster(t, v.keys.roster)
}

// forget drops a cached key whose subject was not added after all.
func (v *Vault) forget(id string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.opened, id)
}

// Subjects returns the ids of the subjects that the member who opened the vault
// can open, in order.
func (v *Vault) Subjects(ctx context.Context) ([]string, error) {
	return v.listSubjects(ctx, func(s subjectRow) bool { return v.me.opens(s.keepers) })
}

// Everyone returns the ids of all subjects, in order, for counting and checking.
func (v *Vault) Everyone(ctx context.Context) ([]string, error) {
	return v.listSubjects(ctx, func(subjectRow) bool { return true })
}

func (v *Vault) listSubjects(ctx context.Context, wanted func(subjectRow) bool) (ids []string, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		ids = nil
		if err := v.current(t); err != nil { // who was removed is told no ids either
			return err
		}
		rows, err := t.subjects()
		for _, s := range rows {
			if wanted(s) {
				ids = append(ids, s.id)
			}
		}
		return err
	})
	return ids, fault("list subjects", err)
}

// roster is a keyed hash over the version of the tables, the members and all
// subjects with their wrapped keys and keepers, so that a subject taken out
// together with the whole chain still shows.
func roster(t *tx, key secret) ([]byte, error) {
	members, err := t.members()
	if err != nil {
		return nil, err
	}
	subjects, err := t.subjects()
	if err != nil {
		return nil, err
	}
	parts, err := sealedMeta(t)
	if err != nil {
		return nil, err
	}
	parts = append(parts, number(int64(len(members))))
	for _, m := range members {
		parts = append(parts, text(m.ID), text(string(m.Role)), text(m.Recipient))
	}
	for _, s := range subjects {
		parts = append(parts, text(s.id), s.wrapped, text(joinIDs(s.keepers)))
	}
	return key.mac(parts...), nil
}

// sealedMeta are the rows of meta that the roster covers, empty where there is
// none; for a folder some of them are files, which are not covered.
func sealedMeta(t *tx) (parts [][]byte, err error) {
	for _, name := range []string{versionRow, formatFile, identityFile} {
		value, _, err := t.meta(name)
		if err != nil {
			return nil, err
		}
		parts = append(parts, value)
	}
	return parts, nil
}

// rosterRow is the row of meta that holds the roster.
const rosterRow = "roster"

func signRoster(t *tx, key secret) error {
	sum, err := roster(t, key)
	if err != nil {
		return err
	}
	if t.made == nil {
		t.made = &mark{`SELECT 1 FROM meta WHERE name = $1 AND value = $2`, []any{rosterRow, sum}}
	}
	t.roster = nil // it is another one from here on
	return t.setMeta(rosterRow, sum)
}

func checkRoster(t *tx, key secret) (ok bool, err error) {
	want, err := roster(t, key)
	if err != nil {
		return false, err
	}
	got, found, err := t.meta(rosterRow)
	return found && bytes.Equal(got, want), err
}
