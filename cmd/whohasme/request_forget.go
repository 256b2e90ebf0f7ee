package main

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
)

func (p *program) requestForget() *cobra.Command {
	var subject string
	c := &cobra.Command{
		Use: "forget CHOICE", Short: "Take back a choice that plans follow, such as tell-residence or ask=delete", Args: exactArgs(1, "a choice as `whohasme plan` names it"),
		Long: aboutChoices,
		RunE: func(c *cobra.Command, args []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			of, err := book.Forget(c.Context(), subject, args[0])
			if errors.Is(err, casebook.ErrNoChoice) {
				return p.noChoice(c, book, subject, args[0])
			}
			if err != nil {
				return err
			}
			p.say("Taken back for %s; the next plan does without. Letters that are written stay as they are.", joinComma(of))
			return nil
		},
	}
	subjectFlag(c, &subject)
	return c
}

// noChoice says that a choice is none, and names near ones.
func (p *program) noChoice(c *cobra.Command, book *casebook.Casebook, subject, typed string) error {
	subjects, err := book.Subjects(c.Context())
	if err != nil {
		return err
	}
	var keys []string
	for _, s := range subjects {
		if subject != "" && s.ID != subject {
			continue
		}
		now, err := book.Choices(c.Context(), s.ID)
		if err != nil {
			return err
		}
		for _, x := range now {
			keys = append(keys, x.Key())
		}
	}
	if len(keys) == 0 {
		return errors.New("nothing was chosen, so nothing can be taken back")
	}
	if near := nearest(typed, keys); len(near) > 0 {
		return errors.New("no such choice is in force; did you mean " + near[0] + "?")
	}
	return casebook.ErrNoChoice
}
