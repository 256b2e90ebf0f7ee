//go:build unix

package browser

import (
	"errors"
	"syscall"
)

// killGroup ends what is left of a browser. The group is of its own making, so
// nothing else is in it.
func killGroup(pid int) {
	if pid > 1 {
		_ = syscall.Kill(-pid, syscall.SIGKILL) // nothing is left
	}
}

// gone reports whether there is no process of that number.
func gone(pid int) bool {
	return pid > 1 && errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
