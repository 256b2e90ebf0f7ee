//go:build !unix

package pgtest

import (
	"errors"
	"os"
	"os/exec"
)

// No test starts a server here: see Programs.

var (
	immediately = os.Kill
	errHere     = errors.New("no server is started on this system")
)

type guard struct{}

func newGuard(string) (*guard, error) { return nil, errHere }
func (*guard) release() error         { return nil }
func giveAway(...string) error        { return errHere }
func asServer(*exec.Cmd) error        { return errHere }
func gone(*exec.Cmd) bool             { return true }
