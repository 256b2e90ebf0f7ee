package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"github.com/whohasme/whohasme/brokers"
	"go.yaml.in/yaml/v4"
)

// settings are the flags that every command has.
type settings struct {
	vault          string
	catalogue      []string
	onlyCatalogue  string
	config         string
	proxy          string
	browser        string
	passphraseFile string
	identity       string
	templates      string
	explain        string
	allowLoopback  bool
	openOnly       bool
	quiet          bool
	noColor        bool
	verbose        bool
}

// filed is what the configuration file said.
type filed struct {
	path  string   // of the file; "" where there is none
	flags []string // that were set from it
}

func (p *program) commonFlags(root *cobra.Command) {
	f, s := root.PersistentFlags(), &p.set
	f.StringVar(&s.vault, "vault", "", "folder of the vault, or postgres with the database's address in WHOHASME_POSTGRES (default: "+filepath.Join("$XDG_DATA_HOME", "whohasme", "vault")+")")
	f.StringArrayVar(&s.catalogue, "catalogue", nil, "folder whose .yaml files add to the catalogue or override it by id")
	f.StringVar(&s.onlyCatalogue, "only-catalogue", "", "folder to use instead of the built-in catalogue")
	f.BoolVar(&s.openOnly, "open-only", false, "leave out brokers known only from lists that are non-commercial, share-alike or of unclear licence")
	f.StringVar(&s.config, "config", "", "configuration file (default: "+filepath.Join("$XDG_CONFIG_HOME", "whohasme", "config.yaml")+")")
	f.StringVar(&s.proxy, "proxy", "", "proxy for all traffic, such as socks5://127.0.0.1:9050")
	f.StringVar(&s.browser, "browser", "", "Chrome or Chromium to use, or \"none\" (default: the one in the usual places)")
	f.StringVar(&s.passphraseFile, "passphrase-file", "", "file whose first line is the vault's passphrase")
	f.StringVar(&s.identity, "identity", "", "age identity file that opens the vault")
	f.BoolVar(&s.allowLoopback, "allow-loopback", false, "admit sites on this machine, such as the practice sites")
	f.BoolVar(&s.quiet, "quiet", false, "say nothing but results and errors")
	f.BoolVar(&s.noColor, "no-color", false, "use no colours")
	f.BoolVarP(&s.verbose, "verbose", "v", false, "tell each step, and numbers behind verdicts")
}

// configure sets every flag that was not given from the environment or the
// configuration file, in this order, and opens nothing.
func (p *program) configure(c *cobra.Command, _ []string) error {
	p.ctx = c.Context()
	p.command = strings.TrimPrefix(strings.TrimPrefix(c.CommandPath(), c.Root().Name()), " ")
	if err := refuseEmpty(c); err != nil {
		return err
	}
	v := viper.NewWithOptions(viper.KeyDelimiter("::"))
	file := p.set.config
	if file == "" {
		file = p.env["WHOHASME_CONFIG"]
	}
	if err := p.readConfig(v, c.Root(), file); err != nil {
		return err
	}
	var fault error
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if v, ok := p.env[envName(f.Name)]; ok && f.Name != "help" && f.Name != "version" && f.Name != "now" { // WHOHASME_NOW is the clock
			fault = errors.Join(fault, p.fromEnv(c, f, v))
		}
	})
	if fault != nil {
		return fault
	}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Changed && v.IsSet(f.Name) {
			p.filed.flags = append(p.filed.flags, f.Name)
			fault = errors.Join(fault, fromFile(c, f, v.GetStringSlice(f.Name)))
		}
	})
	return fault
}

// refuseEmpty refuses a flag that was given with nothing in it, as a variable of
// the shell that is not set leaves it: without its --proxy or --page a scan
// would visit sites, and past the proxy.
func refuseEmpty(c *cobra.Command) (fault error) {
	c.Flags().Visit(func(f *pflag.Flag) {
		empty := f.Value.Type() == "string" && f.Value.String() == ""
		if list, ok := f.Value.(pflag.SliceValue); ok {
			empty = slices.Contains(list.GetSlice(), "")
		}
		if empty {
			fault = errors.Join(fault, usage("--%s needs a value; leave it out to go without", f.Name))
		}
	})
	return fault
}

func (p *program) fromEnv(c *cobra.Command, f *pflag.Flag, value string) error {
	if f.Changed || value == "" {
		return nil
	}
	if err := c.Flags().Set(f.Name, value); err != nil {
		return usage("variable %s: not a value of --%s", envName(f.Name), f.Name)
	}
	return nil
}

// fromFile sets a flag to what the configuration file says; only a flag that
// may be repeated takes several values.
func fromFile(c *cobra.Command, f *pflag.Flag, values []string) error {
	if len(values) != 1 && f.Value.Type() != "stringArray" {
		return usage("configuration key %q: want a single value", f.Name)
	}
	for _, v := range values {
		if err := c.Flags().Set(f.Name, v); err != nil {
			return usage("configuration key %q: not a value of --%s", f.Name, f.Name)
		}
	}
	return nil
}

// oneOrMore is the value of a key in the configuration file, or a list of
// values.
type oneOrMore []string

// Shape lets a single value stand for a list of one.
func (*oneOrMore) Shape(n *yaml.Node) *yaml.Node {
	if n.Kind != yaml.ScalarNode {
		return n
	}
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: n.Line, Content: []*yaml.Node{n}}
}

func envName(flag string) string {
	return "WHOHASME_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// readConfig reads the configuration file, if there is one. Every key must be
// the name of a flag; a passphrase has no place in it.
func (p *program) readConfig(v *viper.Viper, root *cobra.Command, file string) error {
	named := file != ""
	if !named && p.configHome() == "" {
		return nil
	}
	if !named {
		file = filepath.Join(p.configHome(), "whohasme", "config.yaml")
	}
	data, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return nil
	case err != nil:
		return usage("read configuration %s: no such file, or not readable", file)
	}
	p.filed.path = file
	values := map[string]oneOrMore{}
	d := brokers.Decode(file, data, &values)
	known := map[string]bool{}
	eachFlag(root, func(f *pflag.Flag) { known[f.Name] = true })
	for key, value := range values {
		if !known[key] || key == "config" {
			d.Fault(key, "unknown key; every key is the name of a flag")
			continue
		}
		v.Set(key, []string(value))
	}
	if err := d.Err(); err != nil {
		return &exitError{exitUsage, fmt.Errorf("read configuration:\n%w", err)}
	}
	return nil
}

func eachFlag(c *cobra.Command, do func(*pflag.Flag)) {
	c.Flags().VisitAll(do)
	c.PersistentFlags().VisitAll(do)
	for _, below := range c.Commands() {
		eachFlag(below, do)
	}
}
