package casebook_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// lettered opens an office with a match at two brokers and its letters.
func lettered(t *testing.T) (*office, []casebook.Written) {
	t.Helper()
	o := open(t, people("a"), people("b"))
	o.add("me", selfFile)
	for _, b := range []string{"a", "b"} {
		o.seen("me", b, scan.Found, record("me."+b+".1", scan.Match))
	}
	return o, o.composed()
}

func (o *office) composed() []casebook.Written {
	o.t.Helper()
	letters, err := o.Compose(o.t.Context(), o.planned("me"), o.Today())
	ok(o.t, err)
	return letters
}

func TestComposeWritesNothing(t *testing.T) {
	o, letters := lettered(t)
	if len(letters) != 2 || letters[0].File != "" || o.events("me", report.RequestDrafted) != 0 {
		t.Errorf("got %+v, %d drafts", letters, o.events("me", report.RequestDrafted))
	}
}

func TestWriteLetters(t *testing.T) {
	for _, format := range casebook.Formats {
		t.Run(format, func(t *testing.T) {
			o, letters := lettered(t)
			dir := filepath.Join(t.TempDir(), "new", "letters")
			ok(t, o.WriteLetters(t.Context(), letters, format, dir))
			var names []string
			for _, l := range letters {
				names = append(names, filepath.Base(l.File))
				data, err := os.ReadFile(l.File)
				ok(t, err)
				info, err := os.Stat(l.File)
				ok(t, err)
				if info.Mode().Perm() != 0o600 {
					t.Errorf("%s has mode %v", l.File, info.Mode())
				}
				if head := map[string]string{"pdf": "%PDF-", "html": "<!DOCTYPE html>", "eml": "Content-Language: ", "docx": "PK\x03\x04", "sheet": "FILL-IN SHEET"}[format]; !bytes.HasPrefix(data, []byte(head)) || len(data) < 300 {
					t.Errorf("%s is no letter: %.40q", l.File, data)
				}
				if format == "txt" && (!bytes.Contains(data, []byte("Wilma Tarn")) || !bytes.Contains(data, []byte("wt.privacy@example.org"))) {
					t.Errorf("the letter says not who writes:\n%s", data)
				}
			}
			if want := []string{"me.a.suppress." + format, "me.b.suppress." + format}; !slices.Equal(names, want) {
				t.Errorf("files %q, want %q", names, want)
			}
			if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("the folder: %v, %v", info.Mode(), err)
			}
			ok(t, o.WriteLetters(t.Context(), o.composed(), format, dir)) // the same letters again
			if n := o.events("me", report.RequestDrafted); n != 2 {
				t.Errorf("%d drafts in the journal, want one a letter", n)
			}
		})
	}
}

// Whatever is there where a letter is to be, stays; its letter is not drafted,
// and those before it are.
func TestNothingIsOverwritten(t *testing.T) {
	const mine = "my own notes"
	for _, c := range []struct {
		name string
		lay  func(t *testing.T, path string)
	}{
		{"another file", func(t *testing.T, path string) { ok(t, os.WriteFile(path, []byte(mine), 0o600)) }},
		{"an empty file", func(t *testing.T, path string) { ok(t, os.WriteFile(path, nil, 0o600)) }},
		{"a folder", func(t *testing.T, path string) { ok(t, os.Mkdir(path, 0o700)) }},
		{"a link to another file", func(t *testing.T, path string) {
			ok(t, os.WriteFile(path+".real", []byte(mine), 0o600))
			ok(t, os.Symlink(path+".real", path))
		}},
		{"a link to nothing", func(t *testing.T, path string) { ok(t, os.Symlink(path+".nothing", path)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, letters := lettered(t)
			dir := t.TempDir()
			path := filepath.Join(dir, "me.b.suppress.txt")
			c.lay(t, path)
			before, _ := os.ReadFile(path)
			err := o.WriteLetters(t.Context(), letters, "txt", dir)
			wants(t, err, "nothing is overwritten")
			if strings.Contains(err.Error(), "Tarn") {
				t.Errorf("the error tells a name: %v", err)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(after, before) {
				t.Errorf("it holds %q now", after)
			}
			if _, err := os.Stat(path + ".nothing"); err == nil {
				t.Error("the link was followed")
			}
			cases, err := o.Cases(t.Context(), "me")
			if err != nil || len(cases) != 1 || cases[0].Broker != "a" {
				t.Errorf("drafted %+v, %v; want a alone", cases, err)
			}
		})
	}
}

func TestLettersThatCannotBe(t *testing.T) {
	o, letters := lettered(t)
	wants(t, o.WriteLetters(t.Context(), letters, "odt", t.TempDir()), "want pdf, txt")
	file := filepath.Join(t.TempDir(), "file")
	ok(t, os.WriteFile(file, nil, 0o600))
	wants(t, o.WriteLetters(t.Context(), letters, "txt", filepath.Join(file, "letters")), "write letters into")
	if n := o.events("me", report.RequestDrafted); n != 0 {
		t.Errorf("%d drafts of letters that were not written", n)
	}
}

// A name that the PDF cannot show leaves no half letter behind.
func TestNoHalfLetter(t *testing.T) {
	o := open(t, people("a"))
	o.add("me", strings.Replace(selfFile, "{first: Wilma, last: Tarn}", "{first: ᏌᎳ, last: ᏩᏯ}", 1))
	r := record("me.a.1", scan.Match)
	r.Name = "ᏌᎳ ᏩᏯ"
	o.seen("me", "a", scan.Found, r)
	dir := t.TempDir()
	err := o.WriteLetters(t.Context(), o.composed(), "pdf", dir)
	wants(t, err, "txt")
	if strings.Contains(err.Error(), "Ꮜ") {
		t.Errorf("the error tells a name: %v", err)
	}
	if list, _ := os.ReadDir(dir); len(list) > 0 || o.events("me", report.RequestDrafted) > 0 {
		t.Errorf("%d files, %d drafts", len(list), o.events("me", report.RequestDrafted))
	}
	ok(t, o.WriteLetters(t.Context(), o.composed(), "txt", dir))
}

// The batch holds the letters that go by post and were written.
func TestWritePost(t *testing.T) {
	o, letters := lettered(t)
	dir := t.TempDir()
	ok(t, o.WriteLetters(t.Context(), letters, "pdf", dir))
	if path, n, err := o.WritePost(letters, o.Today(), dir); path != "" || n != 0 || err != nil {
		t.Errorf("without a letter by post: %q, %d, %v", path, n, err)
	}
	letters[1].Request.Route = brokers.OptOut{Ask: brokers.Suppress, By: brokers.ByPost, To: "100 Main St, Springfield, IL 62701"}
	path, n, err := o.WritePost(letters, o.Today(), dir)
	ok(t, err)
	data, err := os.ReadFile(path)
	ok(t, err)
	if n != 1 || filepath.Base(path) != "post.pdf" || bytes.Count(data, []byte("/Type /Page\n")) != 2 {
		t.Errorf("%s holds %d letters on %d pages", path, n, bytes.Count(data, []byte("/Type /Page\n")))
	}
	letters[1].File = ""
	if _, n, err := o.WritePost(letters, o.Today(), dir); n != 0 || err != nil {
		t.Errorf("a letter that was not written is posted: %d, %v", n, err)
	}
}
