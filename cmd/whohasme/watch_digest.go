package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan/owner"
)

// digest is a file that tells what changed. It is written whole from the
// journal, so that it is right whenever the program ended before.
type digest struct {
	path string
	book *casebook.Casebook
}

// digestHead is the first line of a digest: a file without it is not ours, and
// is left as it is.
const digestHead = "What changed, as whohasme saw it. This file is written anew whenever something does."

// digestDays is how far back a digest goes.
const digestDays = 365

func (d *digest) write(ctx context.Context) error {
	if err := d.ours(); err != nil {
		return err
	}
	list, err := d.book.Digest(ctx, d.book.Now().AddDate(0, 0, -digestDays))
	if err != nil {
		return err
	}
	return replace(d.path, digestText(list))
}

// ours returns an error where something else stands in the digest's place.
func (d *digest) ours() error {
	f, err := os.Open(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return usage("--digest: the file cannot be read")
	}
	defer f.Close()
	line := make([]byte, len(digestHead))
	if _, err := io.ReadFull(f, line); err != nil || string(line) != digestHead {
		return usage("--digest: there is a file already that is no digest; it was left as it is")
	}
	return nil
}

func digestText(list []casebook.News) []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, digestHead)
	if len(list) == 0 {
		fmt.Fprintf(&b, "\nNothing has changed since the watch began.\n")
	}
	var day brokers.Date
	for _, n := range list {
		if n.On != day {
			day = n.On
			fmt.Fprintf(&b, "\n%s\n", day)
		}
		fmt.Fprintf(&b, "  %s: %s.\n", n.Subject, n.Text())
	}
	return b.Bytes()
}

// replace puts a file in the place of another, whole or not at all.
func replace(path string, data []byte) error {
	next := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".new")
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a run that was killed
		return fmt.Errorf("write digest: %w", barePath(err))
	}
	if err := owner.WriteFile(next, data); err != nil {
		return fmt.Errorf("write digest: %w", barePath(err))
	}
	if err := os.Rename(next, path); err != nil {
		_ = os.Remove(next)
		return fmt.Errorf("write digest: %w", barePath(err))
	}
	return nil
}

// barePath drops the path from an error of the file system.
func barePath(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}
