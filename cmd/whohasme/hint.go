package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan/vault"
)

// meant says which of the words that are known somebody may have meant, as the
// end of a sentence; "" where none is near. What was typed is not repeated.
func meant(typed string, words []string) string {
	if near := nearest(typed, words); len(near) > 0 {
		return " (did you mean " + strings.Join(near, " or ") + "?)"
	}
	return ""
}

// hint completes an error about an id that is none: among all words of the
// command line it looks for one that is nearly an id. Only what is open already
// is looked at.
func (p *program) hint(ctx context.Context, err error, args []string) string {
	var ids []string
	switch {
	case errors.Is(err, vault.ErrWrongKey) && p.typesPassphrase():
		return "; try it once more, or type the recovery key in its place"
	case errors.Is(err, casebook.ErrNoBroker):
		ids = p.brokerIDs()
	case p.vault == nil:
	case errors.Is(err, casebook.ErrNoSubject):
		ids, _ = p.vault.Subjects(ctx)
	case errors.Is(err, casebook.ErrNoFinding):
		ids = p.findingIDs(ctx)
	}
	if len(ids) == 0 {
		return ""
	}
	known := map[string]bool{}
	for _, id := range ids {
		known[id] = true
	}
	for _, a := range args {
		if _, value, ok := strings.Cut(a, "="); ok && strings.HasPrefix(a, "-") {
			a = value
		}
		if strings.HasPrefix(a, "-") || known[a] || isCommand(a) {
			continue
		}
		if text := meant(a, ids); text != "" {
			return text
		}
	}
	return ""
}

// isCommand reports whether a word stands for a command, which an id may
// resemble.
func isCommand(word string) bool {
	for _, c := range newProgram(nil, nil, nil, nil).rootCommand().Commands() {
		if c.Name() == word {
			return true
		}
		for _, below := range c.Commands() {
			if below.Name() == word {
				return true
			}
		}
	}
	return false
}

// brokerIDs are all brokers of the catalogue; none where it cannot be read.
func (p *program) brokerIDs() []string {
	layers, err := p.layers()
	if err != nil {
		return nil
	}
	c, _ := brokers.Load(layers...)
	var ids []string
	for _, b := range c.All() {
		ids = append(ids, b.ID)
	}
	return ids
}

func (p *program) findingIDs(ctx context.Context) []string {
	book, err := p.newCasebook(&brokers.Catalogue{})
	if err != nil {
		return nil
	}
	list, err := book.Report(ctx, "", book.Today())
	if err != nil {
		return nil
	}
	var ids []string
	for _, r := range list {
		for _, f := range r.Findings {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// meantCommand names commands below c that a word may have meant.
func meantCommand(c *cobra.Command, typed string) string {
	var words []string
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() {
			words = append(words, below.Name())
		}
	}
	return meant(typed, words)
}

// meantFlag names flags of a command that one that is none may have meant.
func meantFlag(c *cobra.Command, fault error) string {
	var none *pflag.NotExistError
	if !errors.As(fault, &none) || len(none.GetSpecifiedName()) < 2 {
		return ""
	}
	var words []string
	add := func(f *pflag.Flag) {
		if !f.Hidden {
			words = append(words, f.Name)
		}
	}
	c.Flags().VisitAll(add)
	c.InheritedFlags().VisitAll(add)
	near := nearest(none.GetSpecifiedName(), words)
	for i, w := range near {
		near[i] = "--" + w
	}
	if len(near) == 0 {
		return ""
	}
	return " (did you mean " + strings.Join(near, " or ") + "?)"
}
