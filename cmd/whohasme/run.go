package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Exit codes of the command contract.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitListed = 3 // scan, read: a match or possible; lint, due, verify: something is listed
	exitUnsure = 4 // scan: nothing found, but some could not be checked
)

// exitError ends the program with a code. A nil cause means that everything
// was said already.
type exitError struct {
	code  int
	cause error
}

func (e *exitError) Error() string {
	if e.cause == nil {
		return ""
	}
	return e.cause.Error()
}

func (e *exitError) Unwrap() error { return e.cause }

func exit(code int) error { return &exitError{code: code} }

func usage(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// run is the whole program: arguments, environment and streams in, exit code
// out.
func run(ctx context.Context, args, env []string, in io.Reader, out, errOut io.Writer) int {
	p := newProgram(env, in, out, errOut)
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	defer p.close()
	if err == nil {
		return exitDone
	}
	var e *exitError
	if !errors.As(err, &e) {
		e = &exitError{exitFailed, err}
	}
	if text := strings.ReplaceAll(e.Error(), context.Canceled.Error(), "interrupted"); text != "" {
		text += p.hint(context.WithoutCancel(ctx), e, args)
		fmt.Fprintln(errOut, "whohasme: "+text)
	}
	return e.code
}

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "whohasme",
		Short: "Who has me? Find your records at data brokers, have them removed, and look again.",
		Long: `Who has me? whohasme visits people-search sites and data brokers, says honestly
what it saw, writes the requests that make the data go away, keeps every clock,
and looks again. Nothing leaves this machine before you have seen what goes to
whom: see "whohasme scan --dry-run".

Exit codes: 0 done; 1 failed; 2 wrong use; 3 something was found or is listed;
4 nothing was found, but some brokers could not be checked.`,
		Version:           version,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              noArgs,
		PersistentPreRunE: p.configure,
		RunE:              p.status,
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if words := c.Flags().Args(); c.HasSubCommands() && len(words) > 0 {
			return noArgs(c, words) // the command is no more known than its flags
		}
		return usage("%s%s; `%s --help` lists the flags", flagFault(err), meantFlag(c, err), c.CommandPath())
	})
	p.commonFlags(root)
	root.AddCommand(
		p.demoCommand(), p.practiceCommand(), p.initCommand(), p.subjectCommand(), p.brokersCommand(), p.scanCommand(), p.readCommand(),
		p.reviewCommand(), p.revealCommand(), p.evidenceCommand(), p.reportCommand(), p.planCommand(), p.wordFlags(p.lettersCommand()), p.requestCommand(), p.dropCommand(), p.dueCommand(), p.totalsCommand(), p.watchCommand(), p.serveCommand(), p.vaultCommand(), p.evaluateCommand(), p.doctorCommand(), p.completionCommand(), p.manCommand(),
	)
	p.complete(root)
	return root
}

// flagFault says what is wrong with a flag without what was typed: it may be a
// name that was meant to stand elsewhere.
func flagFault(err error) string {
	var value *pflag.InvalidValueError
	var lacks *pflag.ValueRequiredError
	switch {
	case errors.As(err, &value):
		return "not a value of --" + value.GetFlag().Name
	case errors.As(err, &lacks):
		return "--" + lacks.GetFlag().Name + " needs a value"
	}
	return "no such flag"
}

// noArgs and exactArgs name what is wrong instead of quoting what was typed,
// which may be a name.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if c.HasSubCommands() {
		return usage("no such command below %q%s; `%s --help` lists them", c.CommandPath(), meantCommand(c, args[0]), c.CommandPath())
	}
	return usage("%q takes no arguments; `%s --help` shows how it is used", c.CommandPath(), c.CommandPath())
}

func exactArgs(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != n {
			return usage("%q wants %s; `%s --help` shows how it is used", c.CommandPath(), what, c.CommandPath())
		}
		return nil
	}
}

// group is a command that only has commands below it.
func group(use, short string, below ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		return usage("%q needs a command: %s", c.CommandPath(), names(below))
	}}
	c.AddCommand(below...)
	return c
}

func names(list []*cobra.Command) string {
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = c.Name()
	}
	return strings.Join(words, ", ")
}
