package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// Assign gives a subject to caseworkers, all of them by id; whoever had it and
// is not among them has it no more. A supervisor may, and a caseworker who has
// the subject. The vault's own chain notes it, where it changes anything.
func (c *Casebook) Assign(ctx context.Context, subject string, to []string) error {
	from, err := c.Vault.Keepers(ctx, subject)
	if errors.Is(err, vault.ErrNoSubject) {
		return ErrNoSubject
	}
	if err != nil {
		return err
	}
	if role := c.Vault.Me().Role; sameMembers(from, to) && (role == vault.Supervisor || role == vault.Caseworker) {
		_, err := c.one(ctx, subject)
		return err
	}
	payload, err := json.Marshal(scan.Handover{Subject: subject, From: from, To: to, By: c.me()})
	if err != nil {
		return fmt.Errorf("assign subject: %w", err)
	}
	return c.Vault.Assign(ctx, subject, to, vault.Envelope{Kind: scan.SubjectAssigned, At: c.Now(), Payload: payload})
}

// sameMembers reports whether two lists name the same members.
func sameMembers(a, b []string) bool {
	set := func(ids []string) []string { return slices.Compact(slices.Sorted(slices.Values(ids))) }
	return slices.Equal(set(a), set(b))
}

// HandOver gives every subject of one caseworker to another, in whose hands
// each is then beside whoever else keeps it, and returns the subjects' ids.
func (c *Casebook) HandOver(ctx context.Context, from, to string) (subjects []string, err error) {
	if from == to {
		return nil, errors.New("hand over: both are the same member")
	}
	kept, err := c.Vault.Kept(ctx, from)
	if err != nil {
		return nil, err
	}
	for _, id := range kept {
		keepers, err := c.Vault.Keepers(ctx, id)
		if errors.Is(err, vault.ErrNoSubject) {
			continue // purged meanwhile
		}
		if err != nil {
			return subjects, err
		}
		next := slices.DeleteFunc(keepers, func(k string) bool { return k == from || k == to })
		if err := c.Assign(ctx, id, append(next, to)); err != nil {
			return subjects, err
		}
		subjects = append(subjects, id)
	}
	return subjects, nil
}
