package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/words"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/vault"
)

// shells are those that can complete the program's commands, and how each
// learns to.
var shells = []struct {
	name, how string
	write     func(root *cobra.Command, w io.Writer) error
}{
	{"bash", "source <(whohasme completion bash)", func(c *cobra.Command, w io.Writer) error { return c.GenBashCompletionV2(w, true) }},
	{"zsh", "whohasme completion zsh > \"${fpath[1]}/_whohasme\"", func(c *cobra.Command, w io.Writer) error { return c.GenZshCompletion(w) }},
	{"fish", "whohasme completion fish > ~/.config/fish/completions/whohasme.fish", func(c *cobra.Command, w io.Writer) error { return c.GenFishCompletion(w, true) }},
	{"powershell", "whohasme completion powershell | Out-String | Invoke-Expression", func(c *cobra.Command, w io.Writer) error { return c.GenPowerShellCompletionWithDesc(w) }},
}

func (p *program) completionCommand() *cobra.Command {
	var below []*cobra.Command
	for _, s := range shells {
		below = append(below, &cobra.Command{
			Use: s.name, Short: "Print the completion of " + s.name, Args: noArgs,
			Long: fmt.Sprintf("Print what lets %s complete commands, flags and brokers' ids. To use it:\n\n  %s\n\nThe vault is never opened for it.", s.name, s.how),
			RunE: func(c *cobra.Command, _ []string) error {
				if err := s.write(c.Root(), p.out); err != nil {
					return fmt.Errorf("write completion: %w", err)
				}
				return nil
			},
		})
	}
	return group("completion", "Print what lets a shell complete commands, flags and brokers' ids", below...)
}

type completer = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective)

// oneOf completes to one of a few words.
func oneOf[T ~string](list []T) completer {
	var texts []string
	for _, w := range list {
		texts = append(texts, string(w))
	}
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return texts, cobra.ShellCompDirectiveNoFileComp
	}
}

// complete tells shells what flags and arguments take. Ids that only the vault
// knows are not completed: it would have to be opened for that.
func (p *program) complete(root *cobra.Command) {
	nothing := oneOf([]string(nil))
	folders := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	byFlag := map[string]completer{
		"broker": p.completeBrokers, "subject": nothing, "as-of": nothing, "on": nothing, "seen": nothing, "proxy": nothing, "reason": nothing,
		"vault": folders, "catalogue": folders, "only-catalogue": folders, "templates": folders,
		"verdict": oneOf([]scan.Verdict{scan.Match, scan.Other}), "ask": oneOf(brokers.Asks), "category": oneOf(brokers.Categories),
		"status": oneOf([]brokers.Status{brokers.Active, brokers.Unknown, brokers.Retired}), "state": oneOf(brokers.StateCodes()),
		"role": oneOf([]vault.Role{vault.Supervisor, vault.Caseworker, vault.Auditor, vault.Worker}), "recipient": nothing, "to": nothing,
		"way": oneOf([]string{string(brokers.Fetch), string(brokers.Browser), string(brokers.Assisted), string(brokers.Saved), noWay}),
	}
	byCommand := map[string]completer{
		"whohasme letters --format":           oneOf(casebook.Formats),
		"whohasme report --format":            oneOf(reportFormats),
		"whohasme report --lang":              oneOf(words.Languages),
		"whohasme brokers list --format":      oneOf([]string{"table", "json", "csv"}),
		"whohasme brokers show":               p.completeBrokers,
		"whohasme brokers check":              p.completeBrokers,
		"whohasme read":                       nil,
		"whohasme evaluate match":             nil,
		"whohasme brokers lint":               nil,
		"whohasme brokers import ddg":         nil,
		"whohasme brokers import ca-registry": nil,
	}
	eachCommand(root, func(c *cobra.Command) {
		if how, known := byCommand[c.CommandPath()]; known {
			c.ValidArgsFunction = how
		} else if !c.HasSubCommands() && c.ValidArgsFunction == nil {
			c.ValidArgsFunction = nothing
		}
		flags := func(f *pflag.Flag) {
			how, known := byCommand[c.CommandPath()+" --"+f.Name]
			if !known {
				how, known = byFlag[f.Name]
			}
			if known {
				_ = c.RegisterFlagCompletionFunc(f.Name, how) // fails for one that has its own
			}
		}
		c.LocalNonPersistentFlags().VisitAll(flags)
		c.PersistentFlags().VisitAll(flags)
	})
}

func eachCommand(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, below := range c.Commands() {
		eachCommand(below, do)
	}
}

// completeBrokers names brokers whose ids begin as what is typed so far.
func (p *program) completeBrokers(_ *cobra.Command, given []string, typed string) ([]string, cobra.ShellCompDirective) {
	layers, err := p.layers()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	cat, _ := brokers.Load(layers...)
	var list []string
	for _, b := range cat.All() {
		if strings.HasPrefix(b.ID, typed) && !slices.Contains(given, b.ID) {
			list = append(list, cobra.CompletionWithDesc(b.ID, b.Name))
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}
