package vault

import (
	"context"
	"errors"
)

// Purge takes a subject out of the vault: the wrapped key, without which nothing
// of theirs can be read, their events, pages, head and what is remembered of
// them. The notes, of the vault's own chain, are appended with it, all or
// nothing. Only a supervisor may.
//
// Afterwards the freed pages have been overwritten and the write-ahead log
// truncated. Where another program that reads keeps that from happening, Purge
// returns ErrLinger: the subject is purged, and what is left in the log goes when
// that program ends.
//
// Backups made before can still open the subject.
func (v *Vault) Purge(ctx context.Context, subject string, notes ...Envelope) error {
	events := packAll(notes)
	err := v.store.update(ctx, func(t *tx) error {
		if err := t.holdFor(events, subject); err != nil {
			return err
		}
		if _, err := v.subjectKeys(t, subject); err != nil {
			return err
		}
		if err := v.may(t, Supervisor); err != nil {
			return err
		}
		for _, e := range events {
			if e.Subject != "" {
				return errors.New("what is noted of a purge belongs to the vault's own chain")
			}
		}
		if err := t.purge(subject); err != nil {
			return err
		}
		if err := signRoster(t, v.keys.roster); err != nil {
			return err
		}
		return v.append(t, events)
	})
	if err != nil {
		return fault("purge subject", err)
	}
	v.forget(subject)
	return fault("purge subject", v.store.scrub(ctx))
}

// purge deletes all rows of a subject.
func (t *tx) purge(subject string) error {
	for _, statement := range []string{
		`DELETE FROM subjects WHERE id = $1`,
		`DELETE FROM events WHERE chain = $1`,
		`DELETE FROM heads WHERE chain = $1`,
		`DELETE FROM pages WHERE subject = $1`,
		`DELETE FROM memory WHERE subject = $1`,
	} {
		if _, err := t.exec(statement, subject); err != nil {
			return err
		}
	}
	return nil
}
