package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"go.yaml.in/yaml/v4"
)

func (p *program) brokersCommand() *cobra.Command {
	return group("brokers", "What is known about brokers", p.brokersList(), p.brokersShow(), p.brokersLint(), p.brokersFamilies(), p.brokersStale(), p.brokersCheck(),
		p.brokersImport(), p.brokersExport())
}

func (p *program) brokersShow() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "show ID", Short: "Show one broker's file", Args: exactArgs(1, "a broker's id"),
		RunE: func(_ *cobra.Command, args []string) error {
			cat, err := p.loadCatalogue()
			if err != nil {
				return err
			}
			b, ok := cat.Get(args[0])
			if !ok {
				return fmt.Errorf("show broker: %w", casebook.ErrNoBroker)
			}
			if asJSON {
				return render.JSON(p.out, toShown(b))
			}
			text, err := yaml.Marshal(b)
			if err != nil {
				return fmt.Errorf("show broker %q: %w", b.ID, err)
			}
			fmt.Fprintf(p.out, "# %s\n%s", cat.File(b.ID), text)
			if b.Checked.IsZero() {
				p.say("This definition was never confirmed live.")
			}
			if len(b.OptOut) == 0 {
				p.say("No way out of it is known.")
			}
			if why := b.PassedBy(); why != "" {
				p.say("No scan looks at it: %s.", why)
			}
			if b.Restricted() {
				p.say("It is known only from lists that are non-commercial, share-alike or of unclear licence; NOTICE names them, --open-only leaves it out.")
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print the facts as one JSON object")
	return c
}

// shown is a broker's file in JSON: what a list says of it, and what only the
// file says.
type shown struct {
	listed
	Operator   string                `json:"operator,omitempty"`
	Mirrors    []string              `json:"mirrors,omitempty"`
	Suppresses []brokers.Suppression `json:"suppresses,omitempty"`
}

func toShown(b *brokers.Broker) shown {
	return shown{listed: toListed(b, false), Operator: b.Operator, Mirrors: b.Mirrors, Suppresses: b.Suppresses}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
