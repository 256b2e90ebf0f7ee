//go:build unix

package crawl

import (
	"path/filepath"
	"syscall"
	"testing"
)

func TestOpenDoesNotWaitAtAPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "page.html")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(pipe); err == nil {
		t.Error("a pipe was read")
	}
}
