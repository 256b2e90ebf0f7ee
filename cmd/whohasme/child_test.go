package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"
)

// stage is a home of its own for one test: practice sites that run beside it,
// an identity file, and the environment that names them.
type stage struct {
	t     *testing.T
	dir   string
	exe   string
	raced []string // what has the program become the one with the race detector
}

// newStage starts practice sites as a program of their own.
func newStage(t *testing.T) *stage {
	t.Helper()
	p := &stage{t: t, dir: t.TempDir()}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if plain := os.Getenv("WHOHASME_TEST_PROGRAM"); plain != "" {
		p.raced, self = []string{racedProgram + "=" + self}, plain
	}
	// The test binary is the program when it is called by the program's name.
	p.exe = filepath.Join(p.dir, "whohasme")
	if err := os.Symlink(self, p.exe); err != nil {
		t.Fatal(err)
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p.path("identity.txt"), []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.servePractice()
	return p
}

func (p *stage) path(name string) string { return filepath.Join(p.dir, name) }

func (p *stage) servePractice() {
	p.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	c := p.command(ctx, "practice", "-o", p.path("p"), "--seed", seed())
	var out bytes.Buffer
	c.Stdout = &out
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGINT) }
	if err := c.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { stop(); _ = c.Wait() })
	for range 200 {
		if _, err := os.Stat(p.path("p/truth.jsonl")); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	p.t.Fatal("the practice sites did not start")
}

// seed is the seed of the practice world: given by the caller, or fixed.
func seed() string {
	if s := os.Getenv("WHOHASME_TEST_SEED"); s != "" {
		return s
	}
	return "7"
}

func (p *stage) env(vault string) []string {
	return append([]string{
		"HOME=" + p.dir, "TMPDIR=" + p.dir, "PATH=" + os.Getenv("PATH"), "WHOHASME_VAULT=" + vault,
		"WHOHASME_IDENTITY=" + p.path("identity.txt"), "WHOHASME_ONLY_CATALOGUE=" + p.path("p/catalogue"), "WHOHASME_ALLOW_LOOPBACK=true",
	}, p.raced...)
}

func (p *stage) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, p.exe, args...)
	c.Env = p.env(p.path("vault"))
	return c
}

// must runs a command that has to end with a code, and returns its output.
func (p *stage) must(code int, vault string, args ...string) (out, errOut string) {
	p.t.Helper()
	c := p.command(context.Background(), args...)
	c.Env = p.env(vault)
	var o, e bytes.Buffer
	c.Stdout, c.Stderr = &o, &e
	_ = c.Run()
	if got := c.ProcessState.ExitCode(); got != code {
		p.t.Fatalf("whohasme %s ended with %d, want %d\n%s%s", strings.Join(args, " "), got, code, o.String(), e.String())
	}
	return o.String(), e.String()
}

// slow serves one site that answers nothing for a while, as a catalogue of
// its own.
func slow(t *testing.T, hang time.Duration) (catalogue string) {
	t.Helper()
	done := make(chan struct{})
	t.Cleanup(func() { close(done) })
	host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		select {
		case <-time.After(hang):
		case <-r.Context().Done():
		case <-done:
		}
	}))
	dir := t.TempDir()
	file := strings.ReplaceAll(slowSite, "HOST", host)
	if err := os.WriteFile(filepath.Join(dir, "slow.yaml"), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

const slowSite = `
id: slow
name: Slow
domain: HOST
search: {url: "http://HOST/{first}", way: fetch, pace: 0s, record: div, fields: {name: h2}, nothing: p}
`
