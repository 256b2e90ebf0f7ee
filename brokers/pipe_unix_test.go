//go:build unix

package brokers_test

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

// A pipe that is named as a broker's file is a fault, and nothing waits for it.
func TestPipeIsNoFile(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := brokers.Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, faults := brokers.Load(l)
	if len(faults) != 1 || !strings.Contains(faults.Error(), "pipe.yaml:1: is no plain file") {
		t.Errorf("faults %v", faults)
	}
}
