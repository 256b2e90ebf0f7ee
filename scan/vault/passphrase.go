package vault

import (
	"context"
	"errors"

	"filippo.io/age"
)

// ChangePassphrase seals the identity of the member who made a vault under
// another passphrase, for which fresh is asked once the vault is open. At any
// moment the old or the new one opens the vault; copies of it made before open
// with the old one as ever.
//
// Opened with a recovery key, because the passphrase is forgotten, the vault
// gets a new identity under the new one, and the old identity opens it no more.
func ChangePassphrase(ctx context.Context, path string, u Unlock, fresh func() (string, error)) error {
	v, err := Open(ctx, path, u)
	if err != nil {
		return err
	}
	return fault("change passphrase", errors.Join(v.changePassphrase(ctx, u.WorkFactor, fresh), v.Close()))
}

func (v *Vault) changePassphrase(ctx context.Context, work int, fresh func() (string, error)) error {
	var file []byte
	err := v.store.view(ctx, func(t *tx) (err error) {
		file, err = v.identityText(t)
		return err
	})
	if err != nil {
		return err
	}
	next := Unlock{Passphrase: fresh, WorkFactor: work}
	switch {
	case file == nil:
		return ErrNoPassphrase
	case v.me.paper():
		return v.replaceIdentity(ctx, next)
	case v.me.ID != ownerID && v.me.ID != nextOwnerID:
		return ErrNoPassphrase
	}
	id, ok := v.ids[0].(*age.X25519Identity)
	if !ok {
		return ErrNoPassphrase
	}
	if file, err = next.sealIdentity(id); err != nil {
		return err
	}
	if err := v.putIdentity(ctx, file); err != nil {
		return err
	}
	if v.me.ID == nextOwnerID { // a crash came before the end of replaceIdentity
		return v.succeed(ctx)
	}
	return nil
}

func (v *Vault) putIdentity(ctx context.Context, file []byte) error {
	return v.store.update(ctx, func(t *tx) error {
		if err := t.holdRoster(); err != nil {
			return err
		}
		return v.setIdentityText(t, file)
	})
}

// nextOwnerID is the member that an owner's new identity belongs to until the
// old one is gone.
const nextOwnerID = ownerID + "-new"

// replaceIdentity puts a new identity in the place of one whose passphrase is
// forgotten. The new one is a member before its file is there, and the old one
// until it is gone, so that at any moment one of them opens.
func (v *Vault) replaceIdentity(ctx context.Context, next Unlock) error {
	file, ids, err := next.newIdentity()
	if err != nil {
		return err
	}
	if err := v.RemoveMember(ctx, nextOwnerID); err != nil && !errors.Is(err, ErrNoMember) { // left by a crash
		return err
	}
	if err := v.AddMember(ctx, Member{nextOwnerID, Supervisor, recipientOf(ids[0]).String()}); err != nil {
		return err
	}
	if err := v.putIdentity(ctx, file); err != nil {
		return err
	}
	return v.succeed(ctx)
}

// succeed puts the owner's new identity in the place of the old one.
func (v *Vault) succeed(ctx context.Context) error {
	err := v.store.update(ctx, func(t *tx) error {
		if err := t.holdRoster(); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM members WHERE id = $1`, ownerID); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE members SET id = $1 WHERE id = $2`, ownerID, nextOwnerID); err != nil {
			return err
		}
		if err := v.rewrapSubjects(t, nil); err != nil {
			return err
		}
		if err := signRoster(t, v.keys.roster); err != nil {
			return err
		}
		return t.setMeta(wrappedRow, []byte{}) // key.age follows
	})
	if err != nil {
		return err
	}
	return v.mendIfAble(ctx)
}
