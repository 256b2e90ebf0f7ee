package browser_test

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

// silent are the outcomes of pages that say nothing; which of them it is may
// hang on the moment.
func silent(o scan.Outcome) bool { return o == scan.Unreadable || o == scan.Unreachable }

// ways are what scripts do to ask for something in the page's name. Each asks
// for an address of its own below /secret.
var ways = [][2]string{
	{"a frame that robots forbid", `var f=document.createElement("iframe");f.src="/secret";document.body.append(f)`},
	{"a frame that leads on to what robots forbid", `var f=document.createElement("iframe");f.src="/away";document.body.append(f)`},
	{"a frame within a frame", `var f=document.createElement("iframe");f.srcdoc="<iframe src=/secret></iframe>";document.body.append(f)`},
	{"a sandboxed frame", `var f=document.createElement("iframe");f.sandbox="allow-scripts";f.srcdoc="<script>fetch('/secret',{mode:'no-cors'});new Image().src='/secret'<\/script>";document.body.append(f)`},
	{"a frame that keeps to itself", `var f=document.createElement("iframe");f.src="/alone";document.body.append(f)`},
	{"a form into a frame", `var f=document.createElement("form");f.method="post";f.action="/secret";f.target="x";var i=document.createElement("iframe");i.name="x";document.body.append(i,f);f.submit()`},
	{"a worker", `new Worker(URL.createObjectURL(new Blob(["fetch('"+location.origin+"/secret',{mode:'no-cors'});importScripts('"+location.origin+"/secret')"])))`},
	{"a worker of a worker", `new Worker(URL.createObjectURL(new Blob(["new Worker(URL.createObjectURL(new Blob([\"fetch('"+location.origin+"/secret')\"])))"])))`},
	{"a shared worker", `new SharedWorker(URL.createObjectURL(new Blob(["fetch('"+location.origin+"/secret')"])))`},
	{"a service worker", `navigator.serviceWorker.register("/secret")`},
	{"a socket", `new WebSocket("ws://"+location.host+"/secret")`},
	{"a socket in a worker", `new Worker(URL.createObjectURL(new Blob(["new WebSocket('ws://"+location.host+"/secret')"])))`},
	{"a stream", `new WebTransport("https://"+location.host+"/secret")`},
	{"an event source", `new EventSource("/secret")`},
	{"a beacon", `navigator.sendBeacon("/secret","x");fetch("/secret",{method:"POST",keepalive:true})`},
	{"a worklet", `CSS.paintWorklet.addModule("/secret")`},
	{"a script of another kind", `import("/secret")`},
	{"pictures, by every way", `new Image().src="/secret";document.body.style.background="url(/secret)";document.body.insertAdjacentHTML("beforeend","<object data=/secret></object><embed src=/secret><audio src=/secret></audio><svg><image href=/secret /></svg><input type=image src=/secret>")`},
	{"permissions", `navigator.geolocation.getCurrentPosition(function(){});Notification.requestPermission();navigator.mediaDevices&&navigator.mediaDevices.getUserMedia({audio:true});navigator.clipboard&&navigator.clipboard.readText()`},
	{"print, and a file picker", `window.print();showSaveFilePicker()`},
	{"fullscreen and a locked pointer", `document.documentElement.requestFullscreen();document.body.requestPointerLock()`},
}

// TestForbidden: what robots.txt forbids is not asked for in any of the ways,
// all of which one page tries.
func TestForbidden(t *testing.T) {
	t.Parallel()
	s := <-stands(t, 1, nil)
	code := ""
	for i, w := range ways {
		code += "try{" + strings.ReplaceAll(w[1], "/secret", fmt.Sprint("/secret/", i)) + "}catch(e){}"
	}
	p, err := s.look(t, map[string]http.HandlerFunc{
		"/": script(code + drawn), "/away": http.RedirectHandler("/secret/away", http.StatusFound).ServeHTTP,
		"/alone": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Origin-Agent-Cluster", "?1")
			html(`<script>fetch("/secret/alone")</script>`)(w, r)
		},
	}, "/")
	if err != nil || !strings.Contains(p.HTML, `class="hit"`) {
		t.Errorf("error %v", err)
	}
	asked := map[string]bool{}
	for _, path := range s.requests() {
		asked[path] = true
		rest, ok := strings.CutPrefix(path, "/secret")
		if i, err := strconv.Atoi(strings.TrimPrefix(rest, "/")); err == nil && i < len(ways) {
			rest = ways[i][0]
		}
		if ok {
			t.Errorf("%s: %s was asked for", rest, path)
		}
	}
	if !asked["/away"] || !asked["/alone"] {
		t.Error("the ways were not tried")
	}
}

// drawn ends a script that tries something.
const drawn = `;setTimeout(function(){document.getElementById("app").innerHTML='<p class="hit">x</p>'},900)`

// TestHostilePages: what pages do to those who look at them. None hangs the
// look, none is taken for an answer that it does not give, and none leads to
// what robots.txt forbids.
func TestHostilePages(t *testing.T) {
	t.Parallel()
	patient, hasty := stands(t, 2, nil), stands(t, 2, brief)
	ask := func(code string) http.HandlerFunc { return script(`try{` + code + `}catch(e){}` + drawn) }
	for _, c := range []struct {
		name  string
		page  http.HandlerFunc
		want  scan.Outcome // UnknownOutcome: no fault
		brief bool         // only patience comes to an end
	}{
		{"a report", ask(`document.head.insertAdjacentHTML("beforeend","<meta http-equiv=Content-Security-Policy content=\"img-src 'none'; report-uri /secret\">");new Image().src="/x.png"`), 0, false},
		{"a page that will not be left", ask(`onbeforeunload=function(e){e.preventDefault();return "stay"}`), 0, false},
		{"frames by the hundred", ask(`var n=0,i=setInterval(function(){var f=document.createElement("iframe");f.src="/f"+Math.random();document.body.append(f);if(++n>300)clearInterval(i)},5)`), 0, false},
		{"a password is asked for", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
			w.WriteHeader(http.StatusUnauthorized)
		}, scan.Blocked, false},
		{"a refresh that robots forbid", html(`<meta http-equiv=refresh content="0; url=/secret">`), scan.Disallowed, false},
		{"a refresh without end", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Refresh", "0")
			html(`<p>x</p>`)(w, nil)
		}, scan.Unreachable, false},
		{"addresses without end", script(`location.href="/?n="+Math.random()`), scan.Unreachable, false},
		{"addresses without end, in a frame's name", script(`setTimeout(function(){location.replace("/?n="+Math.random())},50)`), scan.Unreachable, false},
		{"a document that is written without end", script(`setInterval(function(){document.write("<p>word</p>".repeat(5000))},10)`), scan.Unreadable, true},
		{"a hundred megabytes of elements", script(`setTimeout(function(){var s="<div><b>some words here</b></div>".repeat(100000);for(var i=0;i<30;i++)document.body.insertAdjacentHTML("beforeend",s)},100)`), scan.Unreadable, true},
		{"a hundred megabytes in a closed root", script(`setTimeout(function(){var r=document.getElementById("app").attachShadow({mode:"closed"});for(var i=0;i<25;i++)r.append("x".repeat(4<<20))},100)`), scan.Unreadable, true},
		{"elements a hundred thousand deep", script(`setTimeout(function(){var e=document.body;for(var i=0;i<100000;i++){var n=document.createElement("div");e.append(n);e=n}},100)`), scan.Unreadable, true},
		{"a crash", script(`setTimeout(function(){location.href="chrome://crash"},100)`), scan.Unreadable, false},
		{"a page of the browser's own", script(`location.href="chrome://version"`), scan.Unreadable, false},
		{"a file", script(`location.href="file:///etc/passwd"`), scan.Unreadable, false},
		{"a program's address", script(`location.href="mailto:x@example.org"` + drawn), 0, false},
		{"data for an address", script(`location.href="data:text/html,<p class=none>none"`), scan.Unreadable, false},
		{"the page is never finished", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, `<!DOCTYPE html><body><p class="none">none</p>`+strings.Repeat(" ", 4096))
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, scan.Unreachable, true},
		{"memory without end", script(`setTimeout(function(){var a=[];for(;;)a.push(new Array(1e6).fill(Math.random()))},100)`), scan.Unreadable, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pool := patient
			if c.brief {
				pool = hasty
			}
			s := <-pool
			defer func() { pool <- s }()
			began := time.Now()
			p, err := s.look(t, map[string]http.HandlerFunc{"/": c.page, "/secret": html("")}, "/")
			var f *scan.Fault
			switch {
			case c.want == 0 && (err != nil || !strings.Contains(p.HTML, `class="hit"`)):
				t.Errorf("error %v", err)
			case c.want != 0 && (!errors.As(err, &f) || f.Outcome != c.want && !(silent(c.want) && silent(f.Outcome))):
				t.Errorf("%v, want %s", err, c.want)
			}
			for _, path := range s.requests() {
				if path == "/secret" {
					t.Errorf("%s was asked for", path)
				}
			}
			if n := len(s.requests()); n > 60 {
				t.Errorf("%d requests", n)
			}
			if d := time.Since(began); d > time.Minute {
				t.Errorf("it took %s", d)
			}
		})
	}
}
