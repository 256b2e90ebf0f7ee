package browser

import (
	"cmp"
	"context"
	"errors"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/whohasme/whohasme/scan/crawl"
)

// Limits of time. Waits for a turn count in none of them.
const (
	startTime = 40 * time.Second // until a browser answers
	drawTime  = 25 * time.Second // until a page is drawn, from its first byte on
	visitTime = 10 * time.Minute // all pages of one visit together
)

// DefaultSlots is how many browsers run beside each other: each takes a few
// hundred megabytes.
const DefaultSlots = 3

// Options are what a Launcher cannot know by itself.
type Options struct {
	Crawler *crawl.Crawler // whose rules and line hold
	Path    string         // of the browser, as Find gives it
	Env     []string       // the person's environment; little of it is handed on
	Temp    string         // where profiles are made; "": the system's folder for temporary files
	Slots   int            // browsers at the same time; 0: DefaultSlots

	// For tests alone.
	NoSandbox bool                                       // where tests run as root, Chromium has no sandbox
	Headless  bool                                       // windows too, where there is no display
	Draw      time.Duration                              // instead of drawTime
	Patience  time.Duration                              // with one look at a page, instead of callTime and shootTime
	Hands     func(ctx context.Context, w *Window) error // does in a window what a person would, before each wait for the person
}

// Launcher starts browsers. It is safe for use by several goroutines.
type Launcher struct {
	opt   Options
	slots chan struct{}
	room  room // where windows are
}

// New returns a Launcher. No browser is started before a page is asked for.
func New(o Options) (*Launcher, error) {
	wipeLost(cmp.Or(o.Temp, os.TempDir())) // of a program that was killed, whether a browser is needed now or not
	if o.Crawler == nil || o.Path == "" {
		return nil, errors.New("make launcher: a crawler and the path of a browser are wanted")
	}
	if o.Slots <= 0 {
		o.Slots = DefaultSlots
	}
	if o.Draw <= 0 {
		o.Draw = drawTime
	}
	if o.Patience <= 0 {
		o.Patience = callTime + shootTime
	}
	return &Launcher{opt: o, slots: make(chan struct{}, o.Slots)}, nil
}

// With returns a launcher whose browsers keep to another crawler's rules and
// line. The two share their slots.
func (l *Launcher) With(c *crawl.Crawler) *Launcher {
	other := &Launcher{opt: l.opt, slots: l.slots}
	other.opt.Crawler = c
	return other
}

// Close closes the window that assisted looks left open, if there is one, and
// wipes its profile. Visits have browsers of their own and end them themselves.
func (l *Launcher) Close() { l.room.leave() }

// take waits for a slot; give gives it back.
func (l *Launcher) take(ctx context.Context) error {
	select {
	case l.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *Launcher) give() { <-l.slots }

// handed are the variables that a browser gets from the person's environment:
// what it needs to run and to be shown, and no secrets of other programs.
var handed = []string{"PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE"}

// shown are those that only a visible browser gets.
var shown = []string{"DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "DBUS_SESSION_BUS_ADDRESS", "GTK_IM_MODULE", "QT_IM_MODULE", "XMODIFIERS"}

// environment is that of one browser, whose home is its profile.
func (l *Launcher) environment(profile string, visible bool) []string {
	var list []string
	home, authority := "", false
	for _, e := range l.opt.Env {
		name, value, _ := strings.Cut(e, "=")
		home = map[bool]string{true: value, false: home}[name == "HOME"]
		switch {
		case runtime.GOOS == "windows" || runtime.GOOS == "darwin":
			if !strings.HasPrefix(strings.ToUpper(name), "WHOHASME_") {
				list = append(list, e)
			}
		case slices.Contains(handed, name), visible && slices.Contains(shown, name):
			list = append(list, e)
			authority = authority || name == "XAUTHORITY"
		}
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return list
	}
	if visible && !authority && home != "" {
		list = append(list, "XAUTHORITY="+home+"/.Xauthority")
	}
	temp := profile
	if len(temp) > longPath {
		temp = "." // where the browser is started
	}
	return append(list, "HOME="+profile, "XDG_CONFIG_HOME="+profile, "XDG_CACHE_HOME="+profile, "XDG_DATA_HOME="+profile, "TMPDIR="+temp)
}

// longPath is how long the path of a profile may be for a browser to keep a
// socket below it: their names hold a little over a hundred bytes.
const longPath = 48
