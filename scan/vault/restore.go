package vault

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"filippo.io/age"
)

// Restore makes a vault at a place, as in [Open], out of a backup, and opens it
// by what opened the vault that the backup was made of. Nothing is restored out
// of a backup that is cut off or was changed: ErrCut. Else it fails like
// [Create], with ErrNoBackup for another file, and with ErrNewerBackup for one of
// a newer version.
//
// A connection to PostgreSQL that is lost on the way is survived where the backup
// can be read again from its beginning (an [io.Seeker]).
func Restore(ctx context.Context, where string, r io.Reader, u Unlock) (*Vault, error) {
	p := at(where)
	v, err := restore(ctx, p, r, u)
	if err != nil {
		err = errors.Join(err, p.leave())
	}
	return v, fault("restore vault", err)
}

func restore(ctx context.Context, p place, r io.Reader, u Unlock) (*Vault, error) {
	if err := free(ctx, p); err != nil {
		return nil, err
	}
	b := backupFile{r: r}
	if err := b.begin(); err != nil {
		return nil, err
	}
	master, ids, err := b.texts.open(u)
	if errors.Is(err, ErrDamaged) {
		err = ErrCut
	}
	if err != nil {
		return nil, err
	}
	k := newKeys(master)
	if err := p.build(ctx, k, sealed{key: b.texts.key, identity: b.texts.identity}, func(t *tx) error { return b.refill(t, k) }); err != nil {
		return nil, err
	}
	return open(ctx, p, k, ids)
}

// backupFile is a backup that is read, more than once if need be.
type backupFile struct {
	r     io.Reader
	rest  io.Reader // behind the clear part, nil once it was read
	clear []byte
	texts texts
}

// begin reads the clear part.
func (b *backupFile) begin() (err error) {
	in := bufio.NewReaderSize(b.r, 1<<16)
	b.texts, b.clear, err = readClear(in)
	b.rest = in
	return err
}

// sealed returns what is behind the clear part.
func (b *backupFile) sealed() (io.Reader, error) {
	if b.rest == nil {
		again, ok := b.r.(io.Seeker)
		if !ok {
			return nil, ErrGone
		}
		if _, err := again.Seek(0, io.SeekStart); err != nil {
			return nil, ErrGone
		}
		if err := b.begin(); err != nil {
			return nil, err
		}
	}
	in := b.rest
	b.rest = nil
	return in, nil
}

// refill writes the rows of a backup.
func (b *backupFile) refill(t *tx, k keys) error {
	in, err := b.sealed()
	if err != nil {
		return err
	}
	plain, err := age.Decrypt(in, k.backup())
	if err != nil {
		return spoilt(err)
	}
	unsound := false
	err = readRecords(plain, sumOf(b.clear), func(rows table, row [][]byte) error {
		unsound = unsound || rows.name == "meta" && len(row) > 0 && string(row[0]) == rosterRow
		return rows.insert(t, row)
	})
	if err == nil {
		err = t.setMeta(wrappedRow, sumOf(b.texts.key))
	}
	if err != nil || unsound { // a roster that was changed before shows as that
		return err
	}
	return signRoster(t, k.roster)
}

// readRecords reads what a backup holds, to its end.
func readRecords(plain io.Reader, clear []byte, do func(table, [][]byte) error) error {
	in := &recordReader{r: bufio.NewReaderSize(plain, 1<<16), sum: sha256.New()}
	first, err := in.next()
	if err != nil {
		return err
	}
	if len(first) != 3 || string(first[0]) != backupStart || !bytes.Equal(first[1], clear) || len(first[2]) != 8 {
		return ErrCut
	}
	if numberOf(first[2]) > int64(newest(ladder)) {
		return ErrNewerBackup
	}
	for {
		n, sum := in.n, in.sum.Sum(nil)
		parts, err := in.next()
		if err != nil {
			return err
		}
		if string(parts[0]) == backupEnd {
			if len(parts) != 3 || !bytes.Equal(parts[1], number(n)) || !bytes.Equal(parts[2], sum) {
				return ErrCut
			}
			return in.end()
		}
		i := slices.IndexFunc(copied, func(b table) bool { return b.name == string(parts[0]) })
		if i < 0 {
			return ErrCut
		}
		if err := do(copied[i], parts[1:]); err != nil {
			return err
		}
	}
}

// recordReader reads records and sums them up.
type recordReader struct {
	r   *bufio.Reader
	sum hash.Hash
	n   int64
}

// maxRecord is how long a record may be, in bytes.
const maxRecord = 1 << 28

// next reads a record, which has one part at least.
func (i *recordReader) next() ([][]byte, error) {
	n, err := binary.ReadUvarint(i.r)
	if err != nil {
		return nil, spoilt(err)
	}
	if n > maxRecord {
		return nil, ErrCut
	}
	var record bytes.Buffer // grows with what is there, not with what is said
	if _, err := io.CopyN(&record, i.r, int64(n)); err != nil {
		return nil, spoilt(err)
	}
	_, _ = i.sum.Write(record.Bytes()) // never fails
	i.n++
	parts, ok := unframe(record.Bytes())
	if !ok || len(parts) == 0 {
		return nil, ErrCut
	}
	return parts, nil
}

// end returns nil when nothing follows.
func (i *recordReader) end() error {
	_, err := i.r.ReadByte()
	if err == io.EOF {
		return nil
	}
	if err == nil {
		err = ErrCut
	}
	return spoilt(err)
}

// unframe is the reverse of frame.
func unframe(b []byte) (parts [][]byte, ok bool) {
	for len(b) > 0 {
		if len(b) < 8 {
			return nil, false
		}
		n := binary.BigEndian.Uint64(b)
		if b = b[8:]; n > uint64(len(b)) {
			return nil, false
		}
		parts, b = append(parts, b[:n:n]), b[n:]
	}
	return parts, true
}

func numberOf(b []byte) int64 { return int64(binary.BigEndian.Uint64(b)) }

// readClear reads the part of a backup that is not encrypted, and hands back its
// bytes, too.
func readClear(in *bufio.Reader) (x texts, clear []byte, err error) {
	line := make([]byte, len(backupLine))
	switch _, err := io.ReadFull(in, line); {
	case err != nil && !short(err):
		return x, nil, spoilt(err)
	case err != nil || string(line) != backupLine:
		return x, nil, notOurs(line)
	}
	clear = line
	if x.identity, clear, err = readFile(in, clear, identityFile, maxIdentityFile); err != nil {
		return x, nil, err
	}
	if len(x.identity) == 0 {
		x.identity = nil
	}
	x.key, clear, err = readFile(in, clear, keyFile, maxKeyFile)
	return x, clear, err
}

// notOurs tells a later version's backup from another's file.
func notOurs(line []byte) error {
	if strings.HasPrefix(string(line), strings.TrimSuffix(backupLine, "1\n")) {
		return ErrNewerBackup
	}
	return ErrNoBackup
}

// readFile reads a line of name and length, and so many bytes.
func readFile(in *bufio.Reader, clear []byte, name string, limit int) (file, more []byte, err error) {
	line, err := in.ReadSlice('\n') // the buffer bounds its length
	if err != nil {
		return nil, nil, spoilt(err)
	}
	clear = append(clear, line...)
	digits, named := strings.CutPrefix(strings.TrimSuffix(string(line), "\n"), name+" ")
	n, err := strconv.Atoi(digits)
	if !named || err != nil || n < 0 || n > limit || strconv.Itoa(n) != digits {
		return nil, nil, ErrCut
	}
	file = make([]byte, n)
	if _, err := io.ReadFull(in, file); err != nil {
		return nil, nil, spoilt(err)
	}
	return file, append(clear, file...), nil
}

// spoilt takes whatever is wrong with the bytes of a backup for ErrCut, and leaves
// faults of the disk that they are read from.
func spoilt(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e
	}
	return ErrCut
}

func short(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }
