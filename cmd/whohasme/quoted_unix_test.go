//go:build unix

package main

import (
	"os/exec"
	"testing"
)

// TestQuoted: what doctor and practice say to type names the file, whatever it
// is called.
func TestQuoted(t *testing.T) {
	for _, path := range []string{"/home/odo/vault", "/home/o'do/my $HOME vault", "/a b/`id`", `/a"b\c`, `/a\b`, "/é/x;y", "/a\nb", "/a*", "~", ""} {
		out, err := exec.Command("sh", "-c", "printf %s "+quoted(path)).Output()
		if err != nil || string(out) != path {
			t.Errorf("%q: a shell reads %q, %v", path, out, err)
		}
	}
}
