package hostile

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// longRules is a small file that unpacks to a large one.
var longRules = sync.OnceValue(func() string { return gzipped("User-agent: *\nAllow: /\n" + strings.Repeat("#\n", 10<<20)) })

// robots are what can become of robots.txt. The site lists the subject.
func robots() []*Behaviour {
	of := func(name, want, because string, serve serving) *Behaviour {
		return &Behaviour{Name: "robots/" + name, Want: wants(want), Because: because, robots: serve, serve: page(found)}
	}
	status := func(code int, text string) serving {
		return func(_ *Site, w http.ResponseWriter, _ *asking) { w.WriteHeader(code); write(w, text) }
	}
	says := func(text string) serving {
		return func(_ *Site, w http.ResponseWriter, _ *asking) {
			w.Header().Set("Content-Type", "text/plain")
			write(w, text)
		}
	}
	list := []*Behaviour{
		of("forbids", "disallowed", "everything is forbidden to everybody", says("User-agent: *\nDisallow: /\n")),
		of("forbids-us", "disallowed", "everything is forbidden to this program alone", says("User-agent: *\nAllow: /\n\nUser-agent: whohasme\nDisallow: /\n")),
		of("forbids-others", "found", "everything is forbidden to other programs", says("User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /private\n")),
		of("forbids-by-wildcard", "disallowed", "searches are forbidden by a pattern", says("User-agent: *\nDisallow: /*fenwright*\nDisallow: /*-smith\n")),
		of("windows-lines", "disallowed", "the lines end as on Windows, after a byte order mark", says("\xef\xbb\xbfUser-agent: *\r\nDisallow: /name\r\n")),
		of("old-mac-lines", "disallowed", "the lines end as they did on old machines", says("User-agent: *\rDisallow: /name/\r")),
		of("huge", "found", "50 MB, with the rules at the beginning", func(_ *Site, w http.ResponseWriter, _ *asking) {
			write(w, "User-agent: *\nAllow: /name/\nDisallow: /private\n")
			filler := strings.Repeat("# nothing to see here, move along please\n", 1600)
			for range 800 {
				if _, err := w.Write([]byte(filler)); err != nil {
					return
				}
			}
		}),
		of("huge-line", "found", "one line of 2 MB", says("User-agent: *\nAllow: /\n#"+strings.Repeat("x", 2<<20))),
		of("500", "disallowed", "a fault of the server", status(500, "")),
		of("503", "disallowed", "a server that has no time", status(503, "")),
		of("403", "found or disallowed", "the file itself may not be read", status(403, "no")),
		of("404", "found", "there is no such file", status(404, "no")),
		of("html", "found", "a page in place of the file, with status 200", page(func(string) string {
			return "<!doctype html><html><body><h1>Not found</h1><p>Disallow: what?</p></body></html>"
		})),
		of("redirect", "found", "the file has moved within the site", turn("/files/robots.txt")),
		of("redirect-away", "disallowed", "the file is said to be with another company", func(_ *Site, w http.ResponseWriter, a *asking) {
			http.Redirect(w, a.Request, "http://other.example/robots.txt", http.StatusMovedPermanently)
		}),
		of("redirect-private", "disallowed or unreachable", "the file is said to be in a private network", func(_ *Site, w http.ResponseWriter, a *asking) {
			http.Redirect(w, a.Request, "http://192.168.0.1/robots.txt", http.StatusFound)
		}),
		of("redirect-circle", "found or disallowed", "the file moves for ever", func(_ *Site, w http.ResponseWriter, a *asking) {
			http.Redirect(w, a.Request, "/robots.txt", http.StatusFound)
		}),
		of("slow", "unreachable or disallowed", "the file never comes", func(s *Site, _ http.ResponseWriter, a *asking) { s.wait(a, time.Minute) }),
		of("stalls", "disallowed or unreachable", "the file stops after its first line", func(s *Site, w http.ResponseWriter, a *asking) {
			w.Header().Set("Content-Length", "500")
			write(w, "User-agent: *\n")
			w.(http.Flusher).Flush()
			s.wait(a, time.Minute)
		}),
		of("reset", "disallowed or unreachable", "the connection is reset when the file is asked for", func(s *Site, w http.ResponseWriter, _ *asking) { hijack(s, w, "", true) }),
		of("cut", "disallowed", "the file breaks off", func(s *Site, w http.ResponseWriter, _ *asking) {
			hijack(s, w, "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\nUser-agent: *\nDisallow: /priv", false)
		}),
		of("gzip-bomb", "disallowed or found", "the file is a bomb", func(_ *Site, w http.ResponseWriter, _ *asking) {
			w.Header().Set("Content-Encoding", "gzip")
			write(w, longRules())
		}),
		of("challenge", "found or blocked or disallowed", "a wall stands before the file alone", status(403, `<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>`)),
		of("nul", "found", "NUL bytes between the rules", says("User-agent: *\n\x00\x00\nDisallow: /private\x00\n")),
		of("delay", "found", "a delay that would last longer than the evening, on loopback a small one", says("User-agent: *\nCrawl-delay: 0.1\n")),
	}
	for _, b := range list {
		if b.Name == "robots/gzip-bomb" {
			b.ready = func() { longRules() }
		}
	}
	return list
}
