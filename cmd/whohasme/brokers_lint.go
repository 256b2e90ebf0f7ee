package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
)

func (p *program) brokersLint() *cobra.Command {
	return &cobra.Command{
		Use: "lint", Short: "List every fault of the catalogue as file:line (exit 3 if there is one)", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			layers, err := p.layers()
			if err != nil {
				return err
			}
			for i := range layers {
				layers[i] = layers[i].Files() // the built-in ones too
			}
			cat, faults := brokers.Load(layers...)
			n := len(cat.All()) + brokenFiles(faults)
			faults = append(faults, brokers.Lint(cat)...)
			for _, f := range faults {
				fmt.Fprintln(p.out, f.Error())
			}
			if len(faults) > 0 {
				p.say("%s in %s.", plural(len(faults), "fault", "faults"), plural(n, "broker", "brokers"))
				return exit(exitListed)
			}
			p.say("No fault in %s.", plural(len(cat.All()), "broker", "brokers"))
			return nil
		},
	}
}

// brokenFiles counts the files that a catalogue was loaded without.
func brokenFiles(faults brokers.Faults) int {
	files := map[string]bool{}
	for _, f := range faults {
		files[f.File] = true
	}
	return len(files)
}
