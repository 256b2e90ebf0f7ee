package browser

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
)

// display starts a screen that nobody looks at, and returns its name. Where
// WHOHASME_TEST_REQUIRE is set, as in .ci/run, lacking one is a failure.
func display(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("Xvfb")
	if err != nil {
		if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
			t.Fatal("Xvfb is not installed, and this run requires it")
		}
		t.Skip("SKIPPED: Xvfb is not installed")
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	x := exec.Command(path, "-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{write}
	if err := x.Start(); err != nil {
		t.Fatal(err)
	}
	_ = write.Close() // the child has its own
	t.Cleanup(func() {
		_ = x.Process.Signal(os.Interrupt) // it may have ended
		_ = x.Wait()                       // by the signal
	})
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Skip("SKIPPED: Xvfb does not start here")
	}
	return ":" + strings.TrimSpace(number)
}

// visible is a launcher of visible windows, and sites to open in them.
type visible struct {
	*Launcher
	temp  string
	sites []*httptest.Server
}

func visibly(t *testing.T, sites int) *visible {
	t.Helper()
	screen := display(t)
	path, err := Find("", os.Getenv)
	if err != nil {
		if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
			t.Fatal("no Chromium is installed, and this run requires it")
		}
		t.Skip("SKIPPED: no Chromium is installed")
	}
	crawler, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(crawler.Close)
	v := &visible{temp: t.TempDir()}
	// Tests may run as root, where Chromium has no sandbox.
	v.Launcher, err = New(Options{Crawler: crawler, Path: path, Env: append(os.Environ(), "DISPLAY="+screen, "WAYLAND_DISPLAY="), Temp: v.temp, NoSandbox: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		v.Close()
		if left, _ := filepath.Glob(filepath.Join(v.temp, "*")); len(left) > 0 {
			t.Errorf("left in the folder for temporary files: %v", left)
		}
	})
	for range sites {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, `<!DOCTYPE html><title>t</title><h1>Site</h1><form><input id="name"><button id="go" type="button" onclick="document.body.append('pressed')">Go</button></form>
<p id="kept"></p><script>document.getElementById("kept").textContent = "kept:" + document.cookie + (localStorage.k || ""); document.cookie = "k=1"; localStorage.k = "2";</script>`)
		}))
		t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
		v.sites = append(v.sites, s)
	}
	return v
}

func (v *visible) broker(i int) (*brokers.Broker, *url.URL) {
	u, _ := url.Parse(v.sites[i].URL + "/") // of the test's own making
	return &brokers.Broker{ID: fmt.Sprint("site-", i), Domain: u.Host, Search: &brokers.Definition{URL: brokers.Template(u.String()), Way: brokers.Assisted}}, u
}

func (v *visible) open(t *testing.T, i int) *Window {
	t.Helper()
	b, u := v.broker(i)
	w, err := v.Window(context.Background(), b)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Open(context.Background(), u); err != nil {
		t.Fatal(err)
	}
	return w
}

// tabs are the pages that the browser shows.
func (w *Window) tabs(t *testing.T) (list []*target.Info) {
	t.Helper()
	got, err := cdp.Call(w.proc.ctx, chromedp.FromContext(w.proc.ctx).Browser, target.GetTargets, target.GetTargetsParams{})
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range got.TargetInfos {
		if info.Type == "page" {
			list = append(list, info)
		}
	}
	return list
}

// ended reports whether the first tab is no longer there.
func (w *Window) ended() bool {
	got, err := cdp.Call(w.proc.ctx, chromedp.FromContext(w.proc.ctx).Browser, target.GetTargets, target.GetTargetsParams{})
	return err != nil || !slices.ContainsFunc(got.TargetInfos, func(i *target.Info) bool { return i.TargetID == w.first.TargetID })
}

// await waits until something is so.
func await(t *testing.T, so func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !so(); time.Sleep(30 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("what is waited for does not come")
		}
	}
}

// press presses a key in the window, as a person does: again, where it does not
// help at once.
func (v *visible) press(t *testing.T, w *Window, key string) {
	t.Helper()
	path, err := exec.LookPath("xdotool")
	if err != nil {
		if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
			t.Fatal("xdotool is not installed, and this run requires it")
		}
		t.Skip("SKIPPED: xdotool is not installed")
	}
	pressed := time.Time{}
	await(t, func() bool {
		if w.ended() {
			return true
		}
		if time.Since(pressed) > 4*time.Second {
			pressed = time.Now()
			c := exec.Command(path, "mousemove", "500", "500", "click", "1", "key", key)
			c.Env = v.opt.Env
			if err := c.Run(); err != nil {
				t.Fatal(err)
			}
		}
		return false
	})
}

func whatever(string, *url.URL) (string, bool) { return "something", false }

func readsClosed(t *testing.T, w *Window) {
	t.Helper()
	_, err := w.Read(context.Background(), whatever)
	if f := new(scan.Fault); !errors.As(err, &f) || f.Outcome != scan.NeedsYou {
		t.Errorf("closed, and read: %v", err)
	}
}

// TestWindows has all that is tried in windows happen in one, on one screen.
func TestWindows(t *testing.T) {
	t.Parallel()
	v := visibly(t, 3)
	for _, c := range []struct {
		name string
		run  func(*testing.T, *visible)
	}{
		{"one window", oneWindow}, {"closed by hand", closedByHand}, {"a tab closed beside others", tabClosedBeside}, {"elsewhere", elsewhere}, {"a page that comes slowly", slowly}, {"interrupted", windowInterrupted},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, v) })
	}
}

// oneWindow: the window opens once, each site has a tab of its own, and
// nothing that one site kept is there for the next.
func oneWindow(t *testing.T, v *visible) {
	var proc *process
	for i, site := range []int{0, 1, 2, 0} {
		w := v.open(t, site)
		if tabs := w.tabs(t); len(tabs) != 1 || tabs[0].TargetID != w.first.TargetID {
			t.Errorf("site %d has %d tabs", i, len(tabs))
		}
		if proc != nil && w.proc != proc {
			t.Errorf("site %d has a window of its own", i)
		}
		proc = w.proc
		err := errors.Join(w.Fill(context.Background(), "#name", "Quennell"), w.Click(context.Background(), "#go"))
		p, e := w.Read(context.Background(), whatever)
		if err != nil || e != nil || !strings.Contains(p.HTML, "pressed") || !strings.Contains(p.HTML, `<p id="kept">kept:</p>`) || len(p.Shot) == 0 {
			t.Errorf("site %d: %v, %v, %.300s", i, err, e, p.HTML)
		}
		if file := os.Getenv("WHOHASME_TEST_SHOT"); file != "" {
			_ = exec.Command("import", "-display", v.opt.Env[len(v.opt.Env)-2][len("DISPLAY="):], "-window", "root", file+fmt.Sprint(i)+".png").Run() // for a person to look at
		}
		w.Close()
	}
}

// closedByHand: a tab or a window that the person closes, and a browser
// that dies, end the visit as one that needs the person; the next one opens.
func closedByHand(t *testing.T, v *visible) {
	for name, do := range map[string]func(*Window){
		"tab":    func(w *Window) { v.press(t, w, "ctrl+w") },
		"window": func(w *Window) { v.press(t, w, "ctrl+shift+w") },
		"killed": func(w *Window) { _ = w.proc.cmd.Process.Kill() },
	} {
		w := v.open(t, 0)
		do(w)
		await(t, w.ended)
		readsClosed(t, w)
		if err := w.Fill(context.Background(), "#name", "x"); err == nil {
			t.Errorf("%s: a field was filled", name)
		}
		if _, err := w.Wait(context.Background(), "#name", time.Second); err == nil {
			t.Errorf("%s: an element was waited for", name)
		}
		w.Close()
		if w = v.open(t, 1); len(w.tabs(t)) != 1 {
			t.Errorf("%s: %d tabs afterwards", name, len(w.tabs(t)))
		}
		w.Close()
	}
}

// tabClosedBeside: where other tabs are left, a broker's page in one of
// them is the one that is read; where there is none, the visit has ended.
func tabClosedBeside(t *testing.T, v *visible) {
	_, other := v.broker(1)
	_, own := v.broker(0)
	for address, ended := range map[string]bool{own.String(): false, other.String(): true} {
		w := v.open(t, 0)
		b := chromedp.FromContext(w.proc.ctx).Browser
		if _, err := cdp.Call(w.proc.ctx, b, target.CreateTarget, target.CreateTargetParams{URL: address}); err != nil {
			t.Fatal(err)
		}
		await(t, func() bool {
			return slices.ContainsFunc(w.tabs(t), func(i *target.Info) bool { return i.TargetID != w.first.TargetID && i.URL == address })
		})
		if _, err := cdp.Call(w.proc.ctx, b, target.CloseTarget, target.CloseTargetParams{TargetID: w.first.TargetID}); err != nil {
			t.Fatal(err)
		}
		await(t, w.ended)
		p, err := w.Read(context.Background(), whatever)
		if f := new(scan.Fault); ended && (!errors.As(err, &f) || f.Outcome != scan.NeedsYou) || !ended && (err != nil || !strings.Contains(p.HTML, "Site")) {
			t.Errorf("ended %v: %v", ended, err)
		}
		w.Close()
	}
}

// slowly: what stands there before the page has come to its end is no list that
// was read, however long it stands.
func slowly(t *testing.T, v *visible) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!DOCTYPE html><title>t</title><p>first</p>"+strings.Repeat(" ", 4096))
		w.(http.Flusher).Flush()
		time.Sleep(4 * rest)
		fmt.Fprint(w, "<p>last</p>")
	}))
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	u, _ := url.Parse(s.URL + "/") // of the test's own making
	w, err := v.Window(context.Background(), &brokers.Broker{ID: "slow", Domain: u.Host, Search: &brokers.Definition{URL: brokers.Template(u.String()), Way: brokers.Assisted}})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := ask[bool](w.proc.ctx, w.first, `location.href = "`+u.String()+`", true`); err != nil {
		t.Fatal(err)
	}
	p, err := w.Read(context.Background(), func(html string, _ *url.URL) (string, bool) {
		return fmt.Sprint(strings.Count(html, "<p>")), false
	})
	if err != nil || !strings.Contains(p.HTML, "last") {
		t.Errorf("read before its end had come: %v", err)
	}
}

// elsewhere: a page of another site is never read, whoever opened it.
func elsewhere(t *testing.T, v *visible) {
	w := v.open(t, 0)
	defer w.Close()
	if _, err := ask[bool](w.proc.ctx, w.first, `location.href = "`+v.sites[1].URL+`", true`); err != nil {
		t.Fatal(err)
	}
	await(t, func() bool {
		return slices.ContainsFunc(w.tabs(t), func(i *target.Info) bool { return strings.HasPrefix(i.URL, v.sites[1].URL) })
	})
	p, err := w.Read(context.Background(), whatever)
	if f := new(scan.Fault); p != nil || !errors.As(err, &f) || f.Outcome.Answered() {
		t.Errorf("%v", err)
	}
}

// windowInterrupted: an interruption ends every wait at once.
func windowInterrupted(t *testing.T, v *visible) {
	w := v.open(t, 0)
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { time.Sleep(300 * time.Millisecond); stop() })
	began := time.Now()
	_, err := w.Wait(ctx, "#never", time.Minute)
	_, read := w.Read(ctx, whatever)
	wg.Wait()
	if !errors.Is(err, context.Canceled) || !errors.Is(read, context.Canceled) || time.Since(began) > 20*time.Second {
		t.Errorf("%v, %v after %s", err, read, time.Since(began))
	}
	w.Close()
	if _, err := v.Window(ctx, &brokers.Broker{ID: "x", Domain: "x.test"}); !errors.Is(err, context.Canceled) {
		t.Errorf("opened after an interruption: %v", err)
	}
}
