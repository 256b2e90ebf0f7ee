package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (p *program) manCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use: "man -o DIR", Short: "Write manual pages, one per command", Args: noArgs,
		Long: `Write a manual page for the program and one for each command into a folder, for
man(1). "man -l DIR/whohasme.1" shows one without installing it.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if dir == "" {
				return usage("man: say with -o where the pages go")
			}
			return p.writeManual(c.Root(), dir)
		},
	}
	c.Flags().StringVarP(&dir, "output", "o", "", "folder for the pages")
	return c
}

func (p *program) writeManual(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make folder %s: it cannot be made there", dir)
	}
	n := 0
	var faults []error
	eachCommand(root, func(c *cobra.Command) {
		if c.Hidden || c.Name() == "help" {
			return
		}
		file := filepath.Join(dir, pageName(c)+".1")
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			faults = append(faults, fmt.Errorf("write %s: there is a file already; nothing is overwritten, choose another folder", file))
			return
		}
		if err == nil {
			_, err = f.Write(manPage(c))
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("write %s: it cannot be written", file))
			return
		}
		n++
	})
	p.say("%s in %s.", plural(n, "page", "pages"), dir)
	return errors.Join(faults...)
}

// pageName is how man(1) is asked for a command: whohasme-brokers-list.
func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// manPage is a command's page in the language of man pages (man(7)). The same
// program gives the same bytes.
func manPage(c *cobra.Command) []byte {
	var b bytes.Buffer
	day, _ := time.Parse(time.DateOnly, builtOn)
	fmt.Fprintf(&b, ".TH %q 1 %q %q \"whohasme manual\"\n", strings.ToUpper(pageName(c)), day.Format(time.DateOnly), "whohasme "+version)
	fmt.Fprintf(&b, ".nh\n.ad l\n.SH NAME\n%s \\- %s\n", roff(pageName(c)), roff(c.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(c.UseLine()))
	if c.Long != "" {
		fmt.Fprintf(&b, ".SH DESCRIPTION\n%s", paragraphs(c.Long))
	}
	if list := c.Commands(); len(list) > 0 {
		fmt.Fprint(&b, ".SH COMMANDS\n")
		for _, below := range list {
			if below.IsAvailableCommand() {
				fmt.Fprintf(&b, ".TP\n\\fB%s\\fP(1)\n%s\n", roff(pageName(below)), roff(below.Short))
			}
		}
	}
	options(&b, "OPTIONS", c.NonInheritedFlags())
	if c.HasParent() {
		options(&b, "OPTIONS OF EVERY COMMAND", c.InheritedFlags())
		fmt.Fprintf(&b, ".SH SEE ALSO\n\\fB%s\\fP(1)\n", roff(pageName(c.Parent())))
		return b.Bytes()
	}
	fmt.Fprintf(&b, ".SH ENVIRONMENT\n%s", paragraphs(environmentText))
	fmt.Fprintf(&b, ".SH FILES\n%s", paragraphs(filesText))
	return b.Bytes()
}

const environmentText = `Every flag is also a variable: WHOHASME_ and its name in capitals, with _ for -,
such as WHOHASME_VAULT. A flag is stronger than a variable, a variable stronger
than the configuration file.

WHOHASME_PASSPHRASE opens the vault. It is no flag and no key of the
configuration, and every program started from the same place can read it.

HOME, XDG_DATA_HOME, XDG_CONFIG_HOME and TMPDIR say where things are kept.`

const filesText = `$XDG_DATA_HOME/whohasme/vault, the sealed vault; $XDG_DATA_HOME/whohasme/letters,
letters; $XDG_CONFIG_HOME/whohasme/config.yaml, the configuration, whose keys are
the names of flags; $XDG_CONFIG_HOME/whohasme/catalogue, broker files of your own.
Without these variables ~/.local/share and ~/.config are meant.`

func options(b *bytes.Buffer, head string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, ".SH %s\n", head)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		word, text := pflag.UnquoteUsage(f)
		fmt.Fprintf(b, ".TP\n\\fB%s\\fP %s\n%s\n", roff(name), roff(word), roff(text))
	})
}

// roff is a text as it stands in a page: hyphens are those of the keyboard, and
// nothing in it is taken for a request.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

// paragraphs are the paragraphs of a help text; indented lines stay as they are.
func paragraphs(text string) string {
	var b strings.Builder
	for i, part := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		asIs := strings.HasPrefix(part, " ")
		if asIs {
			b.WriteString(".nf\n")
		}
		for line := range strings.SplitSeq(part, "\n") {
			b.WriteString(roff(line) + "\n")
		}
		if asIs {
			b.WriteString(".fi\n")
		}
	}
	return b.String()
}
