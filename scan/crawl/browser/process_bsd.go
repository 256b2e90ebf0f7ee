//go:build unix && !linux

package browser

import (
	"os/exec"
	"syscall"
)

// apart gives a browser a process group of its own, out of reach of a Ctrl-C.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
