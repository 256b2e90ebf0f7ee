//go:build unix

package vault

import (
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"filippo.io/age"
)

// starve gives a child of the role "starved" little room: no file may grow
// beyond 400 kB, which ends like a full disk. It takes the rights of root from
// "nobody".
func starve(role string) error {
	switch role {
	case "starved":
	case "nobody":
		return syscall.Setuid(65534)
	default:
		return nil
	}
	signal.Ignore(syscall.SIGXFSZ)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 400_000, Max: 400_000})
}

func TestFileLimit(t *testing.T) {
	v, path, u := made(t, "me")
	ok(t, v.Close())
	runFull(t, path, u, "starved")
}

func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := mountSmall(disk); err != nil {
		t.Skipf("SKIPPED LOUDLY: no small disk could be mounted (%v); TestFileLimit stands in", err)
	}
	defer func() { _ = syscall.Unmount(disk, 0) }()
	path := filepath.Join(disk, "vault")
	v, _, u := made(t)
	ok(t, v.Close())
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me"))
	ok(t, v.Close())
	runFull(t, path, u, "endless")

	// Not even a new vault fits, and none is left half made.
	other := filepath.Join(disk, "other")
	_, err = Create(t.Context(), other, u)
	wants(t, err, ErrFull)
	if _, err := os.Stat(other); err == nil {
		t.Error("a folder was left behind")
	}
}

// runFull has a child append until nothing fits any more.
func runFull(t *testing.T, path string, u Unlock, role string) {
	t.Helper()
	c := child(t, role, path, u, 0)
	out, err := c.Output()
	if err == nil || c.ProcessState.ExitCode() != 1 {
		t.Fatalf("the child ended with %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	want := "error: append to vault: no space left on the disk; nothing was lost, free some space and run the same command again"
	kept := 0
	said := false
	for _, line := range lines {
		if strings.HasPrefix(line, "kept ") {
			kept++
		}
		said = said || line == want
	}
	if !said || kept == 0 {
		t.Fatalf("%d kept, then %q", kept, lines[len(lines)-1])
	}
	v := opened(t, path, u)
	if got := len(read(t, v, "me")); got != kept {
		t.Errorf("%d events, %d were kept", got, kept)
	}
	clean(t, v)
	ok(t, v.Close())
}

// A vault whose folder became read-only is left alone, with a clear error,
// and is whole when it can be written again.
func TestUnwritable(t *testing.T) {
	parent := t.TempDir()
	u := Unlock{Identities: []age.Identity{identity(t)}}
	path := filepath.Join(parent, "vault")
	freeze := func() { ok(t, os.Chmod(path, 0o500)); ok(t, os.Chmod(parent, 0o500)) }
	thaw := func() { ok(t, os.Chmod(parent, 0o700)); ok(t, os.Chmod(path, 0o700)) }
	if os.Geteuid() == 0 { // modes do not stop root; a read-only disk does
		if err := mountSmall(parent); err != nil {
			t.Skipf("SKIPPED LOUDLY: root, and no small disk could be mounted (%v)", err)
		}
		defer func() { _ = syscall.Unmount(parent, 0) }()
		freeze = func() { ok(t, remount(parent, true)) }
		thaw = func() { ok(t, remount(parent, false)) }
	}
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me", envelope("me", 1)))
	ok(t, v.Close())

	freeze()
	_, err = Open(t.Context(), path, u)
	wants(t, err, ErrDenied)
	_, err = Create(t.Context(), filepath.Join(parent, "other"), u)
	wants(t, err, ErrDenied)
	thaw()
	v = opened(t, path, u)
	if got := len(read(t, v, "me")); got != 1 {
		t.Errorf("%d events", got)
	}
	clean(t, v)
	ok(t, v.Close())
}
