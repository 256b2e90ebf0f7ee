package main

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
)

func (p *program) subjectRemove() *cobra.Command {
	var sure bool
	c := &cobra.Command{
		Use: "remove ID --yes", Short: "Throw away all that is kept of a subject, for good", Args: exactArgs(1, "a subject's id"),
		Long: `Throw away all that is kept of a subject: the key, every event, every page.
Nothing brings it back but a backup made before, and those that can are listed.
What stays is the id and that it was done. On a terminal the id is asked for
instead of --yes. Only a supervisor may; your own vault has you as one.

"whohasme subject export ID" gives the client their file first.`,
		RunE: func(c *cobra.Command, args []string) error {
			if !sure && !isTerminal(p.in) {
				return usage("this throws away all that is kept of a subject; say --yes")
			}
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			if !sure {
				typed, err := p.talk().line("This throws away all that is kept of the subject, for good. Type the id to do it: ")
				if err != nil {
					return err
				}
				if typed != args[0] {
					return usage("that is not the id; nothing was thrown away")
				}
			}
			return p.remove(c.Context(), book, args[0])
		},
	}
	c.Flags().BoolVar(&sure, "yes", false, "do not ask")
	return c
}

func (p *program) remove(ctx context.Context, book *casebook.Casebook, id string) error {
	out, err := book.Purge(ctx, id)
	if err != nil {
		return err
	}
	p.say("All that was kept of %s is thrown away.", id)
	if out.Lingers {
		p.say("Another whohasme has the vault open: sealed traces stay in its log until that ends.")
	}
	for _, b := range out.Backups {
		p.say("The backup %s of %s can still open it; destroy it too.", orElse(b.File, "(to a pipe)"), b.At.In(p.now().Location()).Format("2006-01-02"))
	}
	return nil
}
