package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// Purged says what purging a subject came to.
type Purged struct {
	// Backups were made while the vault held the subject, the oldest first: each
	// can still open them, until it is destroyed.
	Backups []Backup
	// Lingers is set when another program that reads kept the write-ahead log from
	// being truncated. What is in it, sealed, goes when that program ends.
	Lingers bool
}

// Backup is a copy of the vault that was made.
type Backup struct {
	File string // without its folder; empty where it went to a pipe
	At   time.Time
}

// Purge takes a subject out of the vault for good: key, journal, pages and all
// that was remembered. Only that it was done stays, under the subject's id. It
// fails with ErrNoSubject, and with [vault.ErrRole] for anybody but a supervisor.
func (c *Casebook) Purge(ctx context.Context, id string) (*Purged, error) {
	var out Purged
	err := each(ctx, c, "", brokers.Date{}, func(e vault.Entry, b scan.Copying) error {
		if slices.Contains(b.Subjects, id) {
			out.Backups = append(out.Backups, Backup{b.File, e.At})
		}
		return nil
	}, scan.BackupMade)
	if err != nil {
		return nil, err
	}
	payload, err := json.Marshal(scan.Purging{Subject: id, By: c.me()})
	if err != nil {
		return nil, fmt.Errorf("purge subject: %w", err)
	}
	err = c.Vault.Purge(ctx, id, vault.Envelope{Kind: scan.SubjectPurged, At: c.Now(), Payload: payload})
	switch {
	case errors.Is(err, vault.ErrNoSubject):
		return nil, ErrNoSubject
	case errors.Is(err, vault.ErrLinger):
		out.Lingers = true
	case err != nil:
		return nil, err
	}
	return &out, nil
}
