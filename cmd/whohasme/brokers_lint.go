package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
)

func (p *program) brokersLint() *cobra.Command {
	return &cobra.Command{
		Use: "lint", Short: "List every fault of the catalogue as file:line (exit 3 if there is one)", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := p.checkNow(); err != nil {
				return err
			}
			layers, err := p.layers()
			if err != nil {
				return err
			}
			for i := range layers {
				layers[i] = layers[i].Files() // the built-in ones too
			}
			cat, faults := brokers.Load(layers...)
			n := len(cat.All()) + len(cat.LeftOut())
			faults = append(faults, brokers.LintAt(cat, p.lintClock)...).Sorted()
			for _, f := range faults {
				fmt.Fprintln(p.out, f.Error())
			}
			p.sayLeftOut(cat)
			if len(faults) > 0 {
				p.say("%s in %s.", plural(len(faults), "fault", "faults"), plural(n, "broker", "brokers"))
				return exit(exitListed)
			}
			p.say("No fault in %s.", plural(len(cat.All()), "broker", "brokers"))
			return nil
		},
	}
}

// made is the day on which the built-in catalogue was last dated: a clock that
// stands before it is wrong.
var made = time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)

// lintClock is the clock after which no file may be dated.
func (p *program) lintClock() time.Time {
	if now := p.now(); p.set.onlyCatalogue != "" || now.After(made) {
		return now
	}
	return made
}

// sayOverlay says what files that add to the catalogue leave undone, also with
// --quiet: nobody may take a broker that is described anew, or that is not, for
// another.
func (p *program) sayOverlay(c *brokers.Catalogue, faults brokers.Faults) {
	for _, f := range faults {
		fmt.Fprintln(p.errOut, "whohasme: left out: "+f.Error())
	}
	p.sayLeftOut(c)
	for _, f := range c.Thinner() {
		fmt.Fprintln(p.errOut, "whohasme: warning: "+f.Error())
	}
}

// sayLeftOut says what describes the brokers whose files have faults.
func (p *program) sayLeftOut(c *brokers.Catalogue) {
	for _, l := range c.LeftOut() {
		if l.Instead != "" {
			fmt.Fprintf(p.errOut, "whohasme: left out: %s; for %q, %s is used as it stands\n", l.File, l.ID, l.Instead)
		} else {
			fmt.Fprintf(p.errOut, "whohasme: left out: %s; no other file describes %q, so it is not in the catalogue\n", l.File, l.ID)
		}
	}
}
