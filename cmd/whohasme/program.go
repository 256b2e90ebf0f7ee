package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/letter"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/vault"
	"github.com/whohasme/whohasme/scan/worker"
	"golang.org/x/term"
)

// version is the program's own, as `--version` and the User-Agent give it.
const version = "0.1.0"

// builtOn is the day before which this program cannot have run; a release sets it
// to that of its last change.
var builtOn = "2026-11-01"

// dial opens the connections of a scan. Nil is the real network; tests put a
// dialer here that admits loopback only.
var dial func(ctx context.Context, network, addr string) (net.Conn, error)

// workFactor is log2 of scrypt's N for a new vault's passphrase; 0 is age's
// default. Tests take less.
var workFactor int

// contact is where a site's operator finds out who visits.
const contact = "https://github.com/whohasme/whohasme"

// program is one run: its settings, environment and streams, and the vault it
// has opened.
type program struct {
	set         settings
	env         map[string]string
	in          io.Reader
	out, errOut io.Writer
	vault       *vault.Vault
	remembered  bool // the passphrase came from the keyring
	limits      limits
	filed       filed
	ctx         context.Context // of the one command that runs
	command     string          // its path without the program's name, such as "subject list"
}

func newProgram(env []string, in io.Reader, out, errOut io.Writer) *program {
	m := make(map[string]string, len(env))
	for _, e := range env {
		k, v, _ := strings.Cut(e, "=")
		m[k] = v
	}
	return &program{env: m, in: in, out: out, errOut: errOut}
}

func (p *program) close() {
	if p.vault != nil {
		p.vault.Close()
	}
}

// say writes talk, which is not part of a result.
func (p *program) say(format string, args ...any) {
	if !p.set.quiet {
		fmt.Fprintf(p.errOut, format+"\n", args...)
	}
}

// now is the program's clock. With a catalogue of one's own, as in practice,
// WHOHASME_NOW sets it.
func (p *program) now() time.Time {
	if p.set.onlyCatalogue != "" {
		if t, err := time.Parse(time.RFC3339, p.env["WHOHASME_NOW"]); err == nil {
			return t
		}
	}
	return time.Now()
}

func (p *program) checkNow() error {
	s, ok := p.env["WHOHASME_NOW"]
	if !ok || s == "" || p.set.onlyCatalogue == "" {
		return nil
	}
	if _, err := time.Parse(time.RFC3339, s); err != nil {
		return usage("WHOHASME_NOW: want a time such as 2026-11-21T09:00:00Z")
	}
	return nil
}

// home returns a folder of the person's home, or "" when there is no home:
// the folder one happens to be in is no place for a vault.
// Windows has variables of its own for them.
func (p *program) home(xdg, windows, fallback string) string {
	if d := p.env[xdg]; filepath.IsAbs(d) {
		return d
	}
	if d := p.getenv(windows); runtime.GOOS == "windows" && filepath.IsAbs(d) {
		return d
	}
	if p.env["HOME"] == "" {
		return ""
	}
	return filepath.Join(p.env["HOME"], fallback)
}

// getenv returns a variable of the environment. On Windows their names are the
// same in every case.
func (p *program) getenv(name string) string {
	v, ok := p.env[name]
	if ok || runtime.GOOS != "windows" {
		return v
	}
	for k, v := range p.env {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}

var errNoHome = usage("neither HOME nor XDG_DATA_HOME is set; say where with --vault and -o")

func (p *program) dataHome() string {
	return p.home("XDG_DATA_HOME", "LOCALAPPDATA", filepath.Join(".local", "share"))
}
func (p *program) configHome() string { return p.home("XDG_CONFIG_HOME", "APPDATA", ".config") }

func (p *program) vaultPath() string {
	if p.set.vault != "" || p.dataHome() == "" {
		return p.set.vault
	}
	return filepath.Join(p.dataHome(), "whohasme", "vault")
}

// loadCatalogue reads the catalogue that the settings name. A file with faults is left
// out, and said so.
func (p *program) loadCatalogue() (*brokers.Catalogue, error) {
	layers, err := p.layers()
	if err != nil {
		return nil, err
	}
	c, faults := brokers.Load(layers...)
	p.sayOverlay(c, faults)
	if p.set.openOnly {
		c = c.OpenOnly()
	}
	return c, nil
}

func (p *program) layers() ([]brokers.Layer, error) {
	var folders []string
	var layers []brokers.Layer
	if p.set.onlyCatalogue != "" {
		folders = append(folders, p.set.onlyCatalogue)
	} else {
		layers = append(layers, brokers.Embedded())
		own := filepath.Join(p.configHome(), "whohasme", "catalogue")
		if info, err := os.Stat(own); err == nil && info.IsDir() && p.configHome() != "" {
			folders = append(folders, own)
		}
	}
	for _, dir := range append(folders, p.set.catalogue...) {
		l, err := brokers.Folder(dir)
		if err != nil {
			return nil, &exitError{exitUsage, err}
		}
		layers = append(layers, l)
	}
	return layers, nil
}

// casebook opens the vault, the catalogue and the laws.
func (p *program) casebook(ctx context.Context) (*casebook.Casebook, error) {
	if err := p.checkNow(); err != nil {
		return nil, err
	}
	c, err := p.loadCatalogue()
	if err != nil {
		return nil, err
	}
	if err := p.openVault(ctx); err != nil {
		return nil, err
	}
	return p.newCasebook(c)
}

func (p *program) newCasebook(c *brokers.Catalogue) (*casebook.Casebook, error) {
	book, err := statute.Load()
	if err != nil {
		return nil, fmt.Errorf("load statutes: %w", err)
	}
	return &casebook.Casebook{
		Vault: p.vault, Catalogue: c, Statutes: book, Now: p.now, Explain: p.set.explain,
		Templates: func() (letter.Templates, error) { return p.templates(book) },
		Crawler:   p.crawlerAfter,
	}, nil
}

// crawler makes the one way out to the network. Its manners go by the true
// time, also where WHOHASME_NOW sets another.
func (p *program) crawler() (*crawl.Crawler, error) { return p.crawlerFor(p.vault) }

// crawlerFor is crawler for a vault that remembers what hosts asked for; nil:
// nothing is remembered.
func (p *program) crawlerFor(v *vault.Vault) (*crawl.Crawler, error) {
	o := p.crawling()
	if v != nil {
		o.Memory = v.Memory("hosts")
	}
	return crawl.New(o)
}

// crawlerAfter is crawler for one holding of a broker that other machines visit,
// too: it asks no host sooner than a pace after that instant.
func (p *program) crawlerAfter(v *vault.Vault, after time.Time) (*crawl.Crawler, error) {
	o := p.crawling()
	o.Memory, o.After = worker.Hosts(v), after
	return crawl.New(o)
}

// crawling are the settings of every crawler.
func (p *program) crawling() crawl.Options {
	return crawl.Options{
		AllowLoopback: p.set.allowLoopback, Proxy: p.set.proxy, Contact: contact, Version: version, Dial: dial, Now: time.Now, Jitter: rand.Float64,
		DailyCap: p.limits.dailyCap, Timeout: p.limits.requestTime, VisitTime: p.limits.visitTime,
	}
}

// width returns the columns of the terminal that results go to.
func (p *program) width() int {
	if f, ok := p.out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 40 {
			return w
		}
	}
	return 80
}

func isTerminal(s any) bool {
	f, ok := s.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// enoughMemory is how much memory the program takes, in bytes, before it looks
// harder for what it can give back. A scan of a thousand sites keeps below it.
const enoughMemory = 160 << 20

// init keeps crash output from carrying facts: a panic prints its goroutine's
// calls, and their arguments are addresses, not texts.
func init() {
	debug.SetTraceback("single")
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enoughMemory)
	}
}
