package browser_test

import (
	"errors"
	"net"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/whohasme/whohasme/scan/crawl/browser"
)

// TestDisplay: a display is one that answers.
func TestDisplay(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("SKIPPED: other systems have a display of their own kind")
	}
	dir := t.TempDir()
	listen := func(network, address string) net.Listener {
		l, err := net.Listen(network, address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() }) // it may be closed
		return l
	}
	wayland, x := filepath.Join(dir, "wayland-7"), filepath.Join(dir, "org.xquartz:0")
	listen("unix", wayland)
	listen("unix", x)
	number, tcp := "", ""
	for n := range 200 { // a display that nobody else has
		if l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(6300+n)); err == nil {
			t.Cleanup(func() { _ = l.Close() })
			tcp = "127.0.0.1:" + strconv.Itoa(300+n) + ".0"
			break
		}
	}
	for n := range 200 {
		if l, err := net.Listen("unix", "@/tmp/.X11-unix/X"+strconv.Itoa(7300+n)); err == nil {
			t.Cleanup(func() { _ = l.Close() })
			number = ":" + strconv.Itoa(7300+n)
			break
		}
	}
	for _, c := range []struct {
		name string
		env  map[string]string
		want error
	}{
		{"none", nil, browser.ErrNoDisplay},
		{"empty", map[string]string{"DISPLAY": "", "WAYLAND_DISPLAY": ""}, browser.ErrNoDisplay},
		{"dead", map[string]string{"DISPLAY": ":54321"}, browser.ErrDeadDisplay},
		{"dead, with a screen", map[string]string{"DISPLAY": "unix:54321.0"}, browser.ErrDeadDisplay},
		{"dead, forwarded", map[string]string{"DISPLAY": "localhost:59000.0"}, browser.ErrDeadDisplay},
		{"no display's name", map[string]string{"DISPLAY": "0"}, browser.ErrDeadDisplay},
		{"no number", map[string]string{"DISPLAY": ":x"}, browser.ErrDeadDisplay},
		{"dead Wayland", map[string]string{"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": dir}, browser.ErrDeadDisplay},
		{"X", map[string]string{"DISPLAY": number}, nil},
		{"X, by its socket", map[string]string{"DISPLAY": x}, nil},
		{"X, forwarded", map[string]string{"DISPLAY": tcp}, nil},
		{"X of another machine", map[string]string{"DISPLAY": "desk.test:0"}, nil},
		{"Wayland", map[string]string{"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": dir}, nil},
		{"Wayland, whole name", map[string]string{"WAYLAND_DISPLAY": wayland}, nil},
		{"Wayland is dead, X is not", map[string]string{"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": dir, "DISPLAY": number}, nil},
	} {
		if got := browser.Display(func(name string) string { return c.env[name] }); !errors.Is(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
