package main

import (
	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/render"
)

func (p *program) dueCommand() *cobra.Command {
	var subject string
	var asJSON bool
	var as asOf
	c := &cobra.Command{
		Use: "due", Short: "List every clock that runs on sent requests (exit 3 if there is one)", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			book, day, err := p.casebookAsOf(c.Context(), as)
			if err != nil {
				return err
			}
			clocks, err := book.Due(c.Context(), subject, day)
			if err != nil {
				return err
			}
			if len(clocks) == 0 {
				p.say("No clock runs.")
				return nil
			}
			var rows [][]string
			for _, k := range clocks {
				if asJSON {
					if err := render.JSON(p.out, k); err != nil {
						return err
					}
					continue
				}
				rows = append(rows, []string{k.Due.String(), string(k.State), string(k.Kind), k.Request})
			}
			if !asJSON {
				if err := render.Table(p.out, p.width(), []string{"due", "state", "clock", "request"}, rows); err != nil {
					return err
				}
			}
			return exit(exitListed)
		},
	}
	subjectFlag(c, &subject)
	jsonFlag(c, &asJSON)
	as.flag(c)
	return c
}
