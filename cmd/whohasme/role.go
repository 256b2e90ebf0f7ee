package main

import (
	"fmt"
	"slices"

	"github.com/whohasme/whohasme/scan/vault"
)

// roleCommands are the commands that a role may open the vault for; roles that
// are not here may use all. What a command may do there, the vault decides.
//
// A worker is a machine: its key opens every client, so it serves to look and to
// nothing else. An auditor checks the journal and reads about nobody.
var roleCommands = map[vault.Role][]string{
	vault.Worker:  {"scan", "watch", "worker", "totals", "doctor", "vault verify", "vault retention", "vault member list"},
	vault.Auditor: {"totals", "doctor", "vault verify", "vault retention", "vault member list"},
}

// admit refuses a command that the role of whoever opened the vault does not
// permit.
func (p *program) admit(v *vault.Vault) error {
	role := v.Me().Role
	allowed, bound := roleCommands[role]
	if !bound || slices.Contains(allowed, p.command) {
		return nil
	}
	return fmt.Errorf("%w: with the role of %s you may use %s", vault.ErrRole, role, joinComma(allowed))
}
