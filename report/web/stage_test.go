package web_test

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/PuerkitoBio/goquery"
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/report/casebook"
	"github.com/whohasme/whohasme/report/render"
	"github.com/whohasme/whohasme/report/statute"
	"github.com/whohasme/whohasme/report/web"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/sweep"
	"github.com/whohasme/whohasme/scan/vault"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("3") // some have a browser of their own; a number can always be set
	}
	goleak.VerifyTestMain(m)
}

const passphrase = "seven quiet otters swim"

// noon is a Friday.
var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// seed draws the practice worlds.
func seed(t testing.TB) uint64 {
	t.Helper()
	s := os.Getenv("WHOHASME_TEST_SEED")
	if s == "" {
		return 7
	}
	n, err := strconv.ParseUint(s, 10, 64)
	ok(t, err)
	return n
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// clock is a clock that stands until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *clock) move(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// stage is a dashboard on loopback over a vault of its own.
type stage struct {
	reached   atomic.Bool // the gate, by a scan
	t         testing.TB
	dash      *web.Server
	srv       *httptest.Server
	path      string // of the vault
	day       *clock // of the casebook
	true      *clock // of sessions
	catalogue *brokers.Catalogue
	sites     *practice.Sites
	folder    string       // of the practice sites
	filed     string       // what opens the vault where nothing is asked
	key       age.Identity // of the member who opens it instead; nil: its owner does
	mu        sync.Mutex
	told      []string
	gate      chan struct{} // until it is closed one site's line is not opened; nil: there is none
	behind    string        // that site's host
}

// open opens a dashboard; without brokers it is that of a practice world.
func open(t testing.TB, layers ...brokers.Layer) *stage {
	t.Helper()
	return openAs(t, false, layers...)
}

// openAs opens a dashboard whose vault opens by an identity file, or not.
func openAs(t testing.TB, keyed bool, layers ...brokers.Layer) *stage {
	t.Helper()
	filed := ""
	if keyed {
		filed = passphrase
	}
	s := &stage{t: t, filed: filed, path: filepath.Join(t.TempDir(), "vault"), day: &clock{now: noon}, true: &clock{now: noon}}
	if len(layers) == 0 {
		s.practise()
	} else {
		var faults brokers.Faults
		if s.catalogue, faults = brokers.Load(layers...); len(faults) > 0 {
			t.Fatal(faults)
		}
	}
	s.srv = httptest.NewUnstartedServer(nil)
	host := s.srv.Listener.Addr().String()
	var err error
	s.dash, err = web.New(web.Options{
		Door: web.Door{Probe: func() error { return vault.Probe(context.Background(), s.path) }, Open: s.opener(vault.Open), Create: s.opener(vault.Create), Keyed: keyed},
		Host: func(h string) bool { return h == host }, Now: s.true.Now, Random: rand.Reader, Eyes: s.eyes,
		Tell:  func(line string) { s.mu.Lock(); defer s.mu.Unlock(); s.told = append(s.told, line) },
		Forms: []web.Form{{Name: "Text", Extension: "txt", Type: "text/plain; charset=utf-8", Write: func(w io.Writer, r report.Report) error { return render.Text(w, r, 80, false) }}},
	})
	ok(t, err)
	s.srv.Config.Handler = s.dash.Handler()
	s.srv.Start()
	t.Cleanup(func() { s.srv.CloseClientConnections(); s.srv.Close(); s.dash.Close() })
	return s
}

// practise serves a practice world and reads its brokers.
func (s *stage) practise() {
	s.t.Helper()
	s.folder = s.t.TempDir()
	var err error
	s.sites, err = practice.Open(practice.NewWorld(seed(s.t), brokers.DateOf(noon)), s.day.Now)
	ok(s.t, err)
	s.t.Cleanup(func() { ok(s.t, s.sites.Close()) })
	ok(s.t, s.sites.Write(s.folder))
	l, err := brokers.Folder(filepath.Join(s.folder, "catalogue"))
	ok(s.t, err)
	s.catalogue, _ = brokers.Load(l)
}

func (s *stage) opener(how func(context.Context, string, vault.Unlock) (*vault.Vault, error)) func(context.Context, string) (*casebook.Casebook, error) {
	return func(ctx context.Context, pass string) (*casebook.Casebook, error) {
		// A test's passphrase need not be slow to guess.
		if pass == "" {
			pass = s.filed // as an identity file would
		}
		u := vault.Unlock{Passphrase: func() (string, error) { return pass, nil }, WorkFactor: 8}
		if s.key != nil {
			u = vault.Unlock{Identities: []age.Identity{s.key}}
		}
		v, err := how(ctx, s.path, u)
		if err != nil {
			return nil, err
		}
		book, err := statute.Load()
		if err != nil {
			return nil, errors.Join(err, v.Close())
		}
		return &casebook.Casebook{Vault: v, Catalogue: s.catalogue, Statutes: book, Now: s.day.Now}, nil
	}
}

func (s *stage) eyes(*casebook.Casebook) (*web.Eyes, error) {
	c, err := crawl.New(crawl.Options{AllowLoopback: true, Version: "test", Now: time.Now, Dial: s.dial})
	if err != nil {
		return nil, err
	}
	return &web.Eyes{Setup: sweep.Setup{Crawler: c, Now: s.day.Now}, Close: c.Close, Agent: "whohasme/test"}, nil
}

// file is the practice world's subject.
func (s *stage) file() []byte {
	s.t.Helper()
	b, err := os.ReadFile(filepath.Join(s.folder, "subject.yaml"))
	ok(s.t, err)
	return b
}

// hold keeps the visit to one site from going on until release is called, so
// that a test can look at a scan that runs.
func (s *stage) hold() (release func()) {
	all := s.sites.Brokers()
	s.gate, s.behind = make(chan struct{}), all[0].Domain
	var once sync.Once
	release = func() { once.Do(func() { close(s.gate) }) }
	s.t.Cleanup(release)
	return release
}

// heldThere waits until a scan stands before the gate, with the vault locked.
func (s *stage) heldThere() {
	for end := time.Now().Add(time.Minute); !s.reached.Load(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatal("no scan comes to the site that is held")
		}
	}
}

func (s *stage) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if s.gate != nil && addr == s.behind {
		s.reached.Store(true)
		select {
		case <-s.gate:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	var d net.Dialer
	return d.DialContext(ctx, network, addr)
}

// made makes the vault, with a subject from a file.
func (s *stage) made(files ...string) *casebook.Casebook {
	s.t.Helper()
	b, err := s.opener(vault.Create)(context.Background(), passphrase)
	ok(s.t, err)
	s.t.Cleanup(func() { ok(s.t, b.Vault.Close()) })
	for _, f := range files {
		p, err := scan.ParseSubject("subject.yaml", []byte(f))
		ok(s.t, err)
		ok(s.t, b.AddSubject(context.Background(), p, nil))
	}
	return b
}

// browser is a browser without scripts: it keeps cookies and fills in forms.
type browser struct {
	*stage
	http *http.Client
	at   *url.URL
	code int
	head http.Header
	body string
	page *goquery.Document
}

func (s *stage) browser() *browser {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	ok(s.t, err)
	tr := &http.Transport{}
	s.t.Cleanup(tr.CloseIdleConnections)
	return &browser{stage: s, http: &http.Client{Jar: jar, Transport: tr}}
}

// in is a browser that came in by a link, into an open vault.
func (s *stage) in() *browser {
	s.t.Helper()
	ok(s.t, s.dash.Unlock(context.Background(), passphrase))
	b := s.browser()
	b.enter()
	return b
}

func (b *browser) enter() {
	b.t.Helper()
	b.get(b.dash.Link())
	b.submit("form", nil)
}

// do sends a request with what browsers put to their own pages' requests.
func (b *browser) do(r *http.Request) {
	b.t.Helper()
	if r.Header.Get("Sec-Fetch-Site") == "" {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := b.http.Do(r)
	ok(b.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	ok(b.t, err)
	b.at, b.code, b.head, b.body = resp.Request.URL, resp.StatusCode, resp.Header, string(body)
	b.page, err = goquery.NewDocumentFromReader(strings.NewReader(b.body))
	ok(b.t, err)
}

func (b *browser) get(path string) {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodGet, b.srv.URL+path, nil)
	ok(b.t, err)
	b.do(r)
}

// submit fills in a form of the page that is shown and sends it; a field's
// name may stand for a button.
func (b *browser) submit(selector string, fields url.Values) {
	b.t.Helper()
	f := b.page.Find(selector).First()
	if f.Length() == 0 {
		b.t.Fatalf("%s has no form %s:\n%s", b.at.Path, selector, b.text())
	}
	all := url.Values{}
	f.Find("input, textarea, select").Each(func(_ int, i *goquery.Selection) {
		name, _ := i.Attr("name")
		value, _ := i.Attr("value")
		kind, _ := i.Attr("type")
		_, checked := i.Attr("checked")
		switch {
		case name == "" || (kind == "checkbox" || kind == "radio") && !checked:
			return
		case goquery.NodeName(i) == "textarea":
			value = i.Text()
		case goquery.NodeName(i) == "select":
			value, _ = i.Find("option").First().Attr("value")
		}
		all.Add(name, value)
	})
	for k, v := range fields {
		all[k] = v
	}
	action, _ := f.Attr("action")
	b.post(action, all)
}

func (b *browser) post(path string, form url.Values) {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodPost, b.srv.URL+path, strings.NewReader(form.Encode()))
	ok(b.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	b.do(r)
}

// text is what the page says.
func (b *browser) text() string {
	return strings.Join(strings.Fields(b.page.Find("main").Text()), " ")
}

func (b *browser) token() string {
	t, _ := b.page.Find("input[name=token]").First().Attr("value")
	return t
}

// says checks that the page is well and says something.
func (b *browser) says(code int, words ...string) {
	b.t.Helper()
	if b.code != code {
		b.t.Fatalf("%s answers %d, want %d: %s", b.at.Path, b.code, code, b.text())
	}
	for _, w := range words {
		if !strings.Contains(b.text(), w) {
			b.t.Fatalf("%s does not say %q: %s", b.at.Path, w, b.text())
		}
	}
}

// wait looks at a page until it says something.
func (b *browser) wait(path, words string) {
	b.t.Helper()
	for end := time.Now().Add(time.Minute); ; {
		b.get(path)
		if strings.Contains(b.text(), words) {
			return
		}
		if time.Now().After(end) {
			b.t.Fatalf("%s never says %q: %s", path, words, b.text())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// raw is get without reading the page into a tree.
func (b *browser) raw(path string) {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodGet, b.srv.URL+path, nil)
	ok(b.t, err)
	resp, err := b.http.Do(r)
	ok(b.t, err)
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	ok(b.t, err)
	b.code = resp.StatusCode
}

// draft drafts the letters of the plan, as a command in a terminal would.
func (s *stage) draft(b *casebook.Casebook) {
	s.t.Helper()
	plans, err := b.Plan(context.Background(), "me", b.Today())
	ok(s.t, err)
	ok(s.t, b.Draft(context.Background(), plans[0].Requests))
}
