package vault

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// giveUpUnanswered has a connection fail when what was sent stays unanswered for
// half a minute (TCP_USER_TIMEOUT, RFC 5482); the system would wait a quarter of
// an hour.
func giveUpUnanswered(network, _ string, c syscall.RawConn) error {
	if network == "unix" {
		return nil
	}
	return c.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, 30_000)
	})
}
