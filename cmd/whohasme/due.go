package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/render"
)

func (p *program) dueCommand() *cobra.Command {
	var subject, file, text string
	var asJSON bool
	var as asOf
	c := &cobra.Command{
		Use: "due", Short: "List every clock that runs on sent requests (exit 3 if there is one)", Args: noArgs,
		Long: `List every clock that runs on sent requests and on a request filed on DROP,
soonest first. Exit 3 if there is one.

--ics FILE writes them as a calendar besides ("-" for the standard output). Its
entries say "` + render.NeutralText + `" and nothing of what, of whom or to
whom; --ics-text gives them words of your own. Each has reminders at nine in
the morning of the day before and of the day. Written anew and imported again,
the same entries move; those that no longer run stay until you delete them.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := checkCalendarText(text, file, c.Flags().Changed("ics-text"), c.Flags().Changed("ics")); err != nil {
				return err
			}
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			clocks, err := book.Due(c.Context(), subject, day)
			if err != nil {
				return err
			}
			if len(clocks) == 0 {
				p.say("No clock runs.%s", map[bool]string{true: " A calendar without an entry is none, so none was written."}[file != ""])
				return nil
			}
			if file != "" {
				if err := p.calendar(c.Context(), file, render.Calendar{Clocks: clocks, Text: text, Now: p.now(), Today: day}); err != nil {
					return err
				}
			}
			if file != "-" {
				if err := p.printClocks(clocks, day, asJSON); err != nil {
					return err
				}
			}
			return exit(exitListed)
		},
	}
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	c.Flags().StringVar(&file, "ics", "", "write a calendar of neutral entries with reminders to this file")
	c.Flags().StringVar(&text, "ics-text", "", "what its entries say, instead of \""+render.NeutralText+"\"")
	return c
}

func (p *program) printClocks(clocks []report.Clock, day brokers.Date, asJSON bool) error {
	var rows [][]string
	for _, k := range clocks {
		if asJSON {
			if err := render.JSON(p.out, k); err != nil {
				return err
			}
			continue
		}
		rows = append(rows, []string{k.Due.String(), string(k.State), string(k.Kind), k.Request, inDays(k.Due, day)})
	}
	if asJSON {
		return nil
	}
	return render.Table(p.out, p.width(), []string{"due", "state", "clock", "request", "days"}, rows)
}

// inDays says how far a day is from today.
func inDays(due, today brokers.Date) string {
	switch n := due.DaysSince(today); {
	case n == 0:
		return "today"
	case n < 0:
		return fmt.Sprintf("%d ago", -n)
	default:
		return fmt.Sprintf("in %d", n)
	}
}

func (p *program) calendar(ctx context.Context, file string, c render.Calendar) (err error) {
	if c.Salt, err = p.calendarSalt(ctx); err != nil {
		return err
	}
	if file == "-" {
		return render.ICS(p.out, c)
	}
	if err := writeCalendar(file, c); err != nil {
		return err
	}
	p.say("Written: %s. The file names no broker and nobody.", plural(len(c.Clocks), "calendar entry", "calendar entries"))
	return nil
}
