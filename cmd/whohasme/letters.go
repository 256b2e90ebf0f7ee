package main

import (
	"errors"
	"fmt"
	"path/filepath"
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
	var format, dir, subject, words string
	var dryRun, asJSON, batch bool
	var as asOf
	var ch choices
	c := &cobra.Command{
		Use: "letters", Short: "Write the letters of the plan, one file each", Args: noArgs,
		Long: `Write the letters of the plan, one file each, for you to send. Nothing is sent
by this program. --dry-run shows each fact told and where the listing shows it,
and writes nothing.

Forms: pdf to print, with the recipient where an envelope's window is (US Letter
for the United States and Canada, A4 elsewhere); txt, md, html and docx to work
on; eml to open as a draft in a mail program; sheet to fill in a web form, with
what to paste where and what never to give. With --batch, all letters that go by
post are also in one file, post.pdf, behind a list for the post office.

` + aboutChoices,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := known("format", orElse(format, "none"), casebook.Formats); err != nil {
				return err
			}
			if words != "" {
				return p.writeTemplates(words)
			}
			if batch && (format != "pdf" || dryRun) {
				return usage("--batch writes paper: it goes with --format pdf and not with --dry-run")
			}
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			chosen, err := p.choose(c, &ch, book, day)
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
			var faults, refused, over []error
			var all []casebook.Written
			for _, pl := range plans {
				letters, made, err := p.lettersOf(c, book, pl, day, format, dir, dryRun, asJSON)
				if made > 0 && !dryRun {
					err = errors.Join(err, book.Keep(c.Context(), pl))
				}
				n, all = n+made, append(all, letters...)
				faults, refused = append(faults, err), append(refused, pl.Refused...)
				if err := book.InForce(c.Context(), pl.Subject); err != nil {
					over = append(over, fmt.Errorf("no letter for %s: %w", pl.Subject.ID, err))
				}
			}
			if len(over) == len(plans) { // else the others have none now, or theirs are written
				refused = append(refused, over...)
			}
			if batch {
				faults = append(faults, p.postBatch(book, all, day, dir))
			}
			fault := errors.Join(faults...)
			if n > 0 || fault == nil { // else the fault says why there is none
				p.sayLetters(all, n, dryRun, dir)
			}
			if !dryRun && !asJSON {
				p.sayForms(all, format)
			}
			return errors.Join(fault, p.refusals(n, refused))
		},
	}
	c.Flags().StringVar(&format, "format", "pdf", strings.Join(casebook.Formats, ", "))
	c.Flags().BoolVar(&batch, "batch", false, "also write post.pdf: all letters that go by post, with a list for the post office")
	c.Flags().StringVarP(&dir, "output", "o", "", "folder for the letters (default: $XDG_DATA_HOME/whohasme/letters/DAY)")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what each letter tells, and write nothing")
	c.Flags().StringVar(&words, "write-templates", "", "write the built-in words into this folder, to be changed there, and no letter")
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	ch.flags(c)
	return c
}

func (p *program) sayLetters(all []casebook.Written, n int, dryRun bool, dir string) {
	switch {
	case n == 0:
		p.say("No letter to write.")
	case dryRun:
		p.say("\nNothing was written and nothing was sent.")
	default:
		p.say("%s in %s.", plural(n, "letter", "letters"), dir)
		p.say("After sending one, start its clocks by its name, such as `whohasme request sent %s`.", firstWritten(all))
	}
}

// firstWritten is the id of the first request whose letter was written.
func firstWritten(all []casebook.Written) string {
	for _, l := range all {
		if l.File != "" {
			return l.Request.ID
		}
	}
	return "ID"
}

// lettersOf writes, or previews, the letters of one subject's plan. It returns
// them and how many were shown or written.
func (p *program) lettersOf(c *cobra.Command, book *casebook.Casebook, pl casebook.Plan, day brokers.Date, format, dir string, dryRun, asJSON bool) ([]casebook.Written, int, error) {
	letters, fault := book.Compose(c.Context(), pl, day)
	if !dryRun && len(letters) > 0 {
		fault = errors.Join(fault, book.WriteLetters(c.Context(), letters, format, dir))
	}
	n := 0
	for _, s := range pl.Skipped {
		p.say("%s: no letter: %s", s.Broker, s.Why)
	}
	for _, t := range pl.Tasks {
		if t.Request == nil {
			p.say("%s, %s: %s", t.Case, t.Do, t.Why)
		}
	}
	for _, l := range letters {
		r := l.Request
		if l.File == "" && !dryRun {
			continue // the fault says why
		}
		n++
		var err error
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
			return letters, n, err
		}
		if !dryRun {
			p.sayWay(format, r)
		}
	}
	return letters, n, fault
}

// sayForms says what is for letters that are typed into a web form.
func (p *program) sayForms(letters []casebook.Written, format string) {
	forms := 0
	for _, l := range letters {
		if l.File != "" && l.Request.Route.By == brokers.ByForm {
			forms++
		}
	}
	if forms > 0 && format != "sheet" && format != "eml" { // eml says so of each
		p.say("%s by a web form: `whohasme letters --format sheet` says what to paste where.", plural(forms, "letter goes", "letters go"))
	}
}

// sayWay says so where a form does not fit the way a letter goes.
func (p *program) sayWay(format string, r report.Request) {
	switch by := r.Route.By; {
	case format == "eml" && by == brokers.ByForm:
		p.say("%s goes by a web form, so the message has no recipient: --format sheet says what to paste where.", r.ID)
	case format == "eml" && by != brokers.ByEmail:
		p.say("%s does not go by e-mail, so the message has no recipient.", r.ID)
	}
}

// postBatch writes the letters that go by post as one file.
func (p *program) postBatch(book *casebook.Casebook, letters []casebook.Written, day brokers.Date, dir string) error {
	path, n, err := book.WritePost(letters, day, dir)
	switch {
	case err != nil:
		return err
	case n == 0:
		p.say("No letter goes by post: there is no %s.", casebook.PostFile)
	default:
		p.say("%s by post, to print in one go: %s", plural(n, "letter", "letters"), path)
	}
	return nil
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
