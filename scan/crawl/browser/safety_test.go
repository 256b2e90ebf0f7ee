package browser_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/crawl/browser"
)

// inner serves something that no page of a broker may reach, and counts.
func inner(t *testing.T) (address string, hits *atomic.Int64) {
	t.Helper()
	hits = new(atomic.Int64)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		fmt.Fprint(w, `<p class="hit">secret</p>`)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew { // a line alone is too much
			hits.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return s.URL, hits
}

// TestPrivateAddresses: nothing that a page tries reaches another host of the
// machine or its network.
func TestPrivateAddresses(t *testing.T) {
	t.Parallel()
	address, hits := inner(t)
	port := address[strings.LastIndex(address, ":")+1:]
	all := ""
	for name, code := range map[string]string{
		"fetch":        `fetch("URL",{mode:"no-cors"})`,
		"fetch, other": `fetch("http://localhost:PORT/");fetch("http://[::1]:PORT/");fetch("http://0.0.0.0:PORT/");fetch("http://2130706433:PORT/");fetch("http://127.1:PORT/")`,
		"cloud":        `fetch("http://169.254.169.254/latest/meta-data/")`,
		"xhr":          `var x=new XMLHttpRequest();x.open("GET","URL");x.send()`,
		"script":       `var s=document.createElement("script");s.src="URL";document.body.appendChild(s)`,
		"style":        `var s=document.createElement("link");s.rel="stylesheet";s.href="URL";document.head.appendChild(s)`,
		"frame":        `var s=document.createElement("iframe");s.src="URL";document.body.appendChild(s)`,
		"worker":       `new Worker(URL.createObjectURL(new Blob(["fetch('URL',{mode:'no-cors'})"]))).onerror=function(){}`,
		"socket":       `new WebSocket("ws://127.0.0.1:PORT/")`,
		"event source": `new EventSource("URL")`,
		"pop-up":       `window.open("URL");var a=document.createElement("a");a.href="URL";a.target="_blank";document.body.appendChild(a);a.click()`,
		"redirect":     `fetch("/away",{mode:"no-cors"})`,
		"preconnect":   `["preconnect","dns-prefetch","prefetch","preload","modulepreload","prerender"].forEach(function(r){var s=document.createElement("link");s.rel=r;s.href="URL";document.head.appendChild(s)})`,
		"speculation":  `var s=document.createElement("script");s.type="speculationrules";s.text=JSON.stringify({prefetch:[{source:"list",urls:["URL"]}],prerender:[{source:"list",urls:["URL"]}]});document.head.appendChild(s)`,
		"beacon":       `navigator.sendBeacon("URL")`,
		"form":         `var f=document.createElement("form");f.action="URL";f.target="x";var i=document.createElement("iframe");i.name="x";document.body.append(i,f);f.submit()`,
		"rtc":          `var C=window.RTCPeerConnection;if(C){var c=new C({iceServers:[{urls:"turn:127.0.0.1:PORT?transport=tcp",username:"a",credential:"b"}]});c.createDataChannel("x");c.createOffer().then(function(o){c.setLocalDescription(o)})}`,
	} {
		all += "/* " + name + " */try{" + strings.NewReplacer("'URL'", "'"+address+"'", `"URL"`, `"`+address+`"`, "PORT", port).Replace(code) + "}catch(e){};"
	}
	s := launcher(t, nil)
	site := serve(t, map[string]http.HandlerFunc{"/": script(all + drawn), "/away": http.RedirectHandler(address, http.StatusFound).ServeHTTP})
	p, err := s.get(t, site.broker(), site.address(t, "/"))
	if err != nil || strings.Contains(p.HTML, "secret") {
		t.Errorf("error %v", err)
	}
	s.empty(t)
	if n := hits.Load(); n > 0 {
		t.Errorf("the other host was reached %d times", n)
	}
	if !slices.Contains(site.requests(), "/away") {
		t.Error("the ways were not tried")
	}
}

// TestLoopbackNeedsAllowing: without leave even the broker's own host is not
// dialed inside the machine, whatever its name says.
func TestLoopbackNeedsAllowing(t *testing.T) {
	t.Parallel()
	s := launcher(t, func(_ *browser.Options, c *crawl.Options) { c.AllowLoopback = false })
	site := serve(t, map[string]http.HandlerFunc{"/": html(`<p class="hit">`)})
	_, err := s.get(t, site.broker(), site.address(t, "/"))
	if f := new(scan.Fault); !errors.As(err, &f) || f.Outcome != scan.Unreachable || len(site.requests()) > 0 {
		t.Errorf("%v after %v", err, site.requests())
	}
}

// recorder is a program in the browser's place that writes down how it was
// called.
func recorder(t *testing.T) (path, file string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: needs a shell")
	}
	dir := t.TempDir()
	path, file = filepath.Join(dir, "browser"), filepath.Join(dir, "called")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n{ printf '%s\\n' \"$@\"; echo ENVIRONMENT; env; } > '"+file+"'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path, file
}

// TestHowItIsCalled: the product leaves the sandbox on, opens no port, and
// hands on no secrets.
func TestHowItIsCalled(t *testing.T) {
	path, file := recorder(t)
	s := launcher(t, func(o *browser.Options, _ *crawl.Options) {
		o.Path, o.NoSandbox, o.Headless = path, false, false
		o.Env = append(o.Env, "WHOHASME_PASSPHRASE=hush", "SSH_AUTH_SOCK=/s", "HTTP_PROXY=http://127.0.0.1:1", "DISPLAY=:9")
	})
	site := serve(t, map[string]http.HandlerFunc{"/": html("")})
	check := func(err error, visible bool) {
		t.Helper()
		if f := new(scan.Fault); !errors.As(err, &f) || f.Outcome != scan.NeedsYou {
			t.Errorf("a browser that does not answer: %v", err)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		called, env, _ := strings.Cut(string(data), "ENVIRONMENT")
		for _, bad := range []string{"sandbox", "remote-debugging-port", "Quennell", "enable-automation", "ignore-certificate", "disable-web-security", "site-isolation"} {
			if strings.Contains(called, bad) {
				t.Errorf("called with %s:\n%s", bad, called)
			}
		}
		for _, want := range []string{"--remote-debugging-pipe", "--proxy-server=http://127.0.0.1:", "--proxy-bypass-list=<-loopback>", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--incognito", "--user-data-dir=" + s.temp} {
			if !strings.Contains(called, want) {
				t.Errorf("called without %s", want)
			}
		}
		if headless := strings.Contains(called, "--headless"); headless == visible || strings.Contains(called, "--user-agent") == visible {
			t.Errorf("visible %v: headless %v", visible, headless)
		}
		for _, bad := range []string{"hush", "SSH_AUTH_SOCK", "HTTP_PROXY"} {
			if strings.Contains(env, bad) {
				t.Errorf("the environment holds %s", bad)
			}
		}
		if strings.Contains(env, "DISPLAY=:9") != visible {
			t.Errorf("visible %v, and the display", visible)
		}
		s.empty(t)
	}
	_, err := s.get(t, site.broker(), site.address(t, "/?name=Quennell"))
	check(err, false)
	_, err = s.Window(context.Background(), site.broker())
	check(err, true)
}

// TestRootHasNoBrowser: where the sandbox cannot be had, there is no look.
func TestRootHasNoBrowser(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		t.Skip("SKIPPED: not root, so that the sandbox may be had")
	}
	s := launcher(t, func(o *browser.Options, _ *crawl.Options) { o.NoSandbox = false })
	site := serve(t, map[string]http.HandlerFunc{"/": html(`<p class="hit">`)})
	_, err := s.get(t, site.broker(), site.address(t, "/"))
	if f := new(scan.Fault); !errors.As(err, &f) || f.Outcome != scan.NeedsYou || !strings.Contains(f.Why, "root") {
		t.Errorf("%v", err)
	}
	s.empty(t)
}

// browsers returns the numbers of the processes that work in a folder.
func browsers(dir string) (list []int) {
	found, _ := exec.Command("pgrep", "-f", "--", "--user-data-dir="+dir).Output()
	for _, s := range strings.Fields(string(found)) {
		if n, err := strconv.Atoi(s); err == nil {
			list = append(list, n)
		}
	}
	return list
}

// TestKilled: a browser that is killed ends the look, leaves nothing behind,
// and the next page is brought by another one.
func TestKilled(t *testing.T) {
	t.Parallel()
	s := launcher(t, nil)
	site := serve(t, map[string]http.HandlerFunc{"/": script(``), "/good": html(`<p class="hit">x</p>`)})
	v := s.Visit(site.broker(), sight, sight)
	defer v.Close()
	go func() {
		for range 200 {
			time.Sleep(50 * time.Millisecond)
			if len(site.requests()) > 1 {
				break
			}
		}
		for _, pid := range browsers(s.temp) {
			if p, err := os.FindProcess(pid); err == nil {
				_ = p.Kill() // it may have ended with the first
			}
		}
	}()
	_, err := v.Get(context.Background(), site.address(t, "/"))
	if f := new(scan.Fault); !errors.As(err, &f) || f.Outcome.Answered() {
		t.Errorf("killed: %v", err)
	}
	if p, err := v.Get(context.Background(), site.address(t, "/good")); err != nil || !strings.Contains(p.HTML, "hit") {
		t.Errorf("afterwards: %v", err)
	}
	v.Close()
	s.empty(t)
	if left := browsers(s.temp); len(left) > 0 {
		t.Errorf("processes left: %v", left)
	}
}

// TestInterrupted: an interruption ends a look at once, at every stage.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	for _, after := range []time.Duration{0, 100 * time.Millisecond, 700 * time.Millisecond, 2 * time.Second} {
		t.Run(after.String(), func(t *testing.T) {
			t.Parallel()
			s := launcher(t, nil)
			site := serve(t, map[string]http.HandlerFunc{"/": script(``)})
			ctx, stop := context.WithTimeout(context.Background(), after)
			defer stop()
			v := s.Visit(site.broker(), sight, sight)
			began := time.Now()
			_, err := v.Get(ctx, site.address(t, "/"))
			v.Close()
			if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > after+20*time.Second {
				t.Errorf("%v after %s", err, time.Since(began))
			}
			s.empty(t)
			if left := browsers(s.temp); len(left) > 0 {
				t.Errorf("processes left: %v", left)
			}
		})
	}
}

// TestLostProfiles: what a killed program left is wiped by the next browser.
func TestLostProfiles(t *testing.T) {
	t.Parallel()
	s := launcher(t, nil)
	dead := exec.Command("true")
	if err := dead.Run(); err != nil {
		t.Skip("SKIPPED: no program to run")
	}
	lost := filepath.Join(s.temp, fmt.Sprintf("whohasme-browser-%d-1", dead.Process.Pid))
	alive := filepath.Join(s.temp, fmt.Sprintf("whohasme-browser-%d-1", os.Getppid()))
	for _, dir := range []string{lost, alive} {
		if err := os.MkdirAll(filepath.Join(dir, "Default"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	site := serve(t, map[string]http.HandlerFunc{"/": html(`<p class="hit">x</p>`)})
	if _, err := s.get(t, site.broker(), site.address(t, "/")); err != nil {
		t.Fatal(err)
	}
	list, err := filepath.Glob(filepath.Join(s.temp, "*"))
	if err != nil || len(list) != 1 || list[0] != alive {
		t.Errorf("left: %v", list)
	}
}

// TestProxy: the person's own proxy carries everything, secure pages too, and
// is never passed by.
func TestProxy(t *testing.T) {
	t.Parallel()
	site := serve(t, map[string]http.HandlerFunc{"/": html(`<p class="hit">x</p>`)})
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `<p class="hit">x</p>`) }))
	secure.Config.ErrorLog = nil
	t.Cleanup(secure.Close)
	var plain, tunnels atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect {
			tunnels.Add(1)
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		plain.Add(1)
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		defer res.Body.Close()
		w.WriteHeader(res.StatusCode)
		var b bytes.Buffer
		_, _ = b.ReadFrom(res.Body) // what came is passed on
		_, _ = w.Write(b.Bytes())
	}))
	t.Cleanup(func() { proxy.Close(); http.DefaultTransport.(*http.Transport).CloseIdleConnections() })
	s := launcher(t, func(_ *browser.Options, c *crawl.Options) { c.Proxy = proxy.URL })
	if _, err := s.get(t, site.broker(), site.address(t, "/")); err != nil || plain.Load() != 2 {
		t.Errorf("%v, %d requests over the proxy, want robots.txt and the page", err, plain.Load())
	}
	b := site.broker()
	b.Domain = strings.TrimPrefix(secure.URL, "https://")
	u := *site.address(t, "/")
	u.Scheme, u.Host = "https", b.Domain
	_, err := s.get(t, b, &u)
	if f := new(scan.Fault); !errors.As(err, &f) || f.Outcome != scan.Unreachable || tunnels.Load() == 0 {
		t.Errorf("%v, %d tunnels", err, tunnels.Load())
	}
	dead, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead.Close()
	asked := len(site.requests())
	s = launcher(t, func(_ *browser.Options, c *crawl.Options) { c.Proxy = "socks5://" + dead.Addr().String() })
	_, err = s.get(t, site.broker(), site.address(t, "/"))
	if f := new(scan.Fault); !errors.As(err, &f) || f.Outcome != scan.Unreachable || len(site.requests()) != asked {
		t.Errorf("a proxy that is down: %v", err)
	}
}

// TestFind: the browser named, the one that is there, or none.
func TestFind(t *testing.T) {
	if _, err := browser.Find(browser.None, os.Getenv); !errors.Is(err, browser.ErrNone) {
		t.Errorf("none: %v", err)
	}
	if _, err := browser.Find(filepath.Join(t.TempDir(), "margaret"), os.Getenv); err == nil || errors.Is(err, browser.ErrNone) || strings.Contains(err.Error(), "margaret") {
		t.Errorf("no such program: %v", err)
	}
	path, _ := recorder(t)
	if got, err := browser.Find(path, os.Getenv); err != nil || got != path {
		t.Errorf("%s, %v", got, err)
	}
	t.Setenv("PATH", filepath.Dir(path))
	if err := os.Rename(path, filepath.Join(filepath.Dir(path), "chromium")); err != nil {
		t.Fatal(err)
	}
	if got, err := browser.Find("", os.Getenv); err != nil && !errors.Is(err, browser.ErrNone) || err == nil && filepath.Base(got) == "browser" {
		t.Errorf("%s, %v", got, err)
	}
}
