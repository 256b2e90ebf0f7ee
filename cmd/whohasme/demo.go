package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/scan/owner"
)

func (p *program) demoCommand() *cobra.Command {
	var dir string
	var seed uint64
	c := &cobra.Command{
		Use: "demo", Short: "Show the whole loop on practice sites with an invented person", Args: noArgs,
		Long: `Start practice sites on this machine, make an invented subject, scan, report,
write letters, deliver the opt-outs to the sites, and look again after two and
after five days of practice time. Every step is the command that is printed.
Nothing leaves this machine, and nothing is written outside the folder.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("seed") {
				seed = uint64(time.Now().UnixNano())
			}
			return p.demo(c.Context(), dir, seed)
		},
	}
	c.Flags().StringVarP(&dir, "output", "o", "", "folder for report and letters (default: a new temporary one)")
	c.Flags().Uint64Var(&seed, "seed", 0, "seed of the invented world (default: a new one)")
	return c
}

// demo is one run of the demonstration: the commands of this program, one
// after the other, with a clock that is moved in between.
type demo struct {
	p     *program
	ctx   context.Context
	dir   string
	now   time.Time
	sites *practice.Sites
}

func (p *program) demo(ctx context.Context, dir string, seed uint64) error {
	dir, err := p.workFolder(dir, "whohasme-demo-")
	if err != nil {
		return err
	}
	d := &demo{p: p, ctx: ctx, dir: dir, now: time.Now().UTC().Truncate(time.Second)}
	if d.sites, err = p.openPractice(dir, seed, func() time.Time { return d.now }); err != nil {
		return err
	}
	defer d.sites.Close()
	if err := d.identity(); err != nil {
		return err
	}
	d.head("The world (seed %d)", seed)
	d.tell("%d imitation brokers are served on this machine, with invented people.", len(d.sites.Brokers()))
	d.tell("Everything is in %s.", dir)
	d.tell("The commands below run with these settings:")
	for _, e := range d.env() {
		d.tell("  export %s", e)
	}
	for _, step := range []func() error{d.firstLook, d.judge, d.ask, d.secondLook, d.thirdLook, d.keep} {
		if err := step(); err != nil {
			return err
		}
	}
	d.tell("\nThe report and the letters are in %s.", dir)
	return nil
}

// env is what a user would export to follow along.
func (d *demo) env() []string {
	return []string{
		"WHOHASME_VAULT=" + filepath.Join(d.dir, "vault"), "WHOHASME_IDENTITY=" + filepath.Join(d.dir, "identity.txt"),
		"WHOHASME_ONLY_CATALOGUE=" + filepath.Join(d.dir, "catalogue"), "WHOHASME_ALLOW_LOOPBACK=true",
		"WHOHASME_NOW=" + d.now.Format(time.RFC3339),
	}
}

// identity makes the key that opens the demonstration's vault.
func (d *demo) identity() error {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return fmt.Errorf("make identity: %w", err)
	}
	return d.write("identity.txt", []byte(id.String()+"\n"))
}

func (d *demo) write(name string, data []byte) error {
	if err := owner.WriteFile(filepath.Join(d.dir, name), data); err != nil {
		return fmt.Errorf("write %s: not everything could be written", name)
	}
	return nil
}

func (d *demo) firstLook() error {
	d.head("1. A vault, and what a scan would ask")
	if err := d.run(exitDone, "init", "--from", d.path("subject.yaml")); err != nil {
		return err
	}
	if err := d.run(exitDone, "scan", "--dry-run", "--broker", "practice-cards"); err != nil {
		return err
	}
	d.head("2. The first look")
	return d.run(exitListed, "scan")
}

func (d *demo) judge() error {
	d.head("3. Whose records are these?")
	d.tell("A page can be judged by hand too, other people included. This one is saved as a browser would:")
	page, err := d.savePage("practice-cards")
	if err != nil {
		return err
	}
	if err := d.run(exitListed, "read", page, "--subject-file", d.path("subject.yaml")); err != nil {
		return err
	}
	d.tell("What is only perhaps yours waits for your own answer, and nothing is asked about it before:")
	if err := d.run(exitDone, "review"); err != nil {
		return err
	}
	return d.run(exitDone, "report")
}

func (d *demo) ask() error {
	d.head("4. What to ask, and what each letter tells")
	if err := d.run(exitDone, "plan"); err != nil {
		return err
	}
	if err := d.run(exitDone, "letters", "--format", "pdf", "-o", d.path("letters")); err != nil {
		return err
	}
	if err := d.showLetter(); err != nil {
		return err
	}
	d.head("5. Sending")
	d.tell("Nothing is sent by whohasme. Here the demonstration is the person who fills in the sites' forms and sends the rest:")
	return d.deliver()
}

func (d *demo) secondLook() error {
	d.head("6. Two days later")
	d.now = d.now.Add(48 * time.Hour)
	d.tell("  export WHOHASME_NOW=%s", d.now.Format(time.RFC3339))
	return d.run(exitListed, "scan")
}

func (d *demo) thirdLook() error {
	d.head("7. Five days after the first look")
	d.now = d.now.Add(72 * time.Hour)
	d.tell("  export WHOHASME_NOW=%s", d.now.Format(time.RFC3339))
	if err := d.run(exitListed, "scan"); err != nil {
		return err
	}
	return d.run(exitDone, "report")
}

func (d *demo) keep() error {
	d.head("8. What stays")
	for _, f := range []string{"markdown", "json"} {
		file := d.path(map[string]string{"markdown": "report.md", "json": "report.json"}[f])
		if err := d.run(exitDone, "report", "--format", f, "-o", file); err != nil {
			return err
		}
	}
	return d.run(exitDone, "vault", "verify")
}

func (d *demo) path(name string) string { return filepath.Join(d.dir, name) }

func (d *demo) head(format string, args ...any) {
	fmt.Fprintf(d.p.out, "\n== "+format+" ==\n\n", args...)
}

func (d *demo) tell(format string, args ...any) { fmt.Fprintf(d.p.out, format+"\n", args...) }

// run shows a command, runs it, and checks that it ends as it should.
func (d *demo) run(want int, args ...string) error {
	d.tell("\n$ whohasme %s", strings.Join(args, " "))
	if code := d.command(d.p.out, d.p.errOut, args...); code != want {
		if d.ctx.Err() != nil {
			return errors.New("demo: interrupted")
		}
		return fmt.Errorf("demo: `whohasme %s` ended with %d instead of %d", args[0], code, want)
	}
	return nil
}

// command runs this very program in the demonstration's environment.
func (d *demo) command(out, errOut io.Writer, args ...string) int {
	env := append(d.env(), "HOME="+d.dir, "TMPDIR="+d.dir)
	return run(d.ctx, args, env, strings.NewReader(""), out, errOut)
}
