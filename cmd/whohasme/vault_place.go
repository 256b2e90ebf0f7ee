package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/scan/vault"
)

// postgresVault is what --vault says for a vault on PostgreSQL. Its address
// holds a password, and is in the environment only: neither in a flag, which
// everybody on the machine can read, nor in the config file. A folder of this
// name is written ./postgres.
const postgresVault = "postgres"

// onPostgres reports whether the vault is a PostgreSQL database.
func (p *program) onPostgres() bool { return p.set.vault == postgresVault }

// vaultWhere is where the vault is, for package vault. It is never printed: see
// vaultPath for that.
func (p *program) vaultWhere() string {
	if p.onPostgres() {
		return p.env["WHOHASME_POSTGRES"]
	}
	return p.vaultPath()
}

// checkPlace says what is missing to know where the vault is.
func (p *program) checkPlace() error {
	where := p.vaultWhere()
	switch {
	case isAddress(p.set.vault):
		return usage("--vault takes a folder, or the word postgres: an address with a password is for WHOHASME_POSTGRES")
	case p.onPostgres() && where == "":
		return usage("open vault: WHOHASME_POSTGRES is not set; it holds the address of the database, such as postgres://USER:PASSWORD@HOST/DATABASE?sslmode=verify-full")
	case p.onPostgres() && !isAddress(where):
		return usage("open vault: WHOHASME_POSTGRES does not begin with postgres://")
	case where == "":
		return errNoHome
	}
	return nil
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "postgres://") || strings.HasPrefix(s, "postgresql://")
}

// there returns nil where a vault is or may be, and says what to do where none is.
func (p *program) there(ctx context.Context) error {
	if err := p.checkPlace(); err != nil {
		return err
	}
	switch err := vault.Probe(ctx, p.vaultWhere()); {
	case errors.Is(err, vault.ErrNoVault):
		return fmt.Errorf("open vault: there is none at %s; `whohasme init` makes one", p.vaultPath())
	case err != nil && p.onPostgres():
		return fmt.Errorf("open vault: %w", err)
	}
	return nil
}
