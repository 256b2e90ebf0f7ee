package browser

import (
	"os/exec"
	"syscall"
)

// apart gives a browser a process group of its own, out of reach of a Ctrl-C.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// killGroup has nothing to do: a browser's processes end with it here.
func killGroup(int) {}

// gone reports whether there is no process of that number.
func gone(pid int) bool {
	h, err := syscall.OpenProcess(syscall.SYNCHRONIZE, false, uint32(pid))
	if err == nil {
		_ = syscall.CloseHandle(h)
	}
	return err != nil
}
