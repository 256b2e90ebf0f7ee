package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan/owner"
)

// wordFlags are the flags of a command that puts requests into words.
func (p *program) wordFlags(c *cobra.Command) *cobra.Command {
	c.Flags().StringVar(&p.set.templates, "templates", "",
		"folder of your own words for letters, such as suppress.txt (default: "+filepath.Join("$XDG_CONFIG_HOME", "whohasme", "templates")+", if it is there)")
	c.Flags().StringVar(&p.set.explain, "explain", "", "also write a sheet for you with each letter, in en or es: what it is, where it goes, what to expect, what never to give")
	c.PreRunE = func(*cobra.Command, []string) error {
		if p.set.explain != "" && !slices.Contains(letter.Languages, p.set.explain) {
			return usage("--explain: want %s", strings.Join(letter.Languages, " or "))
		}
		return nil
	}
	return c
}

// writeTemplates writes the built-in words into a folder, for the person to
// change the ones they want and throw the others away. Nothing is overwritten.
func (p *program) writeTemplates(dir string) error {
	if err := owner.MkdirAll(dir); err != nil {
		return fmt.Errorf("write templates into %s: %w", dir, errors.Unwrap(err))
	}
	texts := letter.BuiltIn()
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		path := filepath.Join(dir, name+".txt")
		f, err := owner.Create(path)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("write %s: there is one already; nothing is overwritten, choose another folder", path)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", path, errors.Unwrap(err))
		}
		_, err = f.WriteString(texts[name])
		if err = cmp.Or(err, f.Close()); err != nil {
			return errors.Join(fmt.Errorf("write %s: %w", path, errors.Unwrap(err)), os.Remove(path))
		}
	}
	p.say("%s in %s. Keep those you change, throw the others away, and use them by `letters --templates %s`.", plural(len(texts), "template", "templates"), dir, dir)
	return nil
}

// templates returns the words of letters: the person's own where there are
// any. None of ours stands in for one of theirs that cannot be read.
func (p *program) templates(book *statute.Book) (letter.Templates, error) {
	dir := p.set.templates
	if dir == "" {
		dir = filepath.Join(p.configHome(), "whohasme", "templates")
		if info, err := os.Stat(dir); err != nil || !info.IsDir() || p.configHome() == "" {
			return letter.Templates{}, nil
		}
	}
	return letter.OpenTemplates(dir, book)
}
