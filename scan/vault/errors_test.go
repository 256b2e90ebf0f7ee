package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/ncruces/go-sqlite3"
)

func TestCause(t *testing.T) {
	at := func(err error) error { return &fs.PathError{Op: "open", Path: "/home/planted/vault", Err: err} }
	cases := []struct {
		name      string
		err, want error
	}{
		{"full", sqlite3.FULL, ErrFull},
		{"quota", at(syscall.EDQUOT), ErrFull},
		{"no room to share", sqlite3.IOERR_SHMSIZE, ErrFull},
		{"file too large", at(syscall.EFBIG), ErrFull},
		{"busy", sqlite3.BUSY_SNAPSHOT, ErrBusy},
		{"read-only", sqlite3.READONLY_DIRECTORY, ErrDenied},
		{"forbidden", at(syscall.EACCES), ErrDenied},
		{"corrupt", sqlite3.CORRUPT_INDEX, ErrDamaged},
		{"another key", sqlite3.NOTADB, ErrDamaged},
		{"short", sqlite3.IOERR_SHORT_READ, ErrDamaged},
		{"row there twice", sqlite3.CONSTRAINT_PRIMARYKEY, ErrDamaged},
		{"interrupted", sqlite3.INTERRUPT, context.Canceled},
		{"broken disk", at(syscall.EIO), syscall.EIO},
		{"broken link", &os.LinkError{Op: "rename", Old: "/home/planted/a", New: "/home/planted/b", Err: syscall.EIO}, syscall.EIO},
		{"one of ours", fmt.Errorf("asked: %w", ErrWrongKey), ErrWrongKey},
		{"several", errors.Join(ErrBusy, at(syscall.EBADF)), ErrBusy},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := fault("try vault", c.err)
			wants(t, err, c.want)
			if strings.Contains(err.Error(), "planted") || !strings.HasPrefix(err.Error(), "try vault: ") {
				t.Errorf("reads %q", err)
			}
		})
	}
}

func TestErrorsTellNoPath(t *testing.T) {
	file := filepath.Join(t.TempDir(), "planted")
	ok(t, os.WriteFile(file, nil, 0o600))
	for _, path := range []string{file, filepath.Join(file, "vault"), filepath.Join(file, "deeper", "vault")} {
		for _, open := range []func(context.Context, string, Unlock) (*Vault, error){Open, Create} {
			if _, err := open(t.Context(), path, pass("p")); err == nil || strings.Contains(err.Error(), "planted") {
				t.Errorf("got %v", err)
			}
		}
	}
}
