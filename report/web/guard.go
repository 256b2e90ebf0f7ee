package web

import (
	"net/http"
	"strings"
)

// Most bytes of a request's body: a form, or one with a mandate's document.
const (
	formSize = 256 << 10
	fileSize = 20 << 20
)

// policy is what a page may load and where its forms may go. Only the scan's
// page asks how the scan goes on.
const (
	policy     = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
	livePolicy = policy + "; connect-src 'self'"
)

// headers are on every answer.
func headers(h http.Header, tls bool) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Embedder-Policy", "require-corp")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=(), browsing-topics=()")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("X-DNS-Prefetch-Control", "off")
	if tls {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// guard answers what no page is to see: requests by another name, as after DNS
// rebinding, and requests that another page made.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		headers(w.Header(), s.TLS)
		defer s.caught(w)
		switch {
		case !s.Host(r.Host):
			refuse(w, http.StatusMisdirectedRequest, "This is not the address of the dashboard. Use the link that was printed in the terminal, as it is.")
		case !s.sameOrigin(r):
			refuse(w, http.StatusForbidden, "This request came from another page, so nothing was done. Go to the dashboard and do it there.")
		case keepsFile(r) && !fromHere(r):
			refuse(w, http.StatusForbidden, "Another page led to a report. Go to the dashboard and take it there.")
		case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost:
			w.Header().Set("Allow", "GET, HEAD, POST")
			refuse(w, http.StatusMethodNotAllowed, "The dashboard knows no such method.")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// caught answers where a page's own fault ended it. Its words may have facts
// about a person in them, so that nobody is told them.
func (s *Server) caught(w http.ResponseWriter) {
	switch fault := recover(); fault {
	case nil:
	case http.ErrAbortHandler:
		panic(fault)
	default:
		s.Tell("A page of the dashboard could not be made, by a fault of this program. Nothing in the vault is lost.")
		refuse(w, http.StatusInternalServerError, "Something went wrong, by a fault of this program. Nothing in the vault is lost. Go back and try it again.")
	}
}

// keepsFile reports whether a link leads to a file that browsers keep outside
// the vault. Another page must not have them do so unasked.
func keepsFile(r *http.Request) bool { return strings.Contains(r.URL.Path, "/report/") }

// fromHere reports whether the dashboard's own page leads on, or the person
// typed the address.
func fromHere(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return site == "" || site == "same-origin" || site == "none"
}

// sameOrigin reports whether a request may be one of our own pages'. Other
// ports of this machine are the same site to a cookie, so that SameSite alone
// would let their pages in.
func (s *Server) sameOrigin(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		// A link may lead here, which shows its page nothing; a picture or a
		// script of another page may not.
		mode := r.Header.Get("Sec-Fetch-Mode")
		return fromHere(r) || mode == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	}
	// A browser that is told to send no Referer sends "null" as the origin of a
	// form; it tells the site all the same.
	origin := r.Header.Get("Origin")
	switch {
	case site != "" && site != "same-origin":
		return false
	case origin != "" && origin != "null":
		return s.ownOrigin(origin, r.Host)
	}
	return site == "same-origin"
}

func (s *Server) ownOrigin(origin, host string) bool {
	scheme := "http://"
	if s.TLS {
		scheme = "https://"
	}
	return strings.EqualFold(origin, scheme+host)
}

// refuse answers without a page.
func refuse(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	_, _ = w.Write([]byte(text + "\n"))
}
