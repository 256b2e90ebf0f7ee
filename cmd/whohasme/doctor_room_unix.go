//go:build linux || darwin

package main

import "golang.org/x/sys/unix"

// roomAt returns how many bytes a user may still write on the disk of a folder.
func roomAt(dir string) (free uint64, known bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true
}
