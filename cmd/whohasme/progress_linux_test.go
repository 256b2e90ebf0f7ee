package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/sweep"
	"golang.org/x/sys/unix"
)

// terminal opens a pseudo-terminal: what is written to it can be read back.
func terminal(t *testing.T) (tty *os.File, screen func() string) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(int(tty.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 120}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	done := make(chan struct{})
	go func() { _, _ = io.Copy(&b, master); close(done) }()
	return tty, func() string {
		_ = tty.Close()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			t.Error("the terminal stays open")
		}
		_ = master.Close()
		return b.String()
	}
}

// On a terminal a bar says how many brokers are done, found, blocked, and how
// long the rest will take; steps are told above it.
func TestProgressBar(t *testing.T) {
	tty, screen := terminal(t)
	var out bytes.Buffer
	p := newProgram(nil, strings.NewReader(""), &out, tty)
	p.set.verbose = true
	w := &watcher{p: p, subjects: map[string]*scan.Subject{"me": {}}, judge: func(scan.Visit) bool { return false }}
	w.Begin(4)
	w.steps()(sweep.Told{Subject: "me", Broker: "corner", Text: "asks for page 1"})
	for _, o := range []scan.Outcome{scan.Found, scan.Blocked, scan.Unreachable, scan.Absent} {
		w.Visit(scan.Visit{Subject: "me", Broker: "corner", Outcome: o})
		time.Sleep(200 * time.Millisecond) // the bar is drawn a few times a second
	}
	w.end()
	shown := screen()
	for _, want := range []string{"of 4 brokers", "4 of 4 brokers", "found 1, blocked 1, not checked 1", "time left", "me corner: asks for page 1"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the screen does not show %q:\n%q", want, shown)
		}
	}
	if out.Len() > 0 {
		t.Errorf("progress on stdout: %q", out.String())
	}
}

// A bar that is interrupted is taken down.
func TestProgressBarInterrupted(t *testing.T) {
	tty, screen := terminal(t)
	p := newProgram(nil, strings.NewReader(""), io.Discard, tty)
	w := &watcher{p: p, subjects: map[string]*scan.Subject{"me": {}, "c2": {}}, judge: func(scan.Visit) bool { return false }}
	w.Begin(2)
	w.Visit(scan.Visit{Outcome: scan.Absent})
	ended := make(chan struct{})
	go func() { w.end(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("the bar stays")
	}
	if shown := screen(); !strings.Contains(shown, "1 of 2 visits") {
		t.Errorf("the screen shows %q", shown)
	}
}
