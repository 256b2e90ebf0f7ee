package main_test

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"
)

// looks is how often a command is timed.
const looks = 15

// gross is how far above its limit a command may be on a slow or busy machine
// before the test fails. The figure tells what was measured.
const gross = 3

// TestSpeed times commands as whole processes, beside the same program doing
// nothing.
func TestSpeed(t *testing.T) {
	program := buildProgram(t)
	home := t.TempDir()
	nothing := median(t, program, home, "--version")
	t.Logf("figure: issue 3: an empty process takes %s (median of %d, %d cores)", show(nothing), looks, runtime.NumCPU())
	for _, c := range []struct {
		name  string
		args  []string
		limit time.Duration
	}{
		{"brokers show spokeo", []string{"brokers", "show", "spokeo"}, 60 * time.Millisecond},
		{"brokers list", []string{"brokers", "list"}, 150 * time.Millisecond},
		{"brokers list --json", []string{"brokers", "list", "--json"}, 150 * time.Millisecond},
		{"brokers lint", []string{"brokers", "lint"}, 5 * time.Second},
	} {
		took := median(t, program, home, c.args...)
		t.Logf("figure: issue 3: %s takes %s, %.1f times an empty process; at most %s wanted", c.name, show(took), float64(took)/float64(nothing), show(c.limit))
		if took > gross*c.limit {
			t.Errorf("%s takes %s, more than %d times the %s that are wanted", c.name, show(took), gross, show(c.limit))
		}
	}
}

// buildProgram builds the program as it is shipped. In the folder that
// WHOHASME_TEST_BIN names it is kept for other tests and runs; go builds it anew
// only where it would differ.
func buildProgram(t *testing.T) string {
	t.Helper()
	file := filepath.Join(cmp.Or(os.Getenv("WHOHASME_TEST_BIN"), t.TempDir()), "whohasme")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", file, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	return file
}

// median runs a command several times, after once that does not count.
func median(t *testing.T, program, home string, args ...string) time.Duration {
	t.Helper()
	return medianOf(t, func() {
		c := exec.Command(program, args...)
		c.Env = []string{"HOME=" + home}
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	})
}

// medianOf is how long something takes, after once that does not count.
func medianOf(t *testing.T, do func()) time.Duration {
	t.Helper()
	took := make([]time.Duration, looks+1)
	for i := range took {
		begin := time.Now()
		do()
		took[i] = time.Since(begin)
	}
	slices.Sort(took[1:])
	return took[1:][looks/2]
}

func show(d time.Duration) string { return d.Round(time.Millisecond).String() }
