package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// hint is what makes one kind of system start the watch.
type hint struct {
	kind  string
	file  string // where it belongs, as a person would write it
	how   string // what to do with it
	write func(job) string
}

// hints are all of them.
var hints = []hint{
	{"systemd", "~/.config/systemd/user/whohasme-watch.service and .timer",
		"Save the two parts under these names, then: systemctl --user daemon-reload && systemctl --user enable --now whohasme-watch.timer\nTo look while you are not logged in: loginctl enable-linger", systemdUnits},
	{"launchd", "~/Library/LaunchAgents/org.whohasme.watch.plist",
		"Save it under this name, then: launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/org.whohasme.watch.plist", launchdPlist},
	{"cron", "your crontab", "Add the line with: crontab -e", cronLine},
	{"windows", "whohasme-watch.xml", "Save it under this name, then: schtasks /Create /TN whohasme-watch /XML whohasme-watch.xml", windowsTask},
}

func hintKinds() []string {
	var list []string
	for _, h := range hints {
		list = append(list, h.kind)
	}
	return append(list, "all")
}

// job is what the system is to start: this program, once an hour.
type job struct {
	program string
	args    []string
	secret  secret
}

// secret is the file that opens the vault. It stays where it is; only its path
// is in what is printed.
type secret struct {
	flag string // --passphrase-file or --identity; "": the system's keyring opens it
	name string // of the credential
	path string
}

func (p *program) installHint(c *cobra.Command, args []string) error {
	wanted := []string{hintHere(runtime.GOOS)}
	if len(args) == 1 {
		wanted = args
	}
	if wanted[0] == "all" {
		wanted = hintKinds()[:len(hints)]
	}
	j, err := p.job(c)
	if err != nil {
		return err
	}
	if j.secret.flag == "" {
		p.say("Nobody types a passphrase there: keep it in the system's keyring, or give --passphrase-file or --identity with this command.")
	}
	p.saySecrets(c)
	for _, kind := range wanted {
		i := slices.IndexFunc(hints, func(h hint) bool { return h.kind == kind })
		if i < 0 {
			return usage("--install-hint: want one of %s", joinComma(hintKinds()))
		}
		p.say("For %s, %s. %s", hints[i].kind, hints[i].file, hints[i].how)
		fmt.Fprint(p.out, hints[i].write(j))
	}
	return nil
}

// hintHere is the kind for a system, by Go's name of it.
func hintHere(system string) string {
	switch system {
	case "linux":
		return "systemd"
	case "darwin":
		return "launchd"
	case "windows":
		return "windows"
	}
	return "cron"
}

// job gathers how this program was called, with paths that hold wherever it is
// started from.
func (p *program) job(c *cobra.Command) (job, error) {
	exe, err := os.Executable()
	if err != nil {
		return job{}, errors.New("print install hint: this program's own path is not known")
	}
	j := job{program: exe, args: []string{"watch", "--once", "--quiet"}}
	var fault error
	c.Flags().VisitAll(func(f *pflag.Flag) {
		switch {
		case f.Name == "proxy" && withPassword(f) && slices.Contains(p.filed.flags, f.Name): // it stays in the file, which is read then too
			if !c.Flags().Changed("config") {
				j.args = append(j.args, "--config", absolute(p.filed.path))
			}
		case f.Changed:
			fault = errors.Join(fault, j.take(f))
		}
	})
	j.args = append(j.args, p.places(c)...)
	if fault == nil && slices.ContainsFunc(append(slices.Clone(j.args), j.program, j.secret.path), unprintable) {
		fault = usage("--install-hint: a path or text holds a character that cannot be written there")
	}
	return j, fault
}

// places are the folders that stand in no flag and depend on variables, which
// the system sets otherwise than a shell, or not at all.
func (p *program) places(c *cobra.Command) (args []string) {
	if where := p.vaultPath(); where != "" && !c.Flags().Changed("vault") {
		args = append(args, "--vault", absolute(where))
	}
	own := filepath.Join(p.configHome(), "whohasme", "catalogue")
	if info, err := os.Stat(own); filepath.IsAbs(p.env["XDG_CONFIG_HOME"]) && p.set.onlyCatalogue == "" && err == nil && info.IsDir() {
		args = append(args, "--catalogue", own)
	}
	return args
}

// saySecrets names the variables whose values are secrets: they are in nothing that
// is printed, and the system does not know them.
func (p *program) saySecrets(c *cobra.Command) {
	if p.onPostgres() {
		p.say("The database's address is in nothing that is printed: have the system set WHOHASME_POSTGRES, from a file that nobody else reads.")
	}
	if p.env["WHOHASME_MAIL_PASSWORD"] != "" && c.Flags().Changed("mail-user") && !c.Flags().Changed("mail-password-file") {
		p.say("The system does not know WHOHASME_MAIL_PASSWORD: keep the password in a file, and give --mail-password-file with this command.")
	}
}

func withPassword(f *pflag.Flag) bool { return strings.Contains(f.Value.String(), "@") }

// paths are the flags whose values are paths.
var paths = []string{"vault", "catalogue", "only-catalogue", "config", "templates", "digest", "mail-password-file", "browser"}

// take adds a flag as it was given. The one that opens the vault stands apart.
func (j *job) take(f *pflag.Flag) error {
	switch f.Name {
	case "install-hint", "once", "quiet", "json", "verbose", "no-color":
		return nil
	case "passphrase-file", "identity":
		j.secret = secret{"--" + f.Name, strings.TrimSuffix(f.Name, "-file"), absolute(f.Value.String())}
		return nil
	case "proxy":
		if withPassword(f) {
			return usage("--install-hint: the proxy's address holds a password; put `proxy` in the configuration file and leave the flag out")
		}
	}
	values := []string{f.Value.String()}
	if list, ok := f.Value.(pflag.SliceValue); ok {
		values = list.GetSlice()
	}
	for _, v := range values {
		if slices.Contains(paths, f.Name) && v != "none" && !strings.Contains(v, "://") && !(f.Name == "vault" && v == "postgres") {
			v = absolute(v)
		}
		if f.Value.Type() == "bool" {
			j.args = append(j.args, "--"+f.Name+"="+v)
			continue
		}
		j.args = append(j.args, "--"+f.Name, v)
	}
	return nil
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// unprintable reports whether a text holds what no unit file can: a control
// character, or bytes that are no text.
func unprintable(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl)
}

// plainArgs are the arguments with the file that opens the vault.
func (j job) plainArgs() []string {
	if j.secret.flag == "" {
		return j.args
	}
	return append(slices.Clone(j.args), j.secret.flag, j.secret.path)
}
