//go:build unix

package pgtest

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// immediately is the signal for "immediate shutdown".
const immediately = syscall.SIGQUIT

// other is the user that a server runs as where this program is root, whom
// PostgreSQL refuses; nil elsewhere.
func other() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uerr := strconv.ParseUint(u.Uid, 10, 32)
		gid, gerr := strconv.ParseUint(u.Gid, 10, 32)
		if uerr == nil && gerr == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, errors.New("there is no user to run PostgreSQL as")
}

// giveAway makes paths the server's.
func giveAway(paths ...string) error {
	to, err := other()
	if to == nil || err != nil {
		return err
	}
	for _, p := range paths {
		if err := os.Chown(p, int(to.Uid), int(to.Gid)); err != nil {
			return err
		}
	}
	return nil
}

// asServer has a command run as the server's user, in a process group of its
// own: an interrupt at the terminal is for the tests.
func asServer(c *exec.Cmd) error {
	to, err := other()
	c.SysProcAttr = &syscall.SysProcAttr{Credential: to, Setpgid: true}
	return err
}

// gone reports whether a command that was started has ended.
func gone(c *exec.Cmd) bool {
	var info syscall.WaitStatus
	pid, err := syscall.Wait4(c.Process.Pid, &info, syscall.WNOHANG, nil)
	return err != nil || pid == c.Process.Pid
}

// guard is a process that ends a server, and removes its files, when this
// program ends without having done so.
type guard struct {
	c    *exec.Cmd
	hold io.Closer // the guard waits for its end
}

func newGuard(folder string) (*guard, error) {
	c := exec.Command("/bin/sh", "-c", `read -r word
[ "$word" = done ] && exit
read -r pid < "$0/data/postmaster.pid" && kill -QUIT "$pid" && while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
rm -rf "$0"`, folder)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	return &guard{c, in}, c.Start()
}

func (g *guard) release() error {
	_, err := io.WriteString(g.hold.(io.Writer), "done\n")
	return errors.Join(err, g.hold.Close(), g.c.Wait())
}
