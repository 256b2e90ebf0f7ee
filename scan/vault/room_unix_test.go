//go:build unix

package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"filippo.io/age"
)

// On a disk filled to its last byte a vault is read, but not written, whether
// or not somebody has it open already.
func TestReadOnFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := mountSmall(disk); err != nil {
		t.Skipf("SKIPPED LOUDLY: no small disk could be mounted (%v)", err)
	}
	defer func() { _ = syscall.Unmount(disk, 0) }()
	path := filepath.Join(disk, "vault")
	u := pass("p")
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me"))
	filled(t, v, "me", 20)
	fill(t, filepath.Join(disk, "filler"))

	second := opened(t, path, u)
	if got := len(read(t, second, "me")); got != 20 {
		t.Errorf("beside another: %d of 20 events", got)
	}
	ok(t, second.Close())
	ok(t, v.Close())
	fill(t, filepath.Join(disk, "more")) // what closing gave back

	v = opened(t, path, u)
	if got := len(read(t, v, "me")); got != 20 {
		t.Errorf("alone: %d of 20 events", got)
	}
	clean(t, v)
	wants(t, v.Append(t.Context(), envelope("me", 21)), ErrFull)
	ok(t, v.Close())

	ok(t, os.Remove(filepath.Join(disk, "filler")))
	v = opened(t, path, u)
	ok(t, v.Append(t.Context(), envelope("me", 21)))
	if got := len(read(t, v, "me")); got != 21 {
		t.Errorf("with room again: %d of 21 events", got)
	}
	clean(t, v)
	ok(t, v.Close())
}

// fill writes a file until not a byte more fits on its disk.
func fill(t *testing.T, path string) {
	t.Helper()
	w, err := os.Create(path)
	ok(t, err)
	for size := 1 << 16; size > 0; {
		if _, err = w.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	wants(t, err, syscall.ENOSPC)
	ok(t, w.Close())
}

// However little room there is, in bytes or in files, a vault is made whole or
// not at all.
func TestCreateOnTinyDisk(t *testing.T) {
	u := Unlock{Identities: []age.Identity{identity(t)}}
	var rooms []string
	for kb := 4; kb <= 160; kb += 4 {
		rooms = append(rooms, fmt.Sprintf("size=%dk", kb))
	}
	for files := 2; files <= 10; files++ {
		rooms = append(rooms, fmt.Sprintf("size=2m,nr_inodes=%d", files))
	}
	made, refused := 0, 0
	for _, room := range rooms {
		disk := t.TempDir()
		if err := mountDisk(disk, room); err != nil {
			t.Skipf("SKIPPED LOUDLY: no small disk could be mounted (%v)", err)
		}
		path := filepath.Join(disk, "vault")
		v, err := Create(t.Context(), path, u)
		if err == nil {
			made++
			ok(t, v.Close())
			v, err := Open(t.Context(), path, u)
			if err != nil {
				t.Fatalf("%s: made, but: %v", room, err)
			}
			clean(t, v)
			ok(t, v.Close())
		} else {
			refused++
			left, lerr := os.ReadDir(disk)
			ok(t, lerr)
			if err.Error() != "create vault: "+ErrFull.Error() || len(left) > 0 {
				t.Errorf("%s: left %v, said %v", room, left, err)
			}
		}
		ok(t, syscall.Unmount(disk, 0))
	}
	if made == 0 || refused == 0 {
		t.Errorf("%d made, %d refused", made, refused)
	}
}

// Where one may not look, one is told that, not that there is a vault.
func TestProbeDenied(t *testing.T) {
	v, path, u := made(t)
	ok(t, v.Close())
	ok(t, os.Chmod(filepath.Dir(path), 0o000))
	defer func() { ok(t, os.Chmod(filepath.Dir(path), 0o700)) }()
	if os.Geteuid() != 0 { // modes do not stop root
		wants(t, Probe(t.Context(), path), ErrDenied)
		return
	}
	out, err := child(t, "nobody", path, u, 0).Output()
	if want := "error: " + ErrDenied.Error() + "\n"; string(out) != want {
		t.Errorf("said %q (%v), want %q", out, err, want)
	}
}
