package worker

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/whohasme/whohasme/scan/vault"
)

// These are all that River's tables are ever told of a job that failed, and all
// that the log is told of an error: none carries a fact about a person.
var (
	errSweep = errors.New("the sweep failed; the worker's log says at which broker")
	errPlan  = errors.New("the plan could not be made; the worker's log says why")
)

// loggable are the errors whose words the log may have.
var loggable = []error{
	vault.ErrTaken, vault.ErrLeaseLost, vault.ErrGone, vault.ErrUnsure, vault.ErrFull, vault.ErrBusy, vault.ErrDamaged, vault.ErrRole,
	vault.ErrNoSubject, vault.ErrNewer, vault.ErrForeign, vault.ErrNoVault, vault.ErrDenied, vault.ErrRemoved, vault.ErrLogin, vault.ErrNoDatabase, vault.ErrRights,
	context.Canceled, context.DeadlineExceeded, errCrashed,
}

// say is an error as the log may have it: those of the vault and of the database
// carry no fact about a person; of others only the type is told.
func say(err error) string {
	for _, known := range loggable {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	var answer *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &answer):
		return "the database says " + answer.Code
	case errors.As(err, &connect):
		return "the database cannot be reached"
	}
	return fmt.Sprintf("an error of type %T", err)
}

// over reports whether an error ends the worker: the vault has removed the
// member who opened it, and nothing will ever be due for it again.
func over(err error) bool { return errors.Is(err, vault.ErrRemoved) }

// refused reports whether the database does not permit what was asked (SQLSTATE
// 42501, insufficient_privilege).
func refused(err error) bool {
	var answer *pgconn.PgError
	return errors.As(err, &answer) && answer.Code == "42501"
}
