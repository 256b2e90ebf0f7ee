package vault

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"slices"

	"filippo.io/age"
)

// A backup is the same for every kind of store:
//
//	whohasme backup 1
//	identity.age LENGTH        and that many bytes; 0 where there is none
//	key.age LENGTH             and that many bytes
//	an age file of records, for which the vault's key has the file key
//
// A record is its length (a varint) and a framed list: a word and values. The
// first is "backup" with the SHA-256 of all that stands before the age file and
// the version of the tables, then come the rows of [copied], each with its table's
// name, and "end" with how many records there were and the SHA-256 over them. The
// age file tells by itself when it was changed or cut.
const backupLine = "whohasme backup 1\n"

// Words of records that are no row.
const (
	backupStart = "backup"
	backupEnd   = "end"
)

// Backup writes all that the vault holds, encrypted, as it is at one moment while
// others go on writing; the notes are appended before, and are in it. Only a
// supervisor may. Whoever could open the vault can open the backup, by the same
// passphrase or identity, for as long as the backup is there: also subjects that
// are purged later.
func (v *Vault) Backup(ctx context.Context, w io.Writer, notes ...Envelope) error {
	events := packAll(notes)
	err := v.store.update(ctx, func(t *tx) error {
		if err := v.may(t, Supervisor); err != nil {
			return err
		}
		return v.append(t, events)
	})
	if err == nil {
		err = v.store.once(ctx, func(t *tx) error { return v.backup(t, w) })
	}
	return fault("back up vault", err)
}

func (v *Vault) backup(t *tx, to io.Writer) error {
	x, err := v.textsFor(t)
	if err != nil {
		return err
	}
	clear := x.clear()
	if _, err := to.Write(clear); err != nil {
		return err
	}
	sealing, err := age.Encrypt(to, v.keys.backup())
	if err != nil {
		return err
	}
	out := &recordWriter{w: bufio.NewWriterSize(sealing, 1<<16), sum: sha256.New()}
	if err := out.put(text(backupStart), sumOf(clear), number(int64(newest(ladder)))); err != nil {
		return err
	}
	sound, err := checkRoster(t, v.keys.roster)
	if err != nil {
		return err
	}
	for _, b := range copied {
		err := b.rows(t, func(row [][]byte) error {
			if b.name == "meta" && slices.Contains(notCopied, string(row[0])) && (sound || string(row[0]) != rosterRow) {
				return nil
			}
			return out.put(append([][]byte{text(b.name)}, row...)...)
		})
		if err != nil {
			return err
		}
	}
	if err := out.put(text(backupEnd), number(out.n), out.sum.Sum(nil)); err != nil {
		return err
	}
	if err := out.w.Flush(); err != nil {
		return err
	}
	return sealing.Close()
}

// textsFor makes the files that open a backup: the key wrapped to the members of
// this state of the vault, which key.age may be ahead of.
func (v *Vault) textsFor(t *tx) (x texts, err error) {
	members, err := t.members()
	if err != nil {
		return x, err
	}
	if x.key, err = v.wrapTo(members); err != nil {
		return x, err
	}
	if slices.ContainsFunc(members, func(m Member) bool { return m.ID == ownerID || m.ID == nextOwnerID }) {
		x.identity, err = v.identityText(t)
	}
	return x, err
}

// clear is the part of a backup that is not encrypted, since it holds what it
// takes to ask for the passphrase.
func (x texts) clear() []byte {
	var b bytes.Buffer
	b.WriteString(backupLine)
	fmt.Fprintf(&b, "%s %d\n%s", identityFile, len(x.identity), x.identity)
	fmt.Fprintf(&b, "%s %d\n%s", keyFile, len(x.key), x.key)
	return b.Bytes()
}

// recordWriter writes records and sums them up.
type recordWriter struct {
	w   *bufio.Writer
	sum hash.Hash
	n   int64
}

func (o *recordWriter) put(parts ...[]byte) error {
	record := frame(parts...)
	if _, err := o.w.Write(binary.AppendUvarint(nil, uint64(len(record)))); err != nil {
		return err
	}
	if _, err := o.w.Write(record); err != nil {
		return err
	}
	_, _ = o.sum.Write(record) // never fails
	o.n++
	return nil
}

// backup seals the file key of backups with a key derived from the vault's.
func (k keys) backup() backupKey { return backupKey{k.master.derive("backup").sealer()} }

// backupKey is an age recipient and identity.
type backupKey struct{ seal sealer }

const backupStanza = "whohasme-backup"

// Wrap makes the stanza of the file key.
func (k backupKey) Wrap(fileKey []byte) ([]*age.Stanza, error) {
	return []*age.Stanza{{Type: backupStanza, Body: k.seal.seal(fileKey, text(backupStanza))}}, nil
}

// Unwrap reads the file key out of its stanza.
func (k backupKey) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	for _, s := range stanzas {
		if s.Type != backupStanza {
			continue
		}
		if fileKey, err := k.seal.open(s.Body, text(backupStanza)); err == nil && len(fileKey) == 16 {
			return fileKey, nil
		}
	}
	return nil, age.ErrIncorrectIdentity
}
