package main

import (
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan/vault"
)

// TestKeyringThatHangs: a bus that takes a call and never answers holds nobody up.
func TestKeyringThatHangs(t *testing.T) {
	dir := t.TempDir()
	bus := filepath.Join(dir, "bus")
	l, err := net.Listen("unix", bus)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	called := make(chan struct{}, 1)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { _ = c.Close() })
			called <- struct{}{}
		}
	}()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+bus)
	env := []string{"HOME=" + dir, "TMPDIR=" + dir, "WHOHASME_VAULT=" + filepath.Join(dir, "vault"), "DBUS_SESSION_BUS_ADDRESS=unix:path=" + bus}
	v, err := vault.Create(t.Context(), filepath.Join(dir, "vault"), vault.Unlock{WorkFactor: 10, Passphrase: func() (string, error) { return "p", nil }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := vault.NewID(filepath.Join(dir, "vault")); err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{"told": {"subject", "list", "-v"}, "silent": {"subject", "list"}} {
		var out, errs strings.Builder
		start := time.Now()
		code := run(t.Context(), args, env, strings.NewReader(""), &out, &errs)
		if code != exitUsage || !strings.Contains(errs.String(), "no passphrase") {
			t.Errorf("%s: ended with %d: %s", name, code, errs.String())
		}
		if took := time.Since(start); took < keyringTime || took > keyringTime+20*time.Second { // a busy machine is slow, a wait for ever is longer
			t.Errorf("%s: took %v", name, took)
		}
		if told := strings.Contains(errs.String(), "does not answer"); told != (name == "told") {
			t.Errorf("%s: said %q", name, errs.String())
		}
	}
	select {
	case <-called:
	default:
		t.Error("the bus was not asked")
	}
}
