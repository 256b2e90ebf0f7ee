package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// maxFiles is the most files of one folder that are read.
const maxFiles = 5000

// check refuses flags that do not go together.
func (f *scanFlags) check() error {
	switch {
	case f.page == "" && (f.seen != "" || f.url != ""):
		return usage("--seen and --url say something of a page that is given with --page")
	case f.page != "" && f.reread:
		return usage("--page reads new pages, --reread those kept already; use one of them")
	case f.page != "" && len(f.Brokers) > 1:
		return usage("--page: the pages of a run are of one --broker, or say themselves where they came from")
	case (f.page != "" || f.reread) && f.dryRun:
		return usage("nobody is asked for a page that is there already, so there is nothing for --dry-run to show")
	}
	return nil
}

// savedFile is one file and what became of it.
type savedFile struct {
	name  string // below the folder
	pages []crawl.Saved
	why   string // why no page of it can be read
	taken []casebook.Taken
	dated bool // false where a day is wanted and nobody said one
}

// takePages reads saved pages and keeps what they establish.
func (p *program) takePages(ctx context.Context, book *casebook.Casebook, f scanFlags) error {
	files, err := openFiles(f.page)
	if err != nil {
		return err
	}
	if err := nameAddress(files, f.url); err != nil {
		return err
	}
	if err := p.date(book, files, f.seen); err != nil {
		return err
	}
	var pages []casebook.SavedPage
	var from []*savedFile
	for _, file := range files {
		for _, s := range file.pages {
			if s.Broken == nil && file.why == "" {
				pages = append(pages, casebook.SavedPage{Page: s.Page, Said: !s.Dated})
				from = append(from, file)
			}
		}
	}
	w, err := p.watcher(ctx, book, f)
	if err != nil {
		return err
	}
	w.mute = true // what became of each file is said below
	broker := ""
	if len(f.Brokers) > 0 {
		broker = f.Brokers[0]
	}
	taken, err := book.TakePages(ctx, f.Subject, broker, pages, w)
	if errors.Is(err, casebook.ErrWhichSubject) {
		return &exitError{exitUsage, err}
	}
	if err != nil {
		return err
	}
	for i, t := range taken {
		from[i].taken = append(from[i].taken, t)
	}
	if err := p.showTaken(w, files, f.json); err != nil {
		return err
	}
	return takenCode(files)
}

// openFiles opens a file, or every file below a folder.
func openFiles(path string) ([]*savedFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, errors.New("scan: the page is not there, or cannot be read")
	}
	names := []string{path}
	if info.IsDir() {
		if names, err = filesBelow(path); err != nil {
			return nil, err
		}
	}
	files := make([]*savedFile, len(names))
	for i, name := range names {
		files[i] = &savedFile{name: filepath.Base(name)}
		if rel, err := filepath.Rel(path, name); err == nil && info.IsDir() {
			files[i].name = rel
		}
		if files[i].pages, err = crawl.OpenAll(name); err != nil {
			files[i].why = faultWords(err)
		}
	}
	return files, nil
}

// filesBelow lists the files below a folder in the order of their names. What
// browsers put beside a page that is saved with all its parts is no page, nor
// is what is hidden; links are not followed.
func filesBelow(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return errors.New("scan: a folder cannot be read")
		case path != dir && strings.HasPrefix(e.Name(), "."), e.IsDir() && path != dir && partsOf(path):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.Type().IsRegular():
			names = append(names, path)
		}
		if len(names) > maxFiles {
			return fmt.Errorf("scan: the folder holds more than %d files", maxFiles)
		}
		return nil
	})
	if err == nil && len(names) == 0 {
		err = errors.New("scan: the folder holds no file")
	}
	return names, err
}

// partsOf reports whether a folder holds the parts of a saved page: it is
// called as a page beside it, with an ending such as _files or -Dateien.
func partsOf(dir string) bool {
	i := strings.LastIndexAny(filepath.Base(dir), "_-.")
	if i <= 0 {
		return false
	}
	stem := filepath.Join(filepath.Dir(dir), filepath.Base(dir)[:i])
	return slices.ContainsFunc([]string{".html", ".htm", ".xhtml", ".HTML", ".HTM"}, func(end string) bool {
		_, err := os.Stat(stem + end)
		return err == nil
	})
}

// faultWords are those of an error for the line of one file.
func faultWords(err error) string {
	var f *scan.Fault
	if errors.As(err, &f) {
		return f.Why
	}
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), "open page: "), "read page: ")
}

// nameAddress gives the one page the address that the person says. The site
// that an archive names stands: a page is never taken for one of another.
func nameAddress(files []*savedFile, address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return usage("--url: want the address that the page came from, beginning with http:// or https://")
	}
	if len(files) != 1 || len(files[0].pages) > 1 {
		return usage("--url is the address of one page, and there are several")
	}
	for _, p := range files[0].pages {
		if p.Dated && p.URL != nil && !strings.EqualFold(p.URL.Host, u.Host) {
			return usage("--url: the file says that it came from another site")
		}
		p.URL = u
	}
	return nil
}

// date gives every page that bears no day the day that the person says: with
// --seen, or when asked on a terminal, where the file's own is suggested.
func (p *program) date(book *casebook.Casebook, files []*savedFile, seen string) error {
	var said brokers.Date
	if seen != "" {
		var err error
		if said, err = readSeen(book, seen); err != nil {
			return err
		}
	}
	in := bufio.NewReader(p.in)
	for _, f := range files {
		day := said
		for _, s := range f.pages {
			if s.Dated || s.Broken != nil {
				continue
			}
			if day.IsZero() {
				if !isTerminal(p.in) {
					f.why = fmt.Sprintf("it bears no day; say with --seen YYYY-MM-DD when you saw it (the file was last written on %s)", written(book, s.Page))
					break
				}
				var err error
				if day, err = p.askDay(in, book, f.name, written(book, s.Page)); err != nil {
					return err
				}
			}
			s.At = instant(book, day, s.At)
		}
		f.dated = f.why == "" || len(f.pages) == 0
	}
	return nil
}

func readSeen(book *casebook.Casebook, s string) (brokers.Date, error) {
	day, err := brokers.ParseDate(s)
	switch {
	case err != nil:
		return day, usage("--seen: want a day such as %s", book.Today())
	case day.After(book.Today()):
		return day, usage("--seen: the day lies in the future")
	case book.Today().DaysSince(day) > 366:
		return day, usage("--seen: a page seen more than a year ago says nothing about today")
	}
	return day, nil
}

// written is the day on which a file was last written, or today where its clock
// runs ahead.
func written(book *casebook.Casebook, page *crawl.Page) brokers.Date {
	day := brokers.DateOf(page.At.In(book.Now().Location()))
	if day.After(book.Today()) {
		return book.Today()
	}
	return day
}

func (p *program) askDay(in *bufio.Reader, book *casebook.Casebook, name string, suggested brokers.Date) (brokers.Date, error) {
	for {
		a, err := p.ask(in, fmt.Sprintf("On which day did you see the page in %s? [%s] ", render.Clean(name), suggested))
		if err != nil {
			return brokers.Date{}, err
		}
		if a == "" {
			a = suggested.String()
		}
		day, err := readSeen(book, a)
		if err == nil {
			return day, nil
		}
		p.say("%v", err)
	}
}

// instant is a moment of a day: the file's own where it is of that day, else
// noon, and never one to come.
func instant(book *casebook.Casebook, day brokers.Date, written time.Time) time.Time {
	now := book.Now()
	at := time.Date(day.Year, day.Month, day.Day, 12, 0, 0, 0, now.Location())
	if w := written.In(now.Location()); brokers.DateOf(w) == day {
		at = w
	}
	if at.After(now) {
		return now
	}
	return at
}
