package browser

import (
	"errors"
	"net"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// What keeps a window from being shown.
var (
	ErrNoDisplay   = errors.New("there is no display for a browser's window here")
	ErrDeadDisplay = errors.New("the display that DISPLAY or WAYLAND_DISPLAY names does not answer")
)

// displayTime is how long a display may take to open a line.
const displayTime = 3 * time.Second

// Shown says whether the launcher's windows can be shown: nil, ErrNoDisplay or
// ErrDeadDisplay.
func (l *Launcher) Shown() error {
	if l.opt.Headless {
		return nil
	}
	env := map[string]string{}
	for _, e := range l.opt.Env {
		name, value, _ := strings.Cut(e, "=")
		env[name] = value
	}
	return Display(func(name string) string { return env[name] })
}

// Display says whether a visible browser can be shown: nil, ErrNoDisplay or
// ErrDeadDisplay. A display of this machine is asked for a line, which is
// closed at once; one of another machine is taken at its word, since nobody but
// a broker is to be dialed.
func Display(getenv func(string) string) error {
	switch runtime.GOOS {
	case "darwin", "windows":
		return nil
	}
	var doors []door
	if name := getenv("WAYLAND_DISPLAY"); name != "" {
		if !filepath.IsAbs(name) {
			name = filepath.Join(getenv("XDG_RUNTIME_DIR"), name)
		}
		doors = append(doors, door{"unix", name})
	}
	if name := getenv("DISPLAY"); name != "" {
		list, known := xDoors(name)
		if !known {
			return nil
		}
		doors = append(doors, list...)
		if len(doors) == 0 {
			return ErrDeadDisplay
		}
	}
	if len(doors) == 0 {
		return ErrNoDisplay
	}
	for _, d := range doors {
		if c, err := net.DialTimeout(d.network, d.address, displayTime); err == nil {
			_ = c.Close() // nothing was said
			return nil
		}
	}
	return ErrDeadDisplay
}

// door is where a display may listen.
type door struct{ network, address string }

// xDoors are the places where the X server of a DISPLAY may listen, none for a
// name that is no display. known is false for one of another machine. See
// X(7), "Display names".
func xDoors(name string) (list []door, known bool) {
	at := strings.LastIndex(name, ":")
	if at < 0 {
		return nil, true
	}
	host, number := name[:at], name[at+1:]
	number, _, _ = strings.Cut(number, ".") // the screen's
	n, err := strconv.ParseUint(number, 10, 16)
	if err != nil || n > 65535-6000 {
		return nil, true
	}
	file, port := "/tmp/.X11-unix/X"+number, strconv.FormatUint(6000+n, 10)
	host, slash, hasSlash := strings.Cut(host, "/")
	switch {
	case hasSlash && host == "": // a socket's own name, with the number or without
		return []door{{"unix", name}, {"unix", "/" + slash}}, true
	case hasSlash && host == "unix", host == "unix", host == "":
		return []door{{"unix", "@" + file}, {"unix", file}}, true
	}
	if hasSlash {
		host = slash // tcp/host
	}
	if ip := net.ParseIP(strings.Trim(host, "[]")); host == "localhost" || ip != nil && ip.IsLoopback() {
		return []door{{"tcp", net.JoinHostPort(strings.Trim(host, "[]"), port)}}, true
	}
	return nil, false
}
