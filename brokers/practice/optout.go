package practice

import (
	"net/http"
	"net/url"
	"path"
	"strings"
)

// maxForm is the largest opt-out form that is read, in bytes.
const maxForm = 1 << 16

// serveOptOut takes an opt-out: the record's address or number in "url", and a
// mailbox in "email".
func (s *server) serveOptOut(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		s.show(w, http.StatusBadRequest, "answer", view{Message: "We could not read your request."})
		return
	}
	mailbox := strings.TrimSpace(r.PostForm.Get("email"))
	rec := s.meant(r.PostForm.Get("url"))
	switch {
	case !strings.Contains(mailbox, "@"):
		s.show(w, http.StatusBadRequest, "answer", view{Message: "Please enter your e-mail address."})
	case rec == nil && s.page == "lookalike":
		s.show(w, http.StatusOK, "answer", view{Message: "Your request has been received and will be processed."})
	case rec == nil:
		s.show(w, http.StatusBadRequest, "answer", view{Message: "We could not find this record. Please enter the address of its page."})
	case s.ignores:
		s.show(w, http.StatusOK, "answer", view{Message: "Thank you. Your record has been removed from " + s.name + "."})
	default:
		s.accept(rec)
		s.show(w, http.StatusOK, "answer", view{Message: "Thank you. Your request will be processed and the record will be removed."})
	}
}

// meant returns the record that a text names: by its number, or by an address
// that ends in it or carries it in its query. Nil: none.
func (s *server) meant(text string) *record {
	text = strings.TrimSpace(text)
	if r := s.byID(text); r != nil {
		return r
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil
	}
	for _, id := range []string{path.Base(u.Path), u.Query().Get("no"), u.Fragment} {
		if r := s.byID(id); r != nil {
			return r
		}
	}
	return nil
}

// accept sets the time at which a record goes, here and at the sites that
// this one clears. A second request does not put it off.
func (s *server) accept(r *record) {
	at := s.clock.Now().Add(s.delay)
	for _, c := range append([]*server{s}, s.clears...) {
		c.mu.Lock()
		if old, ok := c.leaving[r.shared]; !ok || at.Before(old) {
			c.leaving[r.shared] = at
		}
		c.mu.Unlock()
	}
}
