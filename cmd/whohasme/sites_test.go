package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func practiceSites(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: practice DIR")
	}
	exe, err := exec.LookPath("whohasme")
	ts.Check(err)
	c := exec.Command(exe, "practice", "-o", ts.MkAbs(args[0]), "--seed", ts.Getenv("SEED"))
	c.Env = []string{"HOME=" + ts.Getenv("HOME"), "TMPDIR=" + ts.Getenv("TMPDIR")}
	out, err := c.StdoutPipe()
	ts.Check(err)
	ts.Check(c.Start())
	ts.Defer(func() {
		_ = c.Process.Signal(os.Interrupt)
		_, _ = io.Copy(io.Discard, out)
		_ = c.Wait()
	})
	desk := regexp.MustCompile(`^clock +(\S+)`)
	for in := bufio.NewScanner(out); in.Scan(); {
		if m := desk.FindStringSubmatch(in.Text()); m != nil {
			ts.Setenv("DESK", m[1])
			return
		}
	}
	ts.Fatalf("the practice sites did not start")
}

// advance moves WHOHASME_NOW, which starts at the true time, and the practice
// sites' clock where they run.
func advance(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: advance DURATION")
	}
	d, err := time.ParseDuration(args[0])
	ts.Check(err)
	now := time.Now().UTC()
	if s := ts.Getenv("WHOHASME_NOW"); s != "" {
		now, err = time.Parse(time.RFC3339, s)
		ts.Check(err)
	}
	ts.Setenv("WHOHASME_NOW", now.Add(d).Format(time.RFC3339))
	if desk := ts.Getenv("DESK"); desk != "" {
		post(ts, desk+"?advance="+args[0], nil)
	}
}

func optOut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: optout LISTING")
	}
	u, err := url.Parse(args[0])
	ts.Check(err)
	post(ts, u.Scheme+"://"+u.Host+"/opt-out", url.Values{"url": {args[0]}, "email": {"answers@example.org"}})
}

func post(ts *testscript.TestScript, address string, form url.Values) {
	resp, err := http.PostForm(address, form)
	ts.Check(err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		ts.Fatalf("%s answers %s", address, resp.Status)
	}
}

// fetchPage saves a page with the comment that browsers put into pages they
// save.
func fetchPage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fetch ADDRESS FILE")
	}
	resp, err := http.Get(args[0])
	ts.Check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	page := fmt.Sprintf("<!-- saved from url=(%04d)%s -->\n%s", len(args[0]), args[0], body)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(page), 0o600))
}

// shop is a site that shows the pages of a folder: /find/ana-reyes/ca is
// find/ana-reyes/ca.html there. It lists everybody of a name that controls ask
// for, and nobody whose page is not there.
type shop struct {
	dir   string
	mu    sync.Mutex
	asked []string
}

type siteKey struct{}

func shops(ts *testscript.TestScript) map[string]*shop {
	m, ok := ts.Value(siteKey{}).(map[string]*shop)
	if !ok {
		ts.Fatalf("no sites are set up")
	}
	return m
}

// serveSite serves a folder and writes the site's definition, unless the
// script has one, with the site's host in the place of $NAME in capitals.
func serveSite(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: site NAME DIR")
	}
	s := &shop{dir: ts.MkAbs(args[1])}
	srv := httptest.NewServer(s)
	ts.Defer(srv.Close)
	shops(ts)[args[0]] = s
	ts.Setenv(strings.ToUpper(args[0]), strings.TrimPrefix(srv.URL, "http://"))
	file := ts.MkAbs(filepath.Join("shops", args[0]+".yaml"))
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		ts.Check(os.MkdirAll(filepath.Dir(file), 0o700))
		text := strings.NewReplacer("NAME", args[0], "HOST", "$"+strings.ToUpper(args[0])).Replace(shopFile)
		ts.Check(os.WriteFile(file, []byte(text), 0o600))
	}
	fill(ts, false, []string{file})
}

// shopFile defines a shop: a data broker in California's register that takes
// opt-outs by a form and by e-mail.
const shopFile = `id: NAME
name: The NAME files
domain: HOST
category: people-search
country: US
status: active
registered: [{state: CA, year: 2026}]
opt_out:
  - {ask: suppress, by: web-form, url: "http://HOST/opt-out", requires: [record-url]}
  - {ask: opt-out-of-sale, by: email, to: privacy@NAME.example.org}
search:
  url: http://HOST/find/{first|lower}-{last|lower}/{state|lower}
  way: fetch
  pace: 0s
  record: div.card
  complete: {total: .count}
  fields:
    name: h2
    age: {select: .age, after: Age}
    addresses: {select: li.place, all: true}
    phones: {select: li.phone, all: true}
    emails: {select: li.mail, all: true}
    profile_url: {select: a.more, attr: href}
  nothing: p.none
sources: [{name: written for a test, date: 2026-11-20}]
checked: 2026-11-20
confidence: high
`

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.RequestURI())
	s.mu.Unlock()
	name := filepath.Join(s.dir, filepath.FromSlash(path.Clean("/"+r.URL.Path)))
	if r.URL.Path == "/robots.txt" {
		if text, err := os.ReadFile(name); err == nil {
			_, _ = w.Write(text)
			return
		}
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	page, err := os.ReadFile(name + ".html")
	switch {
	case err == nil:
	case strings.Contains(r.URL.Path, "james-smith"):
		page = []byte(manySmiths)
	default:
		page = []byte(`<!doctype html><title>Search</title><main><p class="none">No records were found.</p></main>`)
	}
	_, _ = w.Write(page)
}

const manySmiths = `<!doctype html><title>People</title><main><p class="count">2 records</p>
<div class="card"><h2>James Smith</h2><span class="age">Age 61</span><ul><li class="place">Houston, TX</li></ul><a class="more" href="/person/s1001">open</a></div>
<div class="card"><h2>James R Smith</h2><span class="age">Age 33</span><ul><li class="place">Dallas, TX</li></ul><a class="more" href="/person/s1002">open</a></div></main>`

func asked(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || shops(ts)[args[0]] == nil {
		ts.Fatalf("usage: [!] asked NAME N|PATTERN")
	}
	s := shops(ts)[args[0]]
	s.mu.Lock()
	defer s.mu.Unlock()
	if n, err := strconv.Atoi(args[1]); err == nil {
		if (len(s.asked) == n) == neg {
			ts.Fatalf("it was asked %d times: %v", len(s.asked), s.asked)
		}
		return
	}
	re, err := regexp.Compile(args[1])
	ts.Check(err)
	if re.MatchString(strings.Join(s.asked, "\n")) == neg {
		ts.Fatalf("it was asked for %v", s.asked)
	}
}
