package owner

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// writeUnnamed writes a file that has no name (O_TMPFILE, open(2)), and gives it
// one when it is whole. It is not done, and nothing has happened, where the file
// system or a missing /proc does not allow it.
func writeUnnamed(path string, data []byte) (done bool, err error) {
	fd, err := unix.Open(filepath.Dir(path), unix.O_TMPFILE|unix.O_WRONLY|unix.O_CLOEXEC, uint32(FileMode))
	if err != nil {
		return false, nil // Create says why, if it cannot either
	}
	f := os.NewFile(uintptr(fd), path)
	defer func() { _ = f.Close() }()
	if _, err := f.Write(data); err != nil {
		return true, err
	}
	err = unix.Linkat(unix.AT_FDCWD, fmt.Sprintf("/proc/self/fd/%d", fd), unix.AT_FDCWD, path, unix.AT_SYMLINK_FOLLOW)
	switch err {
	case nil:
		return true, nil
	case unix.EEXIST:
		return true, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return false, nil
}
