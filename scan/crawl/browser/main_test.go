package browser_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/crawl"
	"github.com/whohasme/whohasme/scan/crawl/browser"
)

func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("2") // browsers; a number can always be set
	}
	goleak.VerifyTestMain(m)
}

// chromium returns the path of the browser that these tests drive. Where
// WHOHASME_TEST_REQUIRE is set, as in .ci/run, lacking it is a failure.
func chromium(t testing.TB) string {
	t.Helper()
	path, err := browser.Find("", os.Getenv)
	if err != nil {
		if os.Getenv("WHOHASME_TEST_REQUIRE") != "" {
			t.Fatal("no Chromium is installed, and this run requires it")
		}
		t.Skip("SKIPPED: no Chromium is installed")
	}
	return path
}

// stage is a launcher with a folder for temporary files of its own.
type stage struct {
	*browser.Launcher
	temp string
}

func launcher(t *testing.T, change func(*browser.Options, *crawl.Options)) *stage {
	t.Helper()
	c := crawl.Options{AllowLoopback: true, Version: "test"}
	// Tests may run as root, where Chromium has no sandbox.
	o := browser.Options{Path: chromium(t), Env: os.Environ(), Temp: t.TempDir(), NoSandbox: true, Headless: true}
	if change != nil {
		change(&o, &c)
	}
	crawler, err := crawl.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(crawler.Close)
	o.Crawler = crawler
	l, err := browser.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &stage{l, o.Temp}
}

// empty checks that nothing is left of any profile.
func (s *stage) empty(t *testing.T) {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(s.temp, "*"))
	if err != nil || len(list) > 0 {
		t.Errorf("left in the folder for temporary files: %v", list)
	}
}

// site is a broker's host that notes what it is asked.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked []string
	agent map[string]bool
}

func serve(t *testing.T, pages map[string]http.HandlerFunc) *site {
	t.Helper()
	s := &site{agent: map[string]bool{}, pages: pages}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		s.agent[r.UserAgent()] = true
		h := s.pages[r.URL.Path]
		s.mu.Unlock()
		if h != nil {
			h(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	return s
}

// show has the site forget what it was asked and show other pages.
func (s *site) show(pages map[string]http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages, s.asked = pages, nil
}

func (s *site) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.asked...)
}

func (s *site) host() string { return strings.TrimPrefix(s.URL, "http://") }

func (s *site) broker() *brokers.Broker {
	return &brokers.Broker{
		ID: "test-site", Name: "Test Site", Domain: s.host(), Country: "US", Status: brokers.Active,
		Search: &brokers.Definition{URL: brokers.Template(s.URL + "/"), Way: brokers.Browser, Pace: brokers.Pace{Set: true}},
	}
}

func (s *site) address(t *testing.T, path string) *url.URL {
	t.Helper()
	u, err := url.Parse(s.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func html(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!DOCTYPE html><html><head><title>t</title></head><body>"+body+"</body></html>")
	}
}

func script(code string) http.HandlerFunc {
	return html("<div id=app></div><script>" + code + "</script>")
}

// sight reads pages in which elements of class "hit" are records and one of
// class "none" says that there is none.
func sight(page string, _ *url.URL) (string, bool) {
	_, body, _ := strings.Cut(page, "<body")
	for {
		before, rest, ok := strings.Cut(body, "<script")
		if !ok {
			break
		}
		_, rest, _ = strings.Cut(rest, "</script>")
		body = before + rest
	}
	hits := strings.Count(body, `class="hit"`)
	none := strings.Contains(body, `class="none"`)
	if hits == 0 && !none {
		return "", false
	}
	return fmt.Sprint(hits, none), none
}

func (s *stage) get(t *testing.T, b *brokers.Broker, u *url.URL) (*crawl.Page, error) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	v := s.Visit(b, sight, sight)
	defer v.Close()
	return v.Get(ctx, u)
}

// stand is a visit that many tests use one after the other, at a site that
// shows each of them pages of its own. Only its robots.txt stays the same.
type stand struct {
	*stage
	*site
	visit *browser.Visit
	used  int
}

// stands are as many, for tests that run beside each other. Nothing may be left
// of their browsers in the end.
func stands(t *testing.T, number int, change func(*browser.Options, *crawl.Options)) chan *stand {
	t.Helper()
	pool := make(chan *stand, number)
	for range number {
		s := &stand{stage: launcher(t, change), site: serve(t, nil)}
		s.visit = s.Visit(s.broker(), sight, sight)
		t.Cleanup(func() {
			s.visit.Close()
			s.empty(t)
			if left := browsers(s.temp); len(left) > 0 {
				t.Errorf("processes left: %v", left)
			}
		})
		pool <- s
	}
	return pool
}

// brief is for pages whose only end is that of patience. What they come to may
// hang on the moment.
func brief(o *browser.Options, c *crawl.Options) {
	o.Draw, o.Patience, c.Timeout = 3*time.Second, 1500*time.Millisecond, 3*time.Second
}

// look shows pages and looks at one of them.
func (s *stand) look(t *testing.T, pages map[string]http.HandlerFunc, path string) (*crawl.Page, error) {
	t.Helper()
	all := map[string]http.HandlerFunc{"/robots.txt": robots("/secret")}
	maps.Copy(all, pages)
	s.show(all)
	s.used++
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	return s.visit.Get(ctx, s.address(t, fmt.Sprint(path, "?stand=", s.used)))
}
