package casebook

import (
	"context"
	"regexp"
	"slices"

	"github.com/whohasme/whohasme/scan/vault"
)

// me is the id of the member who opened the vault.
func (c *Casebook) me() string { return c.Vault.Me().ID }

// supervises returns nil for a member who decides for the whole vault.
func (c *Casebook) supervises() error {
	if c.Vault.Me().Role != vault.Supervisor {
		return vault.ErrRole
	}
	return nil
}

// staffed reports whether the vault is a clinic's: whether anybody may open it
// besides the person who made it and the recovery key.
func (c *Casebook) staffed(ctx context.Context) (bool, error) {
	members, err := c.Vault.Members(ctx)
	return slices.ContainsFunc(members, func(m vault.Member) bool { return m.Role != vault.Supervisor || !founder.MatchString(m.ID) }), err
}

// founder is the id of a key that a vault was made with: its owner's, or the
// recovery key on paper.
var founder = regexp.MustCompile(`^(owner|recovery)(-\d+)?$`)
