package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/report/render"
)

// health is how one thing stands that the program needs or can use.
type health string

const (
	fine   health = "ok"    // as it should be
	noted  health = "note"  // something is not there or not used, and that may be as wanted
	faulty health = "fault" // something that will fail, or that protects less than it should
)

// checkup is one line of `doctor`. It carries no fact about a person.
type checkup struct {
	Check string `json:"check"`         // such as "browser"
	State health `json:"state"`         // ok, note, fault
	Text  string `json:"text"`          // what was seen
	Fix   string `json:"fix,omitempty"` // what to do about it
}

func (p *program) doctorCommand() *cobra.Command {
	var asJSON bool
	var config error
	c := &cobra.Command{
		Use: "doctor", Short: "Say what is missing on this machine, and how to fix it", Args: noArgs,
		Long: `Look at what whohasme needs or can use on this machine: configuration, catalogue,
vault and who may read it, disk, clock, browser, display, proxy, terminal. No
vault is opened, no site is asked, and nothing is said about a person.

Exit codes: 0 nothing is wrong; 3 something is listed as a fault.`,
		PersistentPreRunE: func(c *cobra.Command, args []string) error {
			if err := refuseEmpty(c); err != nil {
				return err
			}
			config = p.configure(c, args) // a fault of the file is told among the others
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error {
			list := p.examine(c.Context(), config)
			if err := p.printHealth(list, asJSON); err != nil {
				return err
			}
			if slices.ContainsFunc(list, func(k checkup) bool { return k.State == faulty }) {
				return exit(exitListed)
			}
			return nil
		},
	}
	jsonFlag(c, &asJSON)
	return c
}

// examine makes every check, in an order that people can act on.
func (p *program) examine(ctx context.Context, config error) []checkup {
	var list []checkup
	for _, of := range []func() []checkup{
		func() []checkup { return p.checkConfig(config) },
		p.checkCatalogue, func() []checkup { return p.checkVault(ctx) }, p.checkSecrets, p.checkDisk, p.checkTemp, p.checkClock,
		func() []checkup { return p.checkBrowser(ctx) },
		p.checkDisplay,
		func() []checkup { return p.checkProxy(ctx) },
		p.checkKeyring, p.checkLetters, p.checkTerminal,
	} {
		list = append(list, of()...)
	}
	return list
}

func (p *program) printHealth(list []checkup, asJSON bool) error {
	faults := 0
	for _, k := range list {
		if k.State == faulty {
			faults++
		}
		if asJSON {
			if err := render.JSON(p.out, k); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(p.out, "%-6s%s\n", k.State, hang(k.Check+": "+k.Text, p.width()-7))
		switch {
		case strings.HasPrefix(k.Fix, "chmod "), strings.HasPrefix(k.Fix, "icacls "): // to be copied whole
			fmt.Fprintf(p.out, "      -> %s\n", k.Fix)
		case k.Fix != "":
			fmt.Fprintf(p.out, "      %s\n", hang("-> "+k.Fix, p.width()-7))
		}
	}
	if asJSON {
		return nil
	}
	switch faults {
	case 0:
		p.say("\nNothing is wrong. A note is something you may do without.")
	default:
		p.say("\n%s.", plural(faults, "fault", "faults"))
	}
	return nil
}

// hang folds a text whose first line stands after what was printed already.
func hang(text string, width int) string {
	return fold(text, cmp.Or(max(width, 20), 73), "      ")[6:]
}

func ok(check, format string, args ...any) checkup {
	return checkup{Check: check, State: fine, Text: fmt.Sprintf(format, args...)}
}

func note(check, text, fix string) checkup { return checkup{check, noted, text, fix} }

func fault(check, text, fix string) checkup { return checkup{check, faulty, text, fix} }
