package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

func (p *program) subjectEdit() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use: "edit ID [--from FILE]", Short: "Change what is filed about a subject", Args: exactArgs(1, "a subject's id"),
		Long: `Change what is filed about a subject: in a form with today's answers, or with
--from by a file that takes their place ("whohasme subject show ID --yaml" prints
today's). What was known on an earlier day stays in the journal.

The id stays, whose right it is stays, and one of the first names stays: another
person is another subject. A mandate that was withdrawn, or that shall hold
longer or permit more, needs its new signed document.`,
		RunE: func(c *cobra.Command, args []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			now, err := book.Subject(c.Context(), args[0])
			if err = noSubject(now, err); err != nil {
				return err
			}
			var next *scan.Subject
			var document []byte
			if from != "" {
				next, document, err = p.readEdited(now, from)
			} else {
				next, document, err = p.askEdited(now)
			}
			if err != nil {
				return err
			}
			return p.changeSubject(c.Context(), book, now, next, document)
		},
	}
	c.Flags().StringVar(&from, "from", "", "subject file that takes the place of what is filed")
	return c
}

func noSubject(s *scan.Subject, err error) error {
	if errors.Is(err, vault.ErrNoSubject) || err == nil && s == nil {
		return casebook.ErrNoSubject
	}
	return err
}

// readEdited reads an edited file. The document of a mandate need not lie
// beside it where the mandate is the one that is filed.
func (p *program) readEdited(now *scan.Subject, file string) (*scan.Subject, []byte, error) {
	data, err := p.readInput(file)
	if err != nil {
		return nil, nil, err
	}
	next, err := casebook.ReadEdited(now, file, data)
	if err != nil {
		return nil, nil, err
	}
	document, err := casebook.Document(next, file)
	if err != nil && next.Authority.Document == now.Authority.Document {
		return next, nil, nil
	}
	return next, document, err
}

func (p *program) changeSubject(ctx context.Context, book *casebook.Casebook, now, next *scan.Subject, document []byte) error {
	before, err := book.Safety(ctx, now.ID)
	if err != nil {
		return err
	}
	err = book.ChangeSubject(ctx, now.ID, next, document)
	if errors.Is(err, casebook.ErrUnchanged) {
		p.say("Nothing is different from what is filed.")
		return nil
	}
	if err != nil {
		return err
	}
	p.say("Subject %q changed.", now.ID)
	if lost := len(now.Safe.Names) + len(now.Safe.Addresses) + len(now.Safe.Phones) + len(now.Safe.Emails) -
		len(next.Safe.Names) - len(next.Safe.Addresses) - len(next.Safe.Phones) - len(next.Safe.Emails); lost > 0 {
		p.say("%s no longer kept secret: if that was a slip, edit it again.", plural(lost, "safe fact is", "safe facts are"))
	}
	after, err := book.Safety(ctx, now.ID)
	if err == nil && after.State() != before.State() && after.Wanted {
		p.say("The safety questions are to be answered again: `whohasme subject safety %s`.", now.ID)
	}
	return err
}

// askEdited shows the form with today's answers, to be changed by number.
func (p *program) askEdited(now *scan.Subject) (*scan.Subject, []byte, error) {
	t := p.talk()
	f := &form{talk: t, yes: "files it so", given: answersOf(now)}
	f.questions = slices.DeleteFunc(p.subjectQuestions(true, now.ID), func(q question) bool { return q.key == "who" || q.key == "id" })
	first := answersOf(now)
	asked := map[string]bool{}
	for _, q := range f.questions {
		asked[q.key] = true
	}
	f.check = func(a answers) []string {
		_, err := edited(now, first, a)
		return f.faults(err)
	}
	t.say("What is filed about %s. Each answer can be changed by its number.", now.ID)
	if err := f.review(asked); err != nil {
		if errors.Is(err, errEnded) {
			return nil, nil, usage("the answers ended before the form was done; nothing was changed. `--from FILE` takes them from a subject file")
		}
		return nil, nil, fmt.Errorf("edit subject: %w", err)
	}
	next, err := edited(now, first, f.given)
	if err != nil {
		return nil, nil, err
	}
	if next.Authority.Document == now.Authority.Document {
		return next, nil, nil
	}
	document, err := casebook.Document(next, "answers")
	return next, document, err
}
