package browser_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/crawl/browser"
)

// silent are the outcomes of pages that say nothing; which of them it is may
// hang on the moment.
func silent(o scan.Outcome) bool { return o == scan.Unreadable || o == scan.Unreachable }

// TestHostilePages: what pages do to those who look at them. None hangs the
// look, none is taken for an answer that it does not give, and what robots.txt
// forbids is not asked for by any way.
func TestHostilePages(t *testing.T) {
	drawn := `;setTimeout(function(){document.getElementById("app").innerHTML='<p class="hit">x</p>'},900)`
	ask := func(code string) http.HandlerFunc { return script(`try{` + code + `}catch(e){}` + drawn) }
	secret := map[string]http.HandlerFunc{"/robots.txt": robots("/secret"), "/secret": html("")}
	for _, c := range []struct {
		name string
		page http.HandlerFunc
		want scan.Outcome // UnknownOutcome: no fault
	}{
		{"a frame that robots forbid", ask(`var f=document.createElement("iframe");f.src="/secret";document.body.append(f)`), 0},
		{"a frame that leads on to what robots forbid", ask(`var f=document.createElement("iframe");f.src="/away";document.body.append(f)`), 0},
		{"a frame within a frame", ask(`var f=document.createElement("iframe");f.srcdoc="<iframe src=/secret></iframe>";document.body.append(f)`), 0},
		{"a sandboxed frame", ask(`var f=document.createElement("iframe");f.sandbox="allow-scripts";f.srcdoc="<script>fetch('/secret',{mode:'no-cors'});new Image().src='/secret'<\/script>";document.body.append(f)`), 0},
		{"a frame that keeps to itself", ask(`var f=document.createElement("iframe");f.src="/alone";document.body.append(f)`), 0},
		{"a form into a frame", ask(`var f=document.createElement("form");f.method="post";f.action="/secret";f.target="x";var i=document.createElement("iframe");i.name="x";document.body.append(i,f);f.submit()`), 0},
		{"a worker", ask(`new Worker(URL.createObjectURL(new Blob(["fetch('"+location.origin+"/secret',{mode:'no-cors'});importScripts('"+location.origin+"/secret')"])))`), 0},
		{"a worker of a worker", ask(`new Worker(URL.createObjectURL(new Blob(["new Worker(URL.createObjectURL(new Blob([\"fetch('"+location.origin+"/secret')\"])))"])))`), 0},
		{"a shared worker", ask(`new SharedWorker(URL.createObjectURL(new Blob(["fetch('"+location.origin+"/secret')"])))`), 0},
		{"a service worker", ask(`navigator.serviceWorker.register("/secret")`), 0},
		{"a socket", ask(`new WebSocket("ws://"+location.host+"/secret")`), 0},
		{"a socket in a worker", ask(`new Worker(URL.createObjectURL(new Blob(["new WebSocket('ws://"+location.host+"/secret')"])))`), 0},
		{"a stream", ask(`new WebTransport("https://"+location.host+"/secret")`), 0},
		{"an event source", ask(`new EventSource("/secret")`), 0},
		{"a beacon", ask(`navigator.sendBeacon("/secret","x");fetch("/secret",{method:"POST",keepalive:true})`), 0},
		{"a worklet", ask(`CSS.paintWorklet.addModule("/secret")`), 0},
		{"a script of another kind", ask(`import("/secret")`), 0},
		{"pictures, by every way", ask(`new Image().src="/secret";document.body.style.background="url(/secret)";document.body.insertAdjacentHTML("beforeend","<object data=/secret></object><embed src=/secret><audio src=/secret></audio><svg><image href=/secret /></svg><input type=image src=/secret>")`), 0},
		{"a report", ask(`document.head.insertAdjacentHTML("beforeend","<meta http-equiv=Content-Security-Policy content=\"img-src 'none'; report-uri /secret\">");new Image().src="/x.png"`), 0},
		{"permissions", ask(`navigator.geolocation.getCurrentPosition(function(){});Notification.requestPermission();navigator.mediaDevices&&navigator.mediaDevices.getUserMedia({audio:true});navigator.clipboard&&navigator.clipboard.readText()`), 0},
		{"print, and a file picker", ask(`window.print();showSaveFilePicker()`), 0},
		{"a page that will not be left", ask(`onbeforeunload=function(e){e.preventDefault();return "stay"}`), 0},
		{"fullscreen and a locked pointer", ask(`document.documentElement.requestFullscreen();document.body.requestPointerLock()`), 0},
		{"frames by the hundred", ask(`var n=0,i=setInterval(function(){var f=document.createElement("iframe");f.src="/f"+Math.random();document.body.append(f);if(++n>300)clearInterval(i)},5)`), 0},
		{"a password is asked for", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
			w.WriteHeader(http.StatusUnauthorized)
		}, scan.Blocked},
		{"a refresh that robots forbid", html(`<meta http-equiv=refresh content="0; url=/secret">`), scan.Disallowed},
		{"a refresh without end", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Refresh", "0")
			html(`<p>x</p>`)(w, nil)
		}, scan.Unreachable},
		{"addresses without end", script(`location.href="/?n="+Math.random()`), scan.Unreachable},
		{"addresses without end, in a frame's name", script(`setTimeout(function(){location.replace("/?n="+Math.random())},50)`), scan.Unreachable},
		{"a document that is written without end", script(`setInterval(function(){document.write("<p>word</p>".repeat(5000))},10)`), scan.Unreadable},
		{"a hundred megabytes of elements", script(`setTimeout(function(){var s="<div><b>some words here</b></div>".repeat(100000);for(var i=0;i<30;i++)document.body.insertAdjacentHTML("beforeend",s)},100)`), scan.Unreadable},
		{"a hundred megabytes in a closed root", script(`setTimeout(function(){var r=document.getElementById("app").attachShadow({mode:"closed"});for(var i=0;i<25;i++)r.append("x".repeat(4<<20))},100)`), scan.Unreadable},
		{"elements a hundred thousand deep", script(`setTimeout(function(){var e=document.body;for(var i=0;i<100000;i++){var n=document.createElement("div");e.append(n);e=n}},100)`), scan.Unreadable},
		{"a crash", script(`setTimeout(function(){location.href="chrome://crash"},100)`), scan.Unreadable},
		{"a page of the browser's own", script(`location.href="chrome://version"`), scan.Unreadable},
		{"a file", script(`location.href="file:///etc/passwd"`), scan.Unreadable},
		{"a program's address", script(`location.href="mailto:x@example.org"` + drawn), 0},
		{"data for an address", script(`location.href="data:text/html,<p class=none>none"`), scan.Unreadable},
		{"the page is never finished", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, `<!DOCTYPE html><body><p class="none">none</p>`+strings.Repeat(" ", 4096))
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, scan.Unreachable},
		{"memory without end", script(`setTimeout(function(){var a=[];for(;;)a.push(new Array(1e6).fill(Math.random()))},100)`), scan.Unreadable},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pages := map[string]http.HandlerFunc{"/": c.page, "/away": http.RedirectHandler("/secret", http.StatusFound).ServeHTTP, "/alone": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Origin-Agent-Cluster", "?1")
				html(`<script>fetch("/secret")</script>`)(w, r)
			}}
			for path, h := range secret {
				pages[path] = h
			}
			s, site := launcher(t, func(o *browser.Options, _ *crawl.Options) {
				if c.want == 0 {
					o.Draw = 20 * time.Second // not what is tried here
				}
			}), serve(t, pages)
			began := time.Now()
			p, err := s.get(t, site.broker(), site.address(t, "/"))
			var f *scan.Fault
			switch {
			case c.want == 0 && (err != nil || !strings.Contains(p.HTML, `class="hit"`)):
				t.Errorf("error %v", err)
			case c.want != 0 && (!errors.As(err, &f) || f.Outcome != c.want && !(silent(c.want) && silent(f.Outcome))):
				t.Errorf("%v, want %s", err, c.want)
			}
			for _, path := range site.requests() {
				if path == "/secret" {
					t.Errorf("%s was asked for", path)
				}
			}
			if n := len(site.requests()); n > 60 {
				t.Errorf("%d requests", n)
			}
			if d := time.Since(began); d > 45*time.Second {
				t.Errorf("it took %s", d)
			}
			s.empty(t)
			if left := browsers(s.temp); len(left) > 0 {
				t.Errorf("processes left: %v", left)
			}
		})
	}
}
