//go:build !windows

package vault

import "syscall"

// noRoom are the system's words for a disk, a quota or a file that is full.
var noRoom = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}
