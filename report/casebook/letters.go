package casebook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/letter/paper"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/owner"
)

// Written is a letter and, once it is written, its file.
type Written struct {
	report.Letter
	File string
}

// Compose writes the letters of a plan in memory: nothing is recorded and
// nothing leaves. A letter that cannot be written keeps no other from being;
// the error tells of each, beside the letters that could.
func (c *Casebook) Compose(ctx context.Context, p Plan, day brokers.Date) ([]Written, error) {
	h, err := c.history(ctx, p.Subject, day)
	if err != nil {
		return nil, err
	}
	words, err := c.writer(day)
	if err != nil {
		return nil, err
	}
	var list []Written
	var faults []error
	for _, r := range p.Requests {
		b, ok := c.Catalogue.Get(r.Broker)
		if !ok {
			continue // the plan is made from the same catalogue
		}
		var about []scan.Finding
		for _, id := range r.Findings {
			if f, ok := h.find(id); ok {
				about = append(about, f)
			}
		}
		l, err := words.Write(r, *p.Subject, b, about)
		if err != nil {
			faults = append(faults, fmt.Errorf("write letter %s: %w", r.ID, err))
			continue
		}
		l.Country = b.Home()
		h.thread(&l)
		list = append(list, Written{Letter: l})
	}
	return list, errors.Join(faults...)
}

// Formats are the forms in which a letter can be written, the usual one first.
var Formats = paper.Forms

// WriteLetters drafts the requests and writes one file per letter into a
// folder, readable by its owner alone. A file that is there already stays as
// it is: the same letter is not written again, another one is an error. A
// letter that cannot be written keeps no other from being; it has no File then.
func (c *Casebook) WriteLetters(ctx context.Context, letters []Written, format, dir string) error {
	if !slices.Contains(Formats, format) {
		return fmt.Errorf("write letters: no format %q, want %s", format, strings.Join(Formats, ", "))
	}
	if err := owner.MkdirAll(dir); err != nil {
		return fmt.Errorf("write letters into %s: %w", dir, bare(err))
	}
	var faults []error
	for i := range letters {
		if err := c.writeLetter(ctx, &letters[i], format, dir); err != nil {
			faults = append(faults, err) // the other letters can still be written
		}
	}
	return errors.Join(faults...)
}

// writeLetter writes one letter and sets its file.
func (c *Casebook) writeLetter(ctx context.Context, l *Written, format, dir string) error {
	if err := c.MayWrite(ctx, l.Request); err != nil {
		return fmt.Errorf("letter %s is not written: %w", l.Request.ID, err)
	}
	var out bytes.Buffer
	if err := paper.Write(&out, l.Letter, format); err != nil {
		return fmt.Errorf("write letter %s: %w", l.Request.ID, err)
	}
	path := filepath.Join(dir, letter.FileName(l.Request, format))
	if err := create(path, out.Bytes()); err != nil {
		return err
	}
	l.File = path
	if err := c.explain(*l, format, dir); err != nil {
		return err
	}
	return c.draft(ctx, l.Request)
}

// PostFile is the name of the file with all letters that go by post.
const PostFile = "post.pdf"

// WritePost writes the letters that go by post as one PDF to be printed, with
// a list for the post office before them, and returns its path and how many
// letters are in it. Without any there is no file. Letters that were not
// written, having no File, are left out.
func (c *Casebook) WritePost(letters []Written, day brokers.Date, dir string) (path string, n int, err error) {
	var list []report.Letter
	for _, l := range letters {
		if l.File != "" {
			list = append(list, l.Letter)
		}
	}
	if list = paper.Posted(list); len(list) == 0 {
		return "", 0, nil
	}
	var out bytes.Buffer
	if err := paper.Batch(&out, list, day); err != nil {
		return "", 0, err
	}
	path = filepath.Join(dir, PostFile)
	return path, len(list), create(path, out.Bytes())
}

// create writes a new file for its owner alone, whole or not at all. One that
// holds the same already is fine.
func create(path string, data []byte) error {
	err := owner.WriteFile(path, data)
	switch {
	case err == nil:
		return nil
	case !errors.Is(err, fs.ErrExist):
		return fmt.Errorf("write %s: %w", path, bare(err))
	}
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	return fmt.Errorf("write %s: there is another file already; nothing is overwritten, choose another folder with -o", path)
}

// bare drops the path that os puts into its errors; the message has it.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
