package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/statute"
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
