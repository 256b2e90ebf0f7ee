package practice

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
)

//go:embed pages/*.html pages/*.js
var pageFiles embed.FS

// pages are parsed once; a fault in them is a fault of the program.
var pages = template.Must(template.New("").Funcs(template.FuncMap{"address": func(s *site, id string) string {
	if s.address == nil {
		return ""
	}
	return s.address(id)
}, "elsewhere": elsewhere}).ParseFS(pageFiles, "pages/*.html"))

// view is what a page is made of.
type view struct {
	Site        *site
	Name        string // of the site
	Host        string // it is served on
	Asked       string // the name asked for
	Place       string // where it was asked for
	Records     []*record
	Total       int
	First, Last int // numbers of the records shown
	Next, Prev  string
	Record      *record
	Related     []string
	Sponsor     string
	Message     string
	Code        string      // number of the code to type
	Carried     [][2]string // fields of a form that the next one keeps
}

// show answers with a page. It is rendered whole before anything is sent, so
// that a page is never cut off.
func (s *server) show(w http.ResponseWriter, status int, page string, v view) {
	v.Site, v.Name, v.Host = s.site, s.name, s.host
	var body bytes.Buffer
	if err := pages.ExecuteTemplate(&body, page, v); err != nil {
		http.Error(w, "the page could not be made", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // the visitor may have gone
}
