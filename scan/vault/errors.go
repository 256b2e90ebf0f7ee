package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/ncruces/go-sqlite3"
)

// What a caller may want to tell apart, with errors.Is. No error of this
// package carries a fact about a person, a key or a path.
var (
	ErrNoVault      = errors.New("there is no vault here")
	ErrExists       = errors.New("there is a vault already; it was left as it is")
	ErrForeign      = errors.New("this is not a vault; it was left as it is")
	ErrNewer        = errors.New("the vault was made by a newer whohasme; it was left as it is, open it with that version")
	ErrNoKey        = errors.New("the vault needs its passphrase or identity file, and none was given")
	ErrWrongKey     = errors.New("wrong passphrase or identity for this vault")
	ErrDamaged      = errors.New("the vault is damaged; `whohasme vault verify` says where")
	ErrBusy         = errors.New("another whohasme is at work on this vault")
	ErrFull         = errors.New("no space left on the disk; nothing was lost, free some space and run the same command again")
	ErrDenied       = errors.New("the vault's folder cannot be read and written by you; nothing was changed")
	ErrTaken        = errors.New("another machine has it now")
	ErrLeaseLost    = errors.New("the lease ran out, or another machine has it by now")
	ErrMoved        = errors.New("somebody else wrote at the same moment, so nothing was written; run the same command again")
	ErrRole         = errors.New("your role in this vault does not permit this")
	ErrNoPassphrase = errors.New("this vault, or your way into it, has no passphrase: it opens with an identity file")
	ErrRemoved      = errors.New("you are not a member of this vault any more")
	ErrMember       = errors.New("the vault has a member of this id, or with this key, already")
	ErrNoMember     = errors.New("the vault has no such member")
	ErrMemberID     = errors.New("a member's id is of a-z, 0-9 and single hyphens, 40 at most, and no part of a name")
	ErrNoRole       = errors.New("a role is supervisor, caseworker, auditor or worker")
	ErrRecipient    = errors.New("a recipient is one line that begins with age1, as age-keygen prints it")
	ErrLast         = errors.New("the last supervisor stays: nobody could look after the vault")
	ErrKeeps        = errors.New("subjects are assigned to this caseworker alone; hand them over first")
	ErrNoBackup     = errors.New("this is not a backup of a vault")
	ErrNewerBackup  = errors.New("the backup was made by a newer whohasme; restore it with that version")
	ErrCut          = errors.New("the backup is cut off or was changed; nothing was restored")
	ErrLinger       = errors.New("the subject is purged; sealed traces stay in the store until the others who have the vault open end")
	ErrNoSubject    = errors.New("the vault holds no such subject")
	ErrSubject      = errors.New("the vault holds this subject already")
	ErrNoPage       = errors.New("the vault holds no such page")
	ErrDropped      = errors.New("the page was dropped after its time; only its hash is kept")
)

// What may come between a program and its database, besides.
var (
	ErrGone       = errors.New("the database cannot be reached; nothing was lost, run the same command again")
	ErrUnsure     = errors.New("the database stopped answering; whether the last step was written shows when it is back: run the same command again")
	ErrDSN        = errors.New("this is no address of a PostgreSQL database; write postgres://USER:PASSWORD@HOST/DATABASE")
	ErrLogin      = errors.New("the database refused the login")
	ErrNoDatabase = errors.New("the database does not exist on its server; make it with createdb first")
	ErrOldServer  = errors.New("the database's server is too old; PostgreSQL 13 is the oldest that will do")
	ErrRights     = errors.New("the database's user may not do this; it must own the schema whohasme, or be allowed to make it")
	ErrReadOnly   = errors.New("the database can only be read at present")
	ErrPlain      = errors.New("the password would cross the network unencrypted; add sslmode=verify-full to the database's address, or sslmode=disable to allow it")
	ErrTLS        = errors.New("the database's server offers no encrypted connection (TLS), or not one that proves who it is")
)

// fault says what was being done and, in a person's words, what went wrong.
func fault(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, cause(err))
}

// cause names the faults people can do something about, and strips what an
// error may carry beyond that: paths, SQL.
func cause(err error) error {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		return cause(several.Unwrap()[0]) // the others followed from it
	}
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, sqlite3.INTERRUPT):
		return context.Canceled
	case errors.Is(err, errLost):
		return ErrGone
	case isFull(err):
		return ErrFull
	case oneOf(err, sqlite3.BUSY, sqlite3.LOCKED):
		return ErrBusy
	case oneOf(err, sqlite3.READONLY, sqlite3.CANTOPEN, sqlite3.PERM, fs.ErrPermission, syscall.EROFS):
		return ErrDenied
	case oneOf(err, sqlite3.CORRUPT, sqlite3.NOTADB, sqlite3.CONSTRAINT, sqlite3.IOERR_SHORT_READ, sqlite3.IOERR_CORRUPTFS):
		return ErrDamaged
	}
	if said := serverCause(err); said != nil {
		return said
	}
	if e, ok := errors.AsType[*sqlite3.Error](err); ok {
		if sys := errors.Unwrap(e); sys != nil {
			return fmt.Errorf("%w: %w", e.ExtendedCode(), cause(sys))
		}
		return e.ExtendedCode()
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}

// isFull tells a full disk. IOERR_SHMSIZE is one, too: SQLite found no room for
// the index of its log, and the system's word for that is lost on the way.
func isFull(err error) bool {
	return oneOf(err, sqlite3.FULL, sqlite3.IOERR_SHMSIZE) || oneOf(err, noRoom...)
}

func oneOf(err error, targets ...error) bool {
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}
