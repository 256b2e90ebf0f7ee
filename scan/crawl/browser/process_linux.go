package browser

import (
	"os/exec"
	"syscall"
)

// apart gives a browser a process group of its own, out of reach of a Ctrl-C,
// and lets it end when this process does.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
