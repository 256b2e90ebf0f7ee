package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan/owner"
)

// maxCalendarText is how long the words of a calendar's entries may be, in
// letters: a notification shows no more.
const maxCalendarText = 100

func checkCalendarText(text, file string, hasText, hasFile bool) error {
	switch {
	case hasFile && file == "":
		return usage("--ics: want the name of a file, or - for the standard output")
	case hasText && !hasFile:
		return usage("--ics-text: there is no calendar to say it in; give --ics FILE too")
	case hasText && strings.TrimSpace(text) == "":
		return usage("--ics-text: want some words")
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return usage("--ics-text: want one line of text")
	case utf8.RuneCountInString(text) > maxCalendarText:
		return usage("--ics-text: want at most %d letters", maxCalendarText)
	}
	return nil
}

// calendarSalt returns the vault's own secret for the names of calendar
// entries, and makes it the first time.
func (p *program) calendarSalt(ctx context.Context) ([]byte, error) {
	m := p.vault.Memory("calendar")
	salt, err := m.Load(ctx, "salt")
	if err != nil || len(salt) > 0 {
		return salt, err
	}
	salt = make([]byte, 32)
	if _, err := rand.Read(salt); err != nil {
		return nil, errors.New("write calendar: there is no randomness")
	}
	return salt, m.Save(ctx, map[string][]byte{"salt": salt})
}

// writeCalendar writes a calendar to a file that is not there yet, or in the
// place of one that it wrote before.
func writeCalendar(path string, c render.Calendar) error {
	if err := replaceable(path); err != nil {
		return err
	}
	var text bytes.Buffer
	if err := render.ICS(&text, c); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".due-*") // 0600
	if err != nil {
		return errors.New("write calendar: the file cannot be written")
	}
	err = owner.Restrict(f.Name())
	if err == nil {
		_, err = f.Write(text.Bytes())
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return errors.New("write calendar: the file cannot be written")
	}
	return nil
}

func replaceable(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return errors.New("write calendar: the file cannot be written")
	case info.IsDir():
		return usage("--ics: that is a folder; want a file, such as due.ics")
	}
	other := errors.New("write calendar: the file is there already and is no calendar of whohasme's; it was left as it is")
	if !info.Mode().IsRegular() {
		return other
	}
	old, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(old, []byte("BEGIN:VCALENDAR\r\n")) || !bytes.Contains(old, []byte("\r\nPRODID:"+render.CalendarID+"\r\n")) {
		return other
	}
	return nil
}
