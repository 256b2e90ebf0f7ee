package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/casebook"
)

func (p *program) requestHousehold() *cobra.Command {
	var subject, address string
	c := &cobra.Command{
		Use: "household FINDING | BROKER --url ADDRESS", Short: "Ask to take your name out of a page about somebody else",
		Long: `Ask to take your name out of a page about somebody else, such as a relative's
page that lists you. FINDING is a record of which you said in a review that it is
somebody else's; with BROKER, --url is the address of a page that you found there
("-" reads it from the standard input, and so keeps it out of the list of
processes). The next plan shows the letter: it names the page and your own name,
and says nothing about whose page it is.

Where the record is about somebody of the same household ("household:" in both
subjects' files), their own request is enough, and this says whose.

` + "`whohasme request forget household=BROKER`" + ` takes that back.`,
		Args: exactArgs(1, "a finding, or a broker with --url"),
		RunE: func(c *cobra.Command, args []string) error {
			book, err := p.casebook(c.Context())
			if err != nil {
				return err
			}
			if address == "-" {
				if address, err = p.line("Address of the page: "); err != nil {
					return fmt.Errorf("read the address of the page: %w", err)
				}
			}
			if address == "" {
				if owner, err := book.HouseholdOwner(c.Context(), subject, args[0]); err == nil && owner != "" && subject != "" && !strings.HasPrefix(args[0], subject+".") {
					return fmt.Errorf("that record is %s's, of the same household: their own request takes it down, and every name in it; `whohasme plan --subject %s`", owner, owner)
				} else if err == nil && owner != "" {
					p.say("%s of the same household has that record: their own request takes it down, and every name in it.", owner)
				}
			}
			x, err := book.Household(c.Context(), subject, args[0], strings.TrimSpace(address))
			switch {
			case errors.Is(err, casebook.ErrNoBroker):
				return p.noBroker(book, args[0])
			case errors.Is(err, casebook.ErrNoFinding) && isBroker(book, args[0]):
				return usage("a broker needs --url, the address of the page that names you")
			case err != nil:
				return err
			}
			p.say("Noted as %s. `whohasme plan` shows what the letter tells, and `whohasme letters` writes it.", x.Key())
			return nil
		},
	}
	subjectFlag(c, &subject)
	c.Flags().StringVar(&address, "url", "", "address of a page at the broker that names you (\"-\": from the standard input)")
	return c
}

func isBroker(book *casebook.Casebook, id string) bool {
	_, ok := book.Catalogue.Get(id)
	return ok
}

// line reads one line of the standard input, asking for it on a terminal.
func (p *program) line(question string) (string, error) {
	if isTerminal(p.in) {
		fmt.Fprint(p.errOut, question)
	}
	text, err := bufio.NewReader(io.LimitReader(p.in, 4000)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", errors.New("the input broke off")
	}
	if text = strings.TrimSpace(text); text == "" {
		return "", usage("there was none on the standard input")
	}
	return text, nil
}
