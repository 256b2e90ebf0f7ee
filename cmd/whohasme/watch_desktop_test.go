package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

func hostname() (string, error) { return os.Hostname() }

// screen is a desktop that shows notices, on a real bus of its own
// (Desktop Notifications Specification 1.2).
type screen struct{ shown chan []string }

// Notify takes a notice as desktops do.
func (s *screen) Notify(app string, _ uint32, icon, summary, body string, actions []string, _ map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	s.shown <- append([]string{app, icon, summary, body}, actions...)
	return 1, nil
}

// TestDesktopNotice shows a notice on a desktop that the test made.
func TestDesktopNotice(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("desktops of other systems are not on this bus")
	}
	daemon, err := exec.LookPath("dbus-daemon")
	if err != nil {
		if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
			t.Fatal("there is no dbus-daemon")
		}
		t.Skip("there is no dbus-daemon")
	}
	at := "unix:path=" + filepath.Join(t.TempDir(), "bus")
	bus := exec.Command(daemon, "--session", "--nofork", "--nopidfile", "--address="+at, "--print-address")
	out, err := bus.StdoutPipe()
	if err != nil || bus.Start() != nil {
		t.Fatal("the bus does not start")
	}
	t.Cleanup(func() { _ = bus.Process.Kill(); _ = bus.Wait() })
	if _, err := out.Read(make([]byte, 256)); err != nil { // its address: it listens
		t.Fatal(err)
	}
	conn, err := dbus.Connect(at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	s := &screen{make(chan []string, 9)}
	if err := conn.Export(s, "/org/freedesktop/Notifications", "org.freedesktop.Notifications"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName("org.freedesktop.Notifications", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(self, "-test.run=^TestShowOne$") // a bus is found once in a program's life
	child.Env = append(os.Environ(), "WHOHASME_SHOW_ONE=1", "DBUS_SESSION_BUS_ADDRESS="+at)
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got := <-s.shown
	if got[2] != neutral || strings.Trim(got[3], " ") != "" || strings.Contains(strings.ToLower(strings.Join(got, " ")), "whohasme") {
		t.Errorf("shown %q", got)
	}
	select {
	case again := <-s.shown:
		t.Errorf("shown twice: %q", again)
	default:
	}
}

// TestShowOne is the program that shows a notice, where the test above starts it.
func TestShowOne(t *testing.T) {
	if os.Getenv("WHOHASME_SHOW_ONE") == "" {
		return
	}
	if err := onDesktop(neutral); err != nil {
		t.Fatal(err)
	}
}
