package hostile

import (
	"net/http"
	"strconv"
)

// redirects are answers that send the visitor elsewhere.
func redirects() []*Behaviour {
	to := func(name, want, because, where string) *Behaviour {
		return &Behaviour{Name: "redirect/" + name, Want: wants(want), Because: because, serve: func(_ *Site, w http.ResponseWriter, _ *asking) {
			w.Header().Set("Location", where)
			w.WriteHeader(http.StatusFound)
		}}
	}
	list := []*Behaviour{
		to("private", "unreachable", "to an address of a private network", "http://10.0.0.1/admin"),
		to("private-decimal", "unreachable", "to a private address written as one number", "http://167772161/"),
		to("private-octal", "unreachable", "to loopback in octal", "http://0177.0.0.1:1/"),
		to("private-ipv6", "unreachable", "to a private address of IPv6", "http://[fd00::1]/"),
		to("mapped-ipv6", "unreachable", "to a private address inside one of IPv6", "http://[::ffff:10.0.0.1]/"),
		to("metadata", "unreachable", "to the metadata of a cloud", "http://169.254.169.254/latest/meta-data/"),
		to("metadata-name", "unreachable", "to the metadata of a cloud by its name", "http://metadata.google.internal/"),
		to("other-port", "unreachable", "to another port of the same machine", "http://127.0.0.1:9/"),
		to("localhost", "unreachable", "to the visitor's own machine by its name", "http://localhost:631/"),
		to("unspecified", "unreachable", "to the address that means every address", "http://0.0.0.0:22/"),
		to("other-host", "unreachable", "to another company", "http://other.example/name"),
		to("scheme-relative", "unreachable", "to another company without saying how", "//other.example/name"),
		to("file", "unreachable", "to a file of the visitor", "file:///etc/passwd"),
		to("javascript", "unreachable", "to a script", "javascript:alert(1)"),
		to("data", "unreachable", "to a page inside the address", "data:text/html,<p class=none>No records</p>"),
		to("password", "unreachable", "to an address with a password in it", "http://user:secret@127.0.0.1/"),
		to("backslash", "unreachable", "to an address that browsers and programs read differently", `http:\\other.example\name`),
		to("broken", "unreachable", "to an address that cannot be read", "http://%zz%/"),
		to("control", "unreachable", "to an address with a line break in it", "http://other.example/%0d%0aSet-Cookie:x=1"),
		to("nowhere", "unreadable or unreachable", "with a Location that is empty", ""),
		to("itself", "unreachable", "to itself, for ever", "?"),
	}
	list = append(list,
		&Behaviour{Name: "redirect/without-location", Want: wants("unreadable or unreachable"), Because: "status 302 without a Location, with the sign as its page", serve: func(_ *Site, w http.ResponseWriter, a *asking) {
			w.WriteHeader(http.StatusFound)
			write(w, nothing(a.name))
		}},
		&Behaviour{Name: "redirect/300", Want: wants("unreadable or unreachable"), Because: "status 300 with several choices", serve: func(_ *Site, w http.ResponseWriter, a *asking) {
			w.WriteHeader(http.StatusMultipleChoices)
			write(w, nothing(a.name))
		}},
		&Behaviour{Name: "redirect/long", Want: wants("unreachable"), Because: "thirty in a row, each to another address", serve: hop, other: map[string]serving{"/hop/": hop}},
		&Behaviour{Name: "redirect/circle", Want: wants("unreachable"), Because: "two addresses that send to each other", serve: turn("/b"), other: map[string]serving{"/a": turn("/b"), "/b": turn("/a")}},
		&Behaviour{Name: "redirect/cookie", Want: wants("found"), Because: "once to itself, to set a cookie", serve: func(_ *Site, w http.ResponseWriter, a *asking) {
			if _, err := a.Cookie("seen"); err != nil {
				http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
				http.Redirect(w, a.Request, a.URL.Path, http.StatusFound)
				return
			}
			write(w, found(a.name))
		}},
		&Behaviour{Name: "redirect/canonical", Want: wants("found"), Because: "to the address that the site prefers", serve: turn("/people/odalys-fenwright"), other: map[string]serving{"/people/": page(found)}},
		&Behaviour{Name: "redirect/to-none-of-another", Want: wants("unreadable"), Because: "to a page that says of somebody else that there is nobody", serve: turn("/x"), other: map[string]serving{"/x": func(_ *Site, w http.ResponseWriter, _ *asking) { write(w, nothing(stranger)) }}},
		&Behaviour{Name: "redirect/home", Want: wants("unreadable"), Because: "to the home page", serve: turn("/home"), other: map[string]serving{"/home": func(_ *Site, w http.ResponseWriter, _ *asking) {
			write(w, fill("{{TOP:Find anyone}}<section class=\"hero\"><h2>Find anyone in seconds</h2><p>Search 1.2 billion records.</p></section>{{BOTTOM}}", "anybody"))
		}}},
		&Behaviour{Name: "redirect/login", Want: wants("needs-you"), Because: "to a page to sign in at", serve: turn("/signin"), other: map[string]serving{"/signin": func(_ *Site, w http.ResponseWriter, _ *asking) {
			write(w, fill(`{{TOP:Sign in}}<div class="box"><h2>Please log in to continue</h2><form method="post"><input name="user"><input type="password" name="pass"><button>Log in</button></form></div>{{BOTTOM}}`, "anybody"))
		}}},
		&Behaviour{Name: "redirect/private-path", Want: wants("disallowed"), Because: "to a path that robots.txt forbids", serve: turn("/private/results")},
		&Behaviour{Name: "redirect/blocked-page", Want: wants("blocked"), Because: "to a page about blocked visitors, which comes with status 200", serve: turn("/blocked"), other: map[string]serving{"/blocked": func(_ *Site, w http.ResponseWriter, _ *asking) {
			write(w, `<!doctype html><html lang="en"><head><title>Blocked</title></head><body><h1>You have been blocked</h1><p>Our systems think that you are a bot.</p></body></html>`)
		}}},
	)
	return list
}

func hop(_ *Site, w http.ResponseWriter, a *asking) {
	n, _ := strconv.Atoi(a.URL.Query().Get("n")) // 0 at the beginning
	if n > 30 {
		write(w, nothing("Odalys Fenwright"))
		return
	}
	http.Redirect(w, a.Request, "/hop/?n="+strconv.Itoa(n+1), http.StatusFound)
}

func turn(to string) serving {
	return func(_ *Site, w http.ResponseWriter, a *asking) { http.Redirect(w, a.Request, to, http.StatusFound) }
}

// page serves one page made out to the subject.
func page(f func(string) string) serving {
	return func(_ *Site, w http.ResponseWriter, _ *asking) { write(w, f("Odalys Fenwright")) }
}
