package crawl

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/whohasme/whohasme/brokers"
)

func TestMain(m *testing.M) {
	// These are all that colly reads where it is let; nothing may change by them.
	for k, v := range map[string]string{
		"ALLOWED_DOMAINS": "elsewhere.test", "DISABLE_COOKIES": "1", "FOLLOW_REDIRECTS": "no", "MAX_BODY_SIZE": "5", "IGNORE_ROBOTSTXT": "yes",
		"PARSE_HTTP_ERROR_RESPONSE": "no", "USER_AGENT": "somebody else", "MAX_REQUESTS": "1", "MAX_DEPTH": "1", "DETECT_CHARSET": "yes",
		"CACHE_DIR": "/nowhere", "DISALLOWED_DOMAINS": "127.0.0.1", "TRACE_HTTP": "yes",
	} {
		os.Setenv("COLLY_"+k, v)
	}
	for _, k := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"} {
		os.Setenv(k, "http://127.0.0.1:1")
	}
	os.Setenv("NO_PROXY", "*")
	goleak.VerifyTestMain(m)
}

// recordPage is the body of an ordinary page.
const recordPage = `<html><body><main><div class="card"><h2>Ada Quill</h2><p>Age 45</p><p>Lives in Austin, TX</p></div></main></body></html>`

// clock is a time that stands still until somebody waits.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	waits []time.Duration
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = append(c.waits, d)
	c.now = c.now.Add(d)
	return ctx.Err()
}

// site is a server on loopback that counts what it is asked, with a clock.
type site struct {
	*httptest.Server
	mux   *http.ServeMux
	clock *clock

	mu    sync.Mutex
	asked []string
	times []time.Time
	heads []http.Header
}

func newSite(t testing.TB) *site {
	s := &site{mux: http.NewServeMux(), clock: newClock()}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP notes the request and answers it.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.RequestURI())
	s.times = append(s.times, s.clock.Now())
	s.heads = append(s.heads, r.Header.Clone())
	s.mu.Unlock()
	s.mux.ServeHTTP(w, r)
}

func (s *site) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.asked...)
}

// page serves text at a path.
func (s *site) page(path, text string) {
	s.mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(text)) })
}

// host is the site's host:port.
func (s *site) host() string { return strings.TrimPrefix(s.URL, "http://") }

// broker is the site as a file of the catalogue has it.
func (s *site) broker(pace time.Duration, mirrors ...string) *brokers.Broker {
	return &brokers.Broker{ID: "example", Domain: s.host(), Mirrors: mirrors, Search: &brokers.Definition{
		URL: brokers.Template(s.URL + "/name/{first}"), Way: brokers.Fetch, Pace: brokers.Pace{Set: true, Value: pace},
	}}
}

// options are those of a crawler that may visit the site.
func (s *site) options() Options {
	return Options{AllowLoopback: true, Now: s.clock.Now, Wait: s.clock.Wait, Timeout: 5 * time.Second, Contact: "desk@example.org", Version: "1.2"}
}

// atOnce holds that something ends within a tenth of a second, on a machine that
// others may keep busy: one try of several has to.
func atOnce(t *testing.T, try func() time.Duration) {
	t.Helper()
	took := try()
	for n := 1; n < 20 && took > 100*time.Millisecond && !t.Failed(); n++ {
		took = min(took, try())
	}
	if took > 100*time.Millisecond {
		t.Errorf("took %v", took)
	}
}

// crawler makes a crawler that is closed with the test.
func crawler(t testing.TB, o Options) *Crawler {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// visit begins a visit to the site.
func (s *site) visit(t testing.TB) *Visit { return crawler(t, s.options()).Visit(s.broker(0)) }

func address(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func (s *site) at(t testing.TB, path string) *url.URL { return address(t, s.URL+path) }
