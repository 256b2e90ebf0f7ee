package vault

import "syscall"

// mountSmall makes a folder a disk of its own with 2 MB; it takes root.
func mountSmall(path string) error { return mountDisk(path, "size=2m") }

// mountDisk makes a folder a disk of its own, its room given as to mount(8).
func mountDisk(path, room string) error { return syscall.Mount("tmpfs", path, "tmpfs", 0, room) }

// remount makes a disk from mountSmall read-only, or writable again.
func remount(path string, readOnly bool) error {
	flags := uintptr(syscall.MS_REMOUNT)
	if readOnly {
		flags |= syscall.MS_RDONLY
	}
	return syscall.Mount("tmpfs", path, "tmpfs", flags, "size=2m")
}
