package main

import (
	"github.com/spf13/cobra"
)

func (p *program) subjectAssign() *cobra.Command {
	var from, to string
	c := &cobra.Command{
		Use: "assign ID MEMBER... | --from MEMBER --to MEMBER", Short: "Say which caseworkers keep a client, or hand a caseload over",
		Long: `Say which caseworkers keep a client: all of them, by id ("whohasme vault member
list" lists them). Whoever had the client and is not named has them no more. With
--from and --to every client of one caseworker goes to another. The journal notes
each. A supervisor may, and a caseworker for clients that they keep.

Who had a client could have kept what they saw: a hand-over takes back no
knowledge, and no copy of the vault that was made.`,
		RunE: func(c *cobra.Command, args []string) error {
			whole := from != "" || to != ""
			switch {
			case whole && (from == "" || to == ""):
				return usage("--from and --to go together")
			case whole && len(args) > 0, !whole && len(args) < 2:
				return usage("%q wants a subject's id and the caseworkers who keep them, or --from and --to", c.CommandPath())
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			if !whole {
				if err := book.Assign(c.Context(), args[0], args[1:]); err != nil {
					return err
				}
				p.say("%s is kept by %s now.", args[0], joinComma(args[1:]))
				return nil
			}
			ids, err := book.HandOver(c.Context(), from, to)
			if len(ids) > 0 {
				p.say("%s kept by %s instead of %s now: %s.", plural(len(ids), "client is", "clients are"), to, from, joinComma(ids))
			} else if err == nil {
				p.say("%s keeps nobody, so nothing changes.", from)
			}
			return err
		},
	}
	c.Flags().StringVar(&from, "from", "", "caseworker who hands all clients over")
	c.Flags().StringVar(&to, "to", "", "caseworker who gets them")
	return c
}
