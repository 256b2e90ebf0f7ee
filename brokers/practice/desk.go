package practice

import (
	"fmt"
	"net/http"
	"time"
)

// maxAdvance is the furthest one request moves practice time: ten years.
const maxAdvance = 10 * 366 * 24 * time.Hour

// Desk returns the address, such as http://127.0.0.1:40000, at which practice
// time is read and moved: GET /clock answers the time in RFC 3339,
// POST /clock?advance=48h moves it forward and answers the new one. GET /code
// answers the code that the form site showed last, as a person would read it
// off the picture.
func (s *Sites) Desk() string { return "http://" + s.desk }

func (s *Sites) deskHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /clock", func(w http.ResponseWriter, _ *http.Request) { s.tell(w) })
	mux.HandleFunc("POST /clock", func(w http.ResponseWriter, r *http.Request) {
		d, err := time.ParseDuration(r.URL.Query().Get("advance"))
		if err != nil || d < 0 || d > maxAdvance {
			http.Error(w, "want advance=48h or another duration up to ten years", http.StatusBadRequest)
			return
		}
		s.Advance(d)
		s.tell(w)
	})
	mux.HandleFunc("GET /code", func(w http.ResponseWriter, _ *http.Request) {
		for _, srv := range s.servers {
			if srv.page == "form" {
				_, _ = fmt.Fprintln(w, srv.lastCode()) // the visitor may have gone
			}
		}
	})
	return mux
}

func (s *Sites) tell(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintln(w, s.Now().Format(time.RFC3339)) // the visitor may have gone
}
