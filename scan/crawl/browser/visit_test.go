package browser_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/scan"
)

const later = `setTimeout(function(){var d=document.createElement("div");d.className="hit";d.textContent="Somebody";document.getElementById("app").appendChild(d)},300)`

// TestDrawn: what a script draws is read, with status, headers, address and
// picture; the visitor says who it is, and leaves nothing behind.
func TestDrawn(t *testing.T) {
	t.Parallel()
	s := launcher(t, nil)
	site := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Sign", "seen")
		script(later)(w, r)
	}})
	p, err := s.get(t, site.broker(), site.address(t, "/?q=1"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.HTML, `<div class="hit">Somebody</div>`) || p.Status != 200 || p.Header.Get("X-Sign") != "seen" || p.URL.String() != site.URL+"/?q=1" {
		t.Errorf("status %d at %s, %d bytes", p.Status, p.URL, len(p.HTML))
	}
	if !bytes.HasPrefix(p.Shot, []byte("\x89PNG")) {
		t.Error("there is no picture")
	}
	for a := range site.agent {
		if !strings.Contains(a, "whohasme/test (+https://") {
			t.Errorf("the visitor calls itself %q", a)
		}
	}
	if got := fmt.Sprint(site.requests()); got != "[/robots.txt /]" {
		t.Errorf("asked for %s", got)
	}
	s.empty(t)
}

// TestOutcomes: pages as they are met, and what each comes to.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	patient, hasty := stands(t, 2, nil), stands(t, 2, brief)
	put := func(class string) string {
		return `document.getElementById("app").innerHTML='<p class="` + class + `">x</p>';`
	}
	for _, c := range []struct {
		name  string
		pages map[string]http.HandlerFunc
		want  scan.Outcome // UnknownOutcome: no fault
		why   string       // "": whatever
	}{
		{"records", map[string]http.HandlerFunc{"/": html(`<p class="hit">x</p>`)}, 0, ""},
		{"a clock that never stops", map[string]http.HandlerFunc{"/": script(put("hit") + `setInterval(function(){document.title=Date()+Math.random()},20)`)}, 0, ""},
		{"nothing is ever drawn", map[string]http.HandlerFunc{"/": script(``)}, scan.Unreadable, ""},
		{"records without end", map[string]http.HandlerFunc{"/": script(`setInterval(function(){var e=document.createElement("p");e.className="hit";document.body.appendChild(e)},200)`)}, scan.Unreadable, moment},
		{"an endless script", map[string]http.HandlerFunc{"/": script(`setTimeout(function(){while(true);},200)`)}, scan.Unreadable, moment},
		{"an endless script at once", map[string]http.HandlerFunc{"/": script(`while(true);`)}, scan.Unreadable, moment},
		{"alerts", map[string]http.HandlerFunc{"/": script(`alert(1);confirm(2);prompt(3);` + put("hit"))}, 0, ""},
		{"alerts without end", map[string]http.HandlerFunc{"/": script(`while(true)alert(1);`)}, scan.Unreadable, moment},
		{"a file beside the page", map[string]http.HandlerFunc{"/": html(`<p class="hit">x</p><a id=d download=x href="/file">x</a><script>document.getElementById("d").click()</script>`), "/file": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Disposition", "attachment; filename=x.zip")
			w.WriteHeader(http.StatusOK)
		}}, 0, ""},
		{"404", map[string]http.HandlerFunc{}, scan.Unreadable, "404"},
		{"403", map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(403); html("no")(w, r) }}, scan.Blocked, "403"},
		{"503", map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(503) }}, scan.Unreachable, "503"},
		{"a download", map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/zip")
			w.Header().Set("Content-Disposition", "attachment; filename=x.zip")
			fmt.Fprint(w, "PK\x03\x04")
		}}, scan.Unreadable, "file"},
		{"a document too large", map[string]http.HandlerFunc{"/": script(put("hit") + `document.body.appendChild(document.createTextNode("x".repeat(9<<20)))`)}, scan.Unreadable, ""},
		{"a body too large", map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
			for range 2000 {
				if _, err := w.Write(bytes.Repeat([]byte("<!--xxxx-->\n"), 8<<10)); err != nil {
					return
				}
			}
		}}, scan.Unreadable, moment},
		{"a body cut off", map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "100000")
			html(`<p class="none">none</p>`)(w, r)
		}}, scan.Unreachable, "broken off"},
		{"a slow drip", map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, `<body><p class="none">none</p>`+strings.Repeat(" ", 2000))
			for range 200 {
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-time.After(100 * time.Millisecond):
				}
			}
		}}, scan.Unreachable, moment},
		{"silence after the headers", map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}}, scan.Unreachable, moment},
		{"a redirect to a foreign host", map[string]http.HandlerFunc{"/": http.RedirectHandler("http://127.0.0.1:9/", http.StatusFound).ServeHTTP}, scan.Unreachable, "forbidden redirect"},
		{"a script that leads to a foreign host", map[string]http.HandlerFunc{"/": script(`location.href="http://127.0.0.1:9/"`)}, scan.Unreachable, "forbidden redirect"},
		{"a script that leads to a page that robots forbid", map[string]http.HandlerFunc{"/": script(put("none") + `setTimeout(function(){location.href="/secret"},500)`), "/secret": html(`<p class="none">`)}, scan.Disallowed, "robots"},
		{"a redirect to a page that robots forbid", map[string]http.HandlerFunc{"/": http.RedirectHandler("/secret", http.StatusFound).ServeHTTP, "/secret": html(`<p class="none">`)}, scan.Disallowed, "robots"},
		{"a page that robots forbid", map[string]http.HandlerFunc{"/secret": html(`<p class="none">`)}, scan.Disallowed, "robots"},
		{"data that robots forbid", map[string]http.HandlerFunc{"/": script(`fetch("/secret/data").then(function(){` + put("none") + `})`), "/secret/data": html("")}, scan.Disallowed, "robots"},
		{"a circle of redirects", map[string]http.HandlerFunc{"/": http.RedirectHandler("/", http.StatusFound).ServeHTTP}, scan.Unreachable, "circle"},
		{"a page that loads itself again", map[string]http.HandlerFunc{"/": script(`location.reload()`)}, scan.Unreachable, "circle"},
		{"a form that sends itself", map[string]http.HandlerFunc{"/": html(`<form method=post action="/x"><input name=a></form><script>document.forms[0].submit()</script>`), "/x": html(`<p class="none">`)}, scan.Unreachable, "form"},
		{"a refresh", map[string]http.HandlerFunc{"/": html(`<meta http-equiv=refresh content="0; url=/next">`), "/next": html(`<p class="hit">x</p>`)}, 0, ""},
		{"a redirect", map[string]http.HandlerFunc{"/": http.RedirectHandler("/next", http.StatusFound).ServeHTTP, "/next": html(`<p class="hit">x</p>`)}, 0, ""},
		{"nobody, said before the data comes", map[string]http.HandlerFunc{"/": script(put("none") + `setTimeout(function(){fetch("/data").then(function(){` + put("hit") + `})},800)`), "/data": func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(1500 * time.Millisecond)
		}}, 0, ""},
		{"nobody, said before a slow page that it leads to", map[string]http.HandlerFunc{"/": script(put("none") + `location.href="/next"`), "/next": func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(3500 * time.Millisecond)
			html(`<p class="hit">x</p>`)(w, r)
		}}, 0, ""},
		{"records, and then a file and an address of a program", map[string]http.HandlerFunc{"/": script(put("hit") + `location.href="mailto:x@example.org";setTimeout(function(){location.href="/file"},300)`), "/file": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Disposition", "attachment; filename=x.zip")
		}}, 0, ""},
		{"pop-ups, frames, workers, pictures and beacons", map[string]http.HandlerFunc{
			"/":      html(`<p class="hit">x</p><iframe src="http://127.0.0.1:9/extra/frame"></iframe><iframe src="/none"></iframe><img src="/extra/img.png"><video src="/extra/v.mp4"></video><link rel=prefetch href="/extra/p"><link rel=icon href="/extra/i"><style>@font-face{font-family:f;src:url(/extra/f.woff)}p{font-family:f}</style><script>window.open("/extra/pop");navigator.sendBeacon("/extra/beacon");try{navigator.serviceWorker.register("/extra/sw.js")}catch(e){};var a=document.createElement("a");a.href="/extra/blank";a.target="_blank";document.body.appendChild(a);a.click();</script>`),
			"/extra": nil,
		}, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pool, path := patient, "/"
			if c.why == moment {
				pool = hasty
			}
			if c.pages["/"] == nil && c.pages["/secret"] != nil {
				path = "/secret"
			}
			s := <-pool
			defer func() { pool <- s }()
			p, err := s.look(t, c.pages, path)
			var f *scan.Fault
			switch {
			case c.want == 0 && (err != nil || !strings.Contains(p.HTML, `class="hit"`)):
				t.Errorf("error %v", err)
			case c.want == 0:
			case !errors.As(err, &f), c.why == moment && !silent(f.Outcome), c.why != moment && (f.Outcome != c.want || !strings.Contains(f.Why, c.why)):
				t.Errorf("%v, want %s (%s)", err, c.want, c.why)
			}
			for _, path := range s.requests() {
				if strings.HasPrefix(path, "/extra") || strings.HasPrefix(path, "/secret") || path == "/x" {
					t.Errorf("%s was asked for", path)
				}
			}
		})
	}
}

// moment marks pages of which it hangs on the moment and the machine which of
// the silent outcomes they come to.
const moment = "moment"

func robots(path string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, "User-agent: *\nDisallow: %s\n", path) }
}
