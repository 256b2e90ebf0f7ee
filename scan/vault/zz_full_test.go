package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestZZ(t *testing.T) {
	disk := t.TempDir()
	ok(t, mountSmall(disk))
	defer func() { _ = syscall.Unmount(disk, 0) }()
	path := filepath.Join(disk, "vault")
	v, _, u := made(t)
	ok(t, v.Close())
	v, err := Create(t.Context(), path, u)
	ok(t, err)
	ok(t, v.AddSubject(t.Context(), "me"))
	filled(t, v, "me", 20)
	ok(t, v.Close())
	fillup(t, disk)
	v, err = Open(t.Context(), path, u)
	fmt.Println(err)
	fmt.Println(listing(t, disk))
	if err == nil {
		fmt.Println(len(read(t, v, "me")))
	fmt.Println(v.Append(t.Context(), envelope("me", 3)))
	fmt.Println(len(read(t, v, "me")))
	v.Close()
	}
	_, err = Create(t.Context(), filepath.Join(disk, "b"), u)
	fmt.Println(err)
	_, err = Create(t.Context(), filepath.Join(disk, "b"), pass("b"))
	fmt.Println(err)
	fmt.Println(listing(t, disk))
}

func fillup(t *testing.T, disk string) {
	f, err := os.Create(filepath.Join(disk, "filler"))
	ok(t, err)
	b := make([]byte, 4096)
	for {
		if _, err := f.Write(b); err != nil {
			break
		}
	}
	f.Close()
}
