package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/whohasme/whohasme/scan/vault/pgtest"
)

// exitDialed is how a test's program ends when it dials out of the machine.
const exitDialed = 97

// TestMain makes the test binary the program itself when it is called by the
// program's name. Neither reaches further than loopback.
func TestMain(m *testing.M) {
	dial = dialLoopback
	workFactor = testWorkFactor()
	browserOptions = testBrowser
	resolver = resolveLoopback()
	http.DefaultTransport = &http.Transport{DialContext: dialLoopback} // the demonstration's own requests
	testscript.Main(closing{m}, map[string]func(){"whohasme": func() {
		becomeRaced()
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		context.AfterFunc(ctx, stop)
		os.Exit(run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr))
	}})
}

// testWorkFactor is the work factor of passphrases in tests: next to none, so
// that scripts need not wait for scrypt. The script about passphrases asks for
// that of the real program by WHOHASME_TEST_REAL_SCRYPT.
func testWorkFactor() int {
	if os.Getenv("WHOHASME_TEST_REAL_SCRYPT") != "" {
		return 0
	}
	return 10
}

// closing ends the database server that the tests shared.
type closing struct{ m *testing.M }

func (c closing) Run() int {
	defer pgtest.Close()
	return c.m.Run()
}

// dialLoopback is the network of a machine without internet: names are not
// known, and an address outside the machine ends the program at once, so that
// no test can pass by it.
func dialLoopback(ctx context.Context, network, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, errors.New("dial: not an address with a port")
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		fmt.Fprintln(os.Stderr, "TEST DIALED", host)
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if !ip.IsLoopback() {
		fmt.Fprintln(os.Stderr, "TEST DIALED", host)
		os.Exit(exitDialed)
	}
	var d net.Dialer
	return d.DialContext(ctx, network, net.JoinHostPort(host, port))
}
