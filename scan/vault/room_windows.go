package vault

import "syscall"

// noRoom are the system's words for a disk, a quota or a file that is full:
// ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_FILE_TOO_LARGE and
// ERROR_DISK_QUOTA_EXCEEDED (Windows system error codes), and Go's own.
var noRoom = []error{syscall.Errno(39), syscall.Errno(112), syscall.Errno(223), syscall.Errno(1295), syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}
