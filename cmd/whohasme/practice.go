package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/scan/owner"
	"go.yaml.in/yaml/v4"
)

func (p *program) practiceCommand() *cobra.Command {
	var dir string
	var seed uint64
	c := &cobra.Command{
		Use: "practice", Short: "Serve imitation brokers with invented people on this machine, until stopped", Args: noArgs,
		Long: `Serve imitation brokers on loopback and write catalogue/, subject.yaml and
truth.jsonl (who is listed where) into a folder. Every command works against
them, with a vault of its own, with --config DIR/config.yaml. Opt-outs posted to
them take effect after a day of practice time, which is moved at the printed
address.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("seed") {
				seed = uint64(time.Now().UnixNano())
			}
			return p.practice(c, dir, seed)
		},
	}
	c.Flags().StringVarP(&dir, "output", "o", "", "folder to write into (default: a new temporary one)")
	c.Flags().Uint64Var(&seed, "seed", 0, "seed of the invented world (default: a new one)")
	return c
}

func (p *program) practice(c *cobra.Command, dir string, seed uint64) error {
	dir, err := p.workFolder(dir, "whohasme-practice-")
	if err != nil {
		return err
	}
	sites, err := p.openPractice(dir, seed, time.Now)
	if err != nil {
		return err
	}
	defer sites.Close()
	file, err := practiceConfig(dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "seed       %d\n", seed)
	fmt.Fprintf(p.out, "folder     %s\n", dir)
	fmt.Fprintf(p.out, "clock      %s/clock (POST ?advance=48h moves practice time)\n", sites.Desk())
	for _, b := range sites.Brokers() {
		fmt.Fprintf(p.out, "site       %s http://%s/\n", b.ID, b.Domain)
	}
	p.sayTry(dir, file)
	p.say("Serving until stopped (Ctrl-C).")
	<-c.Context().Done()
	return nil
}

// practiceConfig writes a configuration with which every command works on the
// practice sites, on a vault beside them, and returns its path.
func practiceConfig(dir string) (string, error) {
	data, err := yaml.Marshal(map[string]any{
		"vault": filepath.Join(dir, "vault"), "only-catalogue": filepath.Join(dir, "catalogue"), "allow-loopback": true,
	})
	if err != nil {
		return "", fmt.Errorf("write configuration: %w", err)
	}
	file := filepath.Join(dir, "config.yaml")
	if err := owner.WriteFile(file, data); err != nil {
		return "", fmt.Errorf("write %s: it cannot be written", file)
	}
	return file, nil
}

// sayTry says how to look at the sites from another terminal.
func (p *program) sayTry(dir, file string) {
	set := "export WHOHASME_CONFIG=" + quoted(file)
	if runtime.GOOS == "windows" {
		set = "$env:WHOHASME_CONFIG = '" + file + "'"
	}
	fmt.Fprintf(p.out, "try        in another terminal; the sites work as long as this one runs:\n")
	for _, line := range []string{set, "whohasme init --from " + quoted(filepath.Join(dir, "subject.yaml")), "whohasme scan", "whohasme review", "whohasme plan", "whohasme letters -o " + quoted(filepath.Join(dir, "letters"))} {
		fmt.Fprintf(p.out, "             %s\n", line)
	}
}

// openPractice serves a practice world and writes what a look at it needs.
func (p *program) openPractice(dir string, seed uint64, clock func() time.Time) (*practice.Sites, error) {
	w := practice.NewWorld(seed, brokers.DateOf(clock()))
	sites, err := practice.Open(w, clock)
	if err != nil {
		return nil, fmt.Errorf("serve practice sites: %w", err)
	}
	if err := sites.Write(dir); err != nil {
		sites.Close()
		return nil, err
	}
	return sites, nil
}

// workFolder makes a folder for one run: the one named, which must be empty or
// new, or a temporary one.
func (p *program) workFolder(dir, prefix string) (string, error) {
	if dir == "" {
		dir, err := os.MkdirTemp(p.env["TMPDIR"], prefix)
		if err != nil {
			return "", fmt.Errorf("make folder: no temporary folder can be made")
		}
		return dir, nil
	}
	if list, err := os.ReadDir(dir); err == nil && len(list) > 0 {
		return "", fmt.Errorf("use folder %s: it is not empty, and nothing is overwritten", dir)
	}
	if err := owner.MkdirAll(dir); err != nil {
		return "", fmt.Errorf("make folder %s: it cannot be made there", dir)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("make folder %s: %w", dir, err)
	}
	return abs, nil
}
