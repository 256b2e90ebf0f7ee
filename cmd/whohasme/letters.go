package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
)

// letterLine is a letter as `letters --json` prints it.
type letterLine struct {
	Request string        `json:"request"`
	Subject string        `json:"subject"`
	Broker  string        `json:"broker"`
	Ask     brokers.Ask   `json:"ask"`
	Ground  []string      `json:"ground"`
	Due     brokers.Date  `json:"due_if_sent_today,omitzero"`
	Tells   []report.Told `json:"tells"`
	File    string        `json:"file,omitempty"`
}

func (p *program) lettersCommand() *cobra.Command {
	var format, dir, subject string
	var dryRun, asJSON bool
	var as asOf
	var ch choices
	c := &cobra.Command{
		Use: "letters", Short: "Write the letters of the plan, one file each", Args: noArgs,
		Long: `Write the letters of the plan, one file each, for you to send. Nothing is sent
by this program. --dry-run shows each fact told and where the listing shows it,
and writes nothing.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if !slices.Contains(casebook.Formats, format) {
				return usage("--format: want %s", strings.Join(casebook.Formats, " or "))
			}
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			chosen, err := ch.choose()
			if err != nil {
				return err
			}
			plans, err := book.PlanWith(c.Context(), subject, day, chosen)
			if err != nil {
				return err
			}
			if dir == "" && p.dataHome() == "" {
				return errNoHome
			}
			if dir == "" {
				dir = filepath.Join(p.dataHome(), "whohasme", "letters", day.String())
			}
			n := 0
			var faults, refused []error
			for _, pl := range plans {
				made, err := p.lettersOf(c, book, pl, day, format, dir, dryRun, asJSON)
				n += made
				faults, refused = append(faults, err), append(refused, pl.Refused...)
			}
			p.sayLetters(n, dryRun, dir)
			return errors.Join(append(faults, p.refusals(n, refused))...)
		},
	}
	c.Flags().StringVar(&format, "format", "pdf", "pdf or txt")
	c.Flags().StringVarP(&dir, "output", "o", "", "folder for the letters")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what each letter tells, and write nothing")
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	ch.flags(c)
	return c
}

func (p *program) sayLetters(n int, dryRun bool, dir string) {
	switch {
	case n == 0:
		p.say("No letter to write.")
	case dryRun:
		p.say("\nNothing was written and nothing was sent.")
	default:
		p.say("%s in %s. After sending one: `whohasme request sent ID`.", plural(n, "letter", "letters"), dir)
	}
}

// lettersOf writes, or previews, the letters of one subject's plan.
func (p *program) lettersOf(c *cobra.Command, book *casebook.Casebook, pl casebook.Plan, day brokers.Date, format, dir string, dryRun, asJSON bool) (int, error) {
	letters, err := book.Compose(c.Context(), pl, day)
	if err != nil {
		return 0, err
	}
	var fault error
	if !dryRun && len(letters) > 0 {
		fault = book.WriteLetters(c.Context(), letters, format, dir)
	}
	n := 0
	for _, s := range pl.Skipped {
		p.say("%s: no letter: %s", s.Broker, s.Why)
	}
	for _, l := range letters {
		r := l.Request
		if l.File == "" && !dryRun {
			continue // the fault says why
		}
		n++
		switch {
		case asJSON:
			line := letterLine{r.ID, r.Subject, r.Broker, r.Ask, orEmpty(r.Ground), l.Due, r.Tells, l.File}
			err = render.JSON(p.out, line)
		case dryRun:
			p.printTells(r)
		default:
			_, err = fmt.Fprintf(p.out, "%s%s\n", l.File, dueWords(l.Due))
		}
		if err != nil {
			return n, err
		}
	}
	return n, fault
}

// refusals tells what the authorities do not permit; where that leaves nothing
// to do, it is the error.
func (p *program) refusals(done int, refused []error) error {
	if done == 0 {
		return errors.Join(refused...)
	}
	for _, r := range refused {
		p.say("Not drafted: %v.", r)
	}
	return nil
}

func dueWords(d brokers.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("  (an answer is due by %s if it is sent today)", d)
}
