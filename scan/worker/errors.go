package worker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/whohasme/whohasme/scan/vault"
)

// These are all that River's tables are ever told of a job that failed, and all
// that the log is told of an error: none carries a fact about a person.
var (
	errSweep = errors.New("the sweep failed; the worker's log says at which broker")
	errPlan  = errors.New("the plan could not be made; the worker's log says why")
)

// lasting are faults of the vault that trying again does not mend.
var lasting = []error{
	vault.ErrDamaged, vault.ErrRole, vault.ErrNoSubject, vault.ErrNewer, vault.ErrForeign, vault.ErrNoVault, vault.ErrDenied,
	context.Canceled, context.DeadlineExceeded,
}

// passing reports whether an append that failed may succeed a moment later: the
// database was restarted, or is not reachable.
func passing(err error) bool {
	return !slices.ContainsFunc(lasting, func(l error) bool { return errors.Is(err, l) })
}

// loggable are the errors whose words the log may have.
var loggable = append([]error{vault.ErrTaken, vault.ErrLeaseLost, vault.ErrFull, vault.ErrBusy}, lasting...)

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

// refused reports whether the database does not permit what was asked (SQLSTATE
// 42501, insufficient_privilege).
func refused(err error) bool {
	var answer *pgconn.PgError
	return errors.As(err, &answer) && answer.Code == "42501"
}
