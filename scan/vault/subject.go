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
	events := packAll(first)
	err := v.store.update(ctx, func(t *tx) error {
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
	lines, found, err := t.meta("recipients")
	if err != nil {
		return err
	}
	to, err := parse(splitLines(lines))
	if err != nil || !found {
		return ErrDamaged
	}
	key := newSecret()
	wrapped, err := encrypt(key[:], to...)
	if err != nil {
		return err
	}
	added, err := t.addSubject(id, wrapped)
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

// Subjects returns the ids of all subjects, in order.
func (v *Vault) Subjects(ctx context.Context) (ids []string, err error) {
	err = v.store.view(ctx, func(t *tx) error {
		ids, _, err = t.subjects()
		return err
	})
	return ids, fault("list subjects", err)
}

// roster is a keyed hash over the recipients and all subjects with their
// wrapped keys, so that a subject taken out together with the whole chain
// still shows.
func roster(t *tx, key secret) ([]byte, error) {
	recipients, _, err := t.meta("recipients")
	if err != nil {
		return nil, err
	}
	ids, wrapped, err := t.subjects()
	if err != nil {
		return nil, err
	}
	parts := [][]byte{recipients}
	for i, id := range ids {
		parts = append(parts, text(id), wrapped[i])
	}
	return key.mac(parts...), nil
}

func signRoster(t *tx, key secret) error {
	sum, err := roster(t, key)
	if err != nil {
		return err
	}
	return t.setMeta("roster", sum)
}

func checkRoster(t *tx, key secret) (ok bool, err error) {
	want, err := roster(t, key)
	if err != nil {
		return false, err
	}
	got, found, err := t.meta("roster")
	return found && bytes.Equal(got, want), err
}
