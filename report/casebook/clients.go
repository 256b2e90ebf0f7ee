package casebook

import (
	"context"
	"slices"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// Client is a subject with who keeps them and where they stand with the safety
// questions.
type Client struct {
	*scan.Subject
	Keepers []string // ids of the caseworkers; none: the supervisors alone
	Safety  Safety
}

// Clients lists the subjects that whoever opened the vault can open; with mine,
// only those assigned to them, and for a supervisor those assigned to nobody.
func (c *Casebook) Clients(ctx context.Context, mine bool) (list []Client, err error) {
	err = again("", func() error { list, err = c.clients(ctx, mine); return err })
	return list, err
}

func (c *Casebook) clients(ctx context.Context, mine bool) (list []Client, err error) {
	subjects, err := c.Subjects(ctx)
	if err != nil {
		return nil, err
	}
	me := c.Vault.Me()
	for _, s := range subjects {
		k := Client{Subject: s}
		if k.Keepers, err = c.Vault.Keepers(ctx, s.ID); err != nil {
			return nil, err
		}
		is := slices.Contains(k.Keepers, me.ID) || me.Role == vault.Supervisor && len(k.Keepers) == 0
		if mine && !is {
			continue
		}
		if k.Safety, err = c.Safety(ctx, s.ID); err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	return list, nil
}

// Linked lists the subjects of one household, by id: those who have its word in
// their files, of whom whoever opened the vault can open all that are listed.
func (c *Casebook) Linked(ctx context.Context, subject string) (ids []string, err error) {
	s, err := c.one(ctx, subject)
	if err != nil || s.Household == "" {
		return nil, err
	}
	all, err := c.Subjects(ctx)
	for _, o := range all {
		if o.Household == s.Household && o.ID != s.ID {
			ids = append(ids, o.ID)
		}
	}
	return ids, err
}
