//go:build unix

package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestInterruptedForm: Ctrl-C in the middle of the questions ends the program
// at once, and nothing was made.
func TestInterruptedForm(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	exe := filepath.Join(dir, "whohasme")
	if err := os.Symlink(self, exe); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, answers, until string }{
		{"at the first question", "", "Is somebody looking for you"},
		{"in the middle", "\n\n\nOdo\n\n", "Last name"},
		{"at the review", "\n\n\nOdo\n\nQuennell\n\n\n\n\n\n\n\n\n\n\n", "Is this right?"},
		{"while the recovery key is shown", "\n\n\nOdo\n\nQuennell\n\n\n\n\n\n\n\n\n\nyes\nyes\n", "Written down?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			run := exec.CommandContext(ctx, exe, "init", "--vault", filepath.Join(dir, "vault"))
			run.Env = []string{"HOME=" + dir, "TMPDIR=" + dir, "WHOHASME_PASSPHRASE=correct horse battery"}
			in, err1 := run.StdinPipe()
			talk, err2 := run.StderrPipe()
			if err1 != nil || err2 != nil || run.Start() != nil {
				t.Fatal(err1, err2)
			}
			defer in.Close()
			if _, err := io.WriteString(in, c.answers); err != nil {
				t.Fatal(err)
			}
			heard := listen(t, talk, c.until)
			if err := run.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			rest, err := io.ReadAll(talk)
			_ = run.Wait()
			if code := run.ProcessState.ExitCode(); code != exitFailed || err != nil {
				t.Errorf("ended with %d (%v):\n%s%s", code, err, heard, rest)
			}
			if !strings.Contains(string(rest), "interrupted") {
				t.Errorf("said %q", rest)
			}
			if _, err := os.Stat(filepath.Join(dir, "vault")); !os.IsNotExist(err) {
				t.Error("there is a vault")
			}
		})
	}
}

// listen reads until a text was said.
func listen(t *testing.T, r io.Reader, until string) string {
	t.Helper()
	var heard strings.Builder
	for in := bufio.NewReaderSize(r, 1); !strings.Contains(heard.String(), until); {
		b, err := in.ReadByte()
		if err != nil {
			t.Fatalf("ended before %q was said:\n%s", until, heard.String())
		}
		heard.WriteByte(b)
	}
	return heard.String()
}
