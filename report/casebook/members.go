package casebook

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// AddMember lets somebody open the vault. The vault's own chain notes it.
func (c *Casebook) AddMember(ctx context.Context, m vault.Member) error {
	note, err := c.note(scan.MemberAdded, scan.Admission{Member: m.ID, Role: string(m.Role), By: c.me()})
	if err != nil {
		return err
	}
	return c.Vault.AddMember(ctx, m, note)
}

// RemoveMember ends that somebody can open the vault. The vault's own chain
// notes it.
func (c *Casebook) RemoveMember(ctx context.Context, id string) error {
	members, err := c.Vault.Members(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(members, func(m vault.Member) bool { return m.ID == id })
	if i < 0 {
		return fmt.Errorf("remove member: %w", vault.ErrNoMember)
	}
	note, err := c.note(scan.MemberRemoved, scan.Admission{Member: id, Role: string(members[i].Role), By: c.me()})
	if err != nil {
		return err
	}
	return c.Vault.RemoveMember(ctx, id, note)
}

// Backup writes all of the vault, encrypted. The vault's own chain notes under
// which name, without its folder, and whom it opens.
func (c *Casebook) Backup(ctx context.Context, w io.Writer, file string) error {
	subjects, err := c.Vault.Everyone(ctx)
	if err != nil {
		return err
	}
	note, err := c.note(scan.BackupMade, scan.Copying{File: file, Subjects: subjects, By: c.me()})
	if err != nil {
		return err
	}
	return c.Vault.Backup(ctx, w, note)
}

// note is an event of the vault's own chain.
func (c *Casebook) note(kind scan.Kind, what any) (vault.Envelope, error) {
	payload, err := json.Marshal(what)
	if err != nil {
		return vault.Envelope{}, fmt.Errorf("write %s: %w", kind, err)
	}
	return vault.Envelope{Kind: kind, At: c.Now(), Payload: payload}, nil
}
