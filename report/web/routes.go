package web

import (
	"errors"
	"net"
	"net/http"
	"strings"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan/vault"
)

// routes says which page answers at which address. Addresses name subjects,
// findings and requests by their ids, and nobody by name.
func (s *Server) routes(mux *http.ServeMux) {
	// Before the door: no session is needed.
	mux.HandleFunc("GET /static/{file}", s.file)
	mux.HandleFunc("GET /away", s.open((*visit).away))
	mux.HandleFunc("GET /enter/{token}", s.open((*visit).enter))
	mux.HandleFunc("POST /enter", s.open((*visit).entered))

	// In the hall: a session, and perhaps a locked vault.
	mux.HandleFunc("POST /lock", s.hall((*visit).lockNow))
	mux.HandleFunc("POST /hide", s.open((*visit).hideNow))
	mux.HandleFunc("GET /unlock", s.hall((*visit).unlockForm))
	mux.HandleFunc("POST /unlock", s.hall((*visit).unlock))
	mux.HandleFunc("POST /code", s.hall((*visit).code))
	mux.HandleFunc("GET /begin", s.hall((*visit).begin))
	mux.HandleFunc("POST /begin", s.hall((*visit).beginReview))
	mux.HandleFunc("POST /begin/make", s.hall((*visit).beginMake))

	// Inside: the vault is open.
	mux.HandleFunc("GET /{$}", s.inside((*visit).home))
	mux.HandleFunc("GET /people", s.inside((*visit).people))
	mux.HandleFunc("GET /people/add", s.inside((*visit).add))
	mux.HandleFunc("POST /people/add", s.inside((*visit).addReview))
	mux.HandleFunc("POST /people/file", s.inside((*visit).addFile))
	mux.HandleFunc("POST /people/make", s.inside((*visit).addMake))
	for pattern, page := range map[string]func(*visit) error{
		"GET /s/{subject}":                                  (*visit).stand,
		"GET /s/{subject}/findings":                         (*visit).findings,
		"GET /s/{subject}/findings/{finding}":               (*visit).finding,
		"POST /s/{subject}/findings/{finding}/verdict":      (*visit).verdict,
		"GET /s/{subject}/findings/{finding}/reveal":        (*visit).revealForm,
		"POST /s/{subject}/findings/{finding}/reveal":       (*visit).reveal,
		"GET /s/{subject}/findings/{finding}/evidence":      (*visit).evidence,
		"POST /s/{subject}/findings/{finding}/evidence/{n}": (*visit).evidenceOpen,
		"GET /s/{subject}/findings/{finding}/evidence/{n}":  (*visit).evidencePage,
		"GET /s/{subject}/findings/{finding}/picture/{n}":   (*visit).evidencePicture,
		"GET /s/{subject}/review":                           (*visit).review,
		"GET /s/{subject}/plan":                             (*visit).plan,
		"POST /s/{subject}/plan":                            (*visit).choose,
		"GET /s/{subject}/letters":                          (*visit).letters,
		"GET /s/{subject}/letters/{request}":                (*visit).letter,
		"POST /s/{subject}/letters/{request}/{form}":        (*visit).download,
		"GET /s/{subject}/requests":                         (*visit).requests,
		"GET /s/{subject}/requests/{request}":               (*visit).request,
		"POST /s/{subject}/requests/{request}":              (*visit).mark,
		"GET /s/{subject}/sites":                            (*visit).sites,
		"GET /s/{subject}/look":                             (*visit).look,
		"POST /s/{subject}/look":                            (*visit).startScan,
		"POST /s/{subject}/look/stop":                       (*visit).stopScan,
		"GET /s/{subject}/look/now":                         (*visit).progress,
		"GET /s/{subject}/about":                            (*visit).about,
		"POST /s/{subject}/withdraw":                        (*visit).withdraw,
		"GET /s/{subject}/report/{form}":                    (*visit).report,
	} {
		mux.HandleFunc(pattern, s.inside(about(page)))
	}
	mux.HandleFunc("/", s.open(func(*visit) error { return errNoPage }))
}

// about reads the subject that a page is about.
func about(page func(*visit) error) func(*visit) error {
	return func(v *visit) error {
		id := v.r.PathValue("subject")
		s, err := v.book.Subject(v.r.Context(), id)
		if errors.Is(err, vault.ErrNoSubject) || err == nil && s == nil {
			return casebook.ErrNoSubject
		}
		if err != nil {
			return err
		}
		for _, name := range []string{"finding", "request"} {
			if of := v.r.PathValue(name); of != "" && !strings.HasPrefix(of, id+".") {
				return errNoPage // of another person
			}
		}
		v.subject = s
		return page(v)
	}
}

// open answers anybody who may ask at all.
func (s *Server) open(page func(*visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, formSize)
		v := &visit{Server: s, w: w, r: r, session: s.session(r)}
		v.run(page)
	}
}

// hall answers who is in, and takes no form without its token.
func (s *Server) hall(page func(*visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Server: s, w: w, r: r, session: s.session(r)}
		if v.session == nil {
			v.run(func(*visit) error { return errStranger })
			return
		}
		if v.session.pretends(r.URL.Path) {
			v.run(func(v *visit) error { return v.back("/away") })
			return
		}
		v.run(func(v *visit) error {
			if err := v.form(); err != nil {
				return err
			}
			return page(v)
		})
	}
}

// inside answers who is in while the vault is open.
func (s *Server) inside(page func(*visit) error) http.HandlerFunc {
	return s.hall(func(v *visit) error {
		locked := false
		v.session.with(func() { locked = v.session.locked })
		book, release, err := s.door.enter()
		if err == nil {
			defer release()
		}
		switch {
		case err == nil && !locked:
			v.book = book
			return page(v)
		case v.r.URL.Path == at(nil) || v.r.Method == http.MethodGet && !strings.HasSuffix(v.r.URL.Path, "/now"):
			return v.elsewhere()
		}
		return errIsLocked
	})
}

// elsewhere sends the browser to where the vault is opened, or made.
func (v *visit) elsewhere() error {
	if errors.Is(v.door.Probe(), vault.ErrNoVault) {
		return v.back("/begin")
	}
	return v.back("/unlock")
}

// run answers a page's error with a page, too.
func (v *visit) run(page func(*visit) error) {
	if err := page(v); err != nil {
		v.fail(err)
	}
}

var (
	errStranger = &saying{http.StatusUnauthorized, "You are not in", "This browser has no session, or it has ended.", "In the terminal where `whohasme serve` runs, press Enter. It prints a new link, which works once."}
	errIsLocked = &saying{http.StatusForbidden, "The vault is locked", "Nothing was done, because the vault was locked in the meantime.", "Unlock it on the first page, and do it again."}
	errOldForm  = &saying{http.StatusForbidden, "This form is out of date", "Nothing was done: the form did not carry the token of your session.", "Open the page again and do it there."}
	errTooLarge = &saying{http.StatusRequestEntityTooLarge, "That is too large", "Nothing was kept.", "A form takes 256 kB, a mandate's document 20 MB."}
)

// cookie is the name of the session's cookie. Cookies know no ports: without
// the port in its name a second dashboard, of another vault, would end the
// first one's session. The prefix has browsers send it to no other host and
// only encrypted.
func (s *Server) cookie(r *http.Request) string {
	name := "whohasme"
	if _, port, err := net.SplitHostPort(r.Host); err == nil {
		name += "-" + port
	}
	if s.TLS {
		return "__Host-" + name
	}
	return name
}

// session returns the session of a request, or nil.
func (s *Server) session(r *http.Request) *session {
	for _, c := range r.CookiesNamed(s.cookie(r)) { // another port of this machine may have set one, too
		if found := s.sessions.find(c.Value, !byItself(r)); found != nil {
			return found
		}
	}
	return nil
}

// byItself reports whether a page asks without a click: how a scan goes on, or
// because nobody has clicked for a while.
func byItself(r *http.Request) bool {
	return r.Method == http.MethodGet && (strings.HasSuffix(r.URL.Path, "/now") || r.URL.Path == "/unlock" || r.URL.Query().Get("follow") != "")
}

// form reads a form, as far as one may be as long, and checks its token.
func (v *visit) form() error {
	if v.r.Method != http.MethodPost {
		return nil
	}
	limit := int64(formSize)
	multipart := strings.HasPrefix(v.r.Header.Get("Content-Type"), "multipart/form-data")
	if multipart {
		limit = fileSize
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, limit)
	err := v.r.ParseForm()
	if multipart && err == nil {
		err = v.r.ParseMultipartForm(fileSize) // nothing of it goes to a temporary file
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return errTooLarge
	case err != nil:
		return &saying{http.StatusBadRequest, "That was not a form", "What the browser sent could not be read, and nothing was done.", "Open the page again and do it there."}
	case !v.session.valid(v.r.PostForm.Get("token")) && !(v.r.MultipartForm != nil && v.session.valid(v.r.FormValue("token"))):
		return errOldForm
	}
	return nil
}

// file serves the style and the script. Browsers keep neither: their names say
// what was looked at here.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	kind := map[string]string{"whohasme.css": "text/css; charset=utf-8", "whohasme.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}[name]
	b, err := static.ReadFile("static/" + name)
	if err != nil || kind == "" {
		refuse(w, http.StatusNotFound, "There is no such file.")
		return
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(b)
}
