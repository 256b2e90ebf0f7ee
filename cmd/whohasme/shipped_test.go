package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// shippedProgram builds the program as it is shipped, once, for all tests that
// measure it. It is kept in the folder that WHOHASME_TEST_BIN names, for other
// tests and runs; go builds it anew only where it differs.
func shippedProgram(t *testing.T) string {
	t.Helper()
	file, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

var shipped = sync.OnceValues(func() (string, error) {
	dir := os.Getenv("WHOHASME_TEST_BIN")
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "whohasme-shipped-"); err != nil {
			return "", err
		}
		shippedDir = dir
	}
	file := filepath.Join(dir, "whohasme")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", file, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return file, nil
})

var shippedDir string // to be removed; "" where it stays

func removeShipped() {
	if shippedDir != "" {
		_ = os.RemoveAll(shippedDir)
	}
}
