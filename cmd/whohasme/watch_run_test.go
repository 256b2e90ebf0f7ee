//go:build unix

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestWatchRuns starts a watch and lets it look, tries a second one and a scan
// beside it, and ends it as the system does.
func TestWatchRuns(t *testing.T) {
	p := newStage(t)
	vault := p.path("vault")
	p.must(0, vault, "init", "--from", p.path("p/subject.yaml"))
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	w := p.command(ctx, "watch", "--browser", "none", "--digest", p.path("what.txt"))
	talk, err := w.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	heard := &heard{}
	done := make(chan struct{})
	go func() { defer close(done); _, _ = io.Copy(heard, talk) }()
	heard.until(t, ctx, "Next: ")

	_, said := p.must(exitFailed, vault, "watch", "--once", "--browser", "none")
	if !strings.Contains(said, "another watch runs") {
		t.Errorf("a second watch said %q", said)
	}
	second := p.command(ctx, "scan", "--dry-run", "--fresh") // a scan by hand, which must not be kept out
	if out, err := second.CombinedOutput(); err != nil {
		t.Errorf("a scan beside a watch: %v\n%s", err, out)
	}
	if err := w.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-done
	if err := w.Wait(); err != nil {
		t.Errorf("the watch ended with %v:\n%s", err, heard)
	}
	out, _ := p.must(exitDone, vault, "vault", "verify")
	_ = out
	var once bytes.Buffer
	c := p.command(ctx, "watch", "--once", "--browser", "none")
	c.Stderr = &once
	if err := c.Run(); err != nil {
		if _, ended := err.(*exec.ExitError); !ended || strings.Contains(once.String(), "another watch") {
			t.Errorf("after the end: %v\n%s", err, &once)
		}
	}
}

// TestWatchEndsWithItsVault: of a vault that is taken away nobody is looked for
// any more, though the file stays open.
func TestWatchEndsWithItsVault(t *testing.T) {
	p := newStage(t)
	vault := p.path("vault")
	p.must(0, vault, "init", "--from", p.path("p/subject.yaml"))
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	w := p.command(ctx, "watch", "--browser", "none")
	heard := &heard{}
	w.Stderr = heard
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	heard.until(t, ctx, "Next: ")
	p.must(0, vault, "vault", "purge", "--all", "--yes")
	if err := w.Wait(); err == nil || !strings.Contains(heard.String(), "there is no vault here") {
		t.Errorf("the watch ended with %v:\n%s", err, heard)
	}
	if _, err := os.Stat(vault); err == nil {
		t.Error("the vault's folder is there again")
	}
}

// heard is what a program said so far.
type heard struct {
	mu   sync.Mutex
	b    bytes.Buffer
	more chan struct{}
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.more != nil {
		close(h.more)
		h.more = nil
	}
	return h.b.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.String()
}

// until waits until something was said.
func (h *heard) until(t *testing.T, ctx context.Context, words string) {
	t.Helper()
	for {
		h.mu.Lock()
		there := strings.Contains(h.b.String(), words)
		more := make(chan struct{})
		if h.more == nil {
			h.more = more
		} else {
			more = h.more
		}
		h.mu.Unlock()
		if there {
			return
		}
		select {
		case <-more:
		case <-ctx.Done():
			t.Fatalf("did not say %q: %s", words, h)
		}
	}
}
